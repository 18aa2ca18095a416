// What: made-up confidential values that pass every check of their kind, drawn anew for each run:
// nobody can have taught the program these. Refuses: values of real people.
import { card } from "./canaries.mjs";

const digit = () => Math.floor(Math.random() * 10);
const digits = (n) => Array.from({ length: n }, digit).join("");
const between = (low, high) => low + Math.floor(Math.random() * (high - low + 1));

/** Germany's IBAN: ISO 13616, check digits by ISO 7064 mod 97-10. */
function iban() {
  const account = `${between(1, 8)}${digits(17)}`;
  const rest = BigInt(`${account}131400`) % 97n;
  return `DE${String(98n - rest).padStart(2, "0")}${account}`.replace(/(.{4})(?=.)/g, "$1 ");
}

/** United States: no area 000, 666 or 9xx, no group 00, no serial 0000. */
const ssn = () => `${between(101, 665)}-${between(10, 99)}-${between(1000, 9999)}`;

/** South Africa: birth date, sequence, citizenship, Luhn. */
function zaId() {
  const body = `${between(70, 99)}${String(between(1, 12)).padStart(2, "0")}${String(between(1, 28)).padStart(2, "0")}${digits(4)}08`;
  const sum = [...body].reverse().reduce((all, one, at) => all + (at % 2 ? Number(one) : Number(one) * 2 - (Number(one) > 4 ? 9 : 0)), 0);
  return body + ((10 - (sum % 10)) % 10);
}

/** `{ text, value }`: what a customer might type, and what must never leave their browser. */
export const made = () => [
  ...Array.from({ length: 3 }, card).flatMap((value) => [
    { text: `charge my card ${value} please`, value },
    { text: `the number is ${value.replaceAll(" ", "-")} as before`, value: value.replaceAll(" ", "-") },
  ]),
  ...Array.from({ length: 3 }, iban).map((value) => ({ text: `my IBAN is ${value} for the refund`, value })),
  ...Array.from({ length: 3 }, ssn).map((value) => ({ text: `my social security number is ${value}`, value })),
  ...Array.from({ length: 3 }, zaId).map((value) => ({ text: `my South African ID number is ${value}`, value })),
  ...["tide", "lantern"].map((word) => ({ word: `${word}-${digits(4)}-Qx!${digits(3)}` })).map(({ word }) => ({ text: `my password is ${word}`, value: word })),
];
