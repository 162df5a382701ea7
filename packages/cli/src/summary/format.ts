/** A number as people write it: `1,234,567`, `12.3`, `0.05`. */
export const number = (value: number): string =>
  value.toLocaleString("en-US", {
    maximumFractionDigits: Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 1 : 0,
  });

/** US dollars, to the cent or to two digits that count. */
export function money(dollars: number): string {
  if (dollars === 0) return "$0";
  const digits = dollars >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
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

/** `text` in lines of at most `columns`, those after the first indented. */
export function wrapped(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  const [start = ""] = /^ */.exec(text) ?? [];
  let line = "";
  for (const word of text.trimStart().split(" ")) {
    if (line === "") {
      line = `${start}${word}`;
    } else if (line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

/** A text that is cut in its middle where it is longer than `width`. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`;
}
