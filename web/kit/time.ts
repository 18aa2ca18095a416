// What: times for people. Refuses: a clock of its own where the caller can hand one in.
import { language } from "./words";

/** Time of day of a moment in microseconds. */
export const clock = (micros: number): string =>
  new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(micros / 1000);

/** The day of a moment in microseconds, in words. */
export const day = (micros: number): string =>
  new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(
    micros / 1000,
  );

/** The date of a moment in microseconds, with its year. */
export const dated = (micros: number): string =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }).format(micros / 1000);

/** A moment that is to come: weekday, day and time. */
export const comes = (micros: number): string =>
  new Intl.DateTimeFormat(language, {
    weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit",
  }).format(micros / 1000);

/** Waiting time as m:ss, above an hour h:mm:ss, so that a row never changes its width much. */
export function waited(since: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - since) / 1_000_000));
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
