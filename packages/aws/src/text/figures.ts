/** A number as people write it: `1,234,567`, `12.3`, `0.05`. */
export function number(value: number): string {
  const size = Math.abs(value);
  const [whole, part] = value.toFixed(size < 1 ? 3 : size < 100 ? 1 : 0).split(".");
  const digits = part?.replace(/0+$/, "") ?? "";
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return digits === "" ? grouped.replace(/^-0$/, "0") : `${grouped}.${digits}`;
}

/** `part` of `whole` as a percentage: `0.12%`; with 0 of 0 being 0%. */
export function percentage(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0%";
  const percent = (part / whole) * 100;
  if (percent < 0.01) return "<0.01%";
  // A remainder that is small is still there.
  if (percent < 100 && percent > 99.99) return ">99.99%";
  return `${percent.toFixed(percent < 10 ? 2 : percent < 99 ? 1 : 2).replace(/\.?0+$/, "")}%`;
}

/** Microseconds with three digits that count: `6.71 ms`, `4 m 38 s`, `2 d 3 h`. */
export function time(microseconds: number): string {
  if (microseconds === 0) return "0";
  if (microseconds < 1_000) return `${Math.round(microseconds)} µs`;
  if (microseconds < 999_500) return `${threeDigits(microseconds / 1_000)} ms`;
  if (microseconds < 119_950_000) return `${threeDigits(microseconds / 1_000_000)} s`;
  const seconds = Math.round(microseconds / 1_000_000);
  if (seconds < 7_200) return inTwo(seconds, 60, "m", "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 2_880) return inTwo(minutes, 60, "h", "m");
  return inTwo(Math.round(minutes / 60), 24, "d", "h");
}

function threeDigits(value: number): string {
  const text = value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function inTwo(count: number, factor: number, large: string, small: string): string {
  const rest = count % factor;
  return `${Math.floor(count / factor)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** `1 message`, `2 messages`. */
export const plural = (count: number, thing: string): string =>
  `${number(count)} ${thing}${count === 1 ? "" : "s"}`;

/** `a queue`, `an event source mapping`. */
export const withArticle = (noun: string): string =>
  `${/^(?:[AEIOU]|HTTP\b)/i.test(noun) ? "an" : "a"} ${noun}`;

/** `once`, `3 times`. */
export const times = (count: number): string => (count === 1 ? "once" : `${count} times`);
