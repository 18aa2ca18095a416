// What: which act a key press means, and that letters leave fields alone (WCAG 2.1.4).
import { expect, test } from "vitest";
import { Keys, type Press } from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  inField: false,
  ...more,
});

test("a letter acts outside fields, in either case", () => {
  expect(new Keys().read(press("a"), true, 0)).toBe("accept");
  expect(new Keys().read(press("A"), true, 0)).toBe("accept");
  expect(new Keys().read(press("?"), true, 0)).toBe("help");
});

test("no letter acts inside a field, while composing, with Alt, or when switched off", () => {
  for (const more of [{ inField: true }, { isComposing: true }, { altKey: true }])
    for (const key of "athejkg?") expect(new Keys().read(press(key, more), true, 0)).toBeNull();
  for (const key of "athejkg?") expect(new Keys().read(press(key), false, 0)).toBeNull();
});

test("Ctrl-K and Esc work everywhere, whatever is switched off", () => {
  expect(new Keys().read(press("k", { ctrlKey: true, inField: true }), false, 0)).toBe("palette");
  expect(new Keys().read(press("k", { metaKey: true }), false, 0)).toBe("palette");
  expect(new Keys().read(press("Escape", { inField: true }), false, 0)).toBe("back");
});

test("G then I goes to the inbox, but not after a while or after another key", () => {
  const keys = new Keys();
  keys.read(press("g"), true, 0);
  expect(keys.read(press("i"), true, 900)).toBe("inbox");
  keys.read(press("g"), true, 2000);
  expect(keys.read(press("i"), true, 9000)).toBeNull();
  keys.read(press("g"), true, 10_000);
  keys.read(press("x"), true, 10_100);
  expect(keys.read(press("i"), true, 10_200)).toBeNull();
});
