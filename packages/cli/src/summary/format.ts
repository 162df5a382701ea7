import { number } from "@orrery/aws";

/** US dollars, to the cent or to two digits that count. */
export function money(dollars: number): string {
  if (dollars === 0) return "$0";
  if (dollars < 0.000_000_005) return "<$0.00000001";
  const digits = dollars >= 1 ? 2 : digitsOfSmall(dollars);
  return `$${dollars.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** What is billed: `59,914`, `0.33`, and two digits that count of what is small, since it costs something. */
export function amount(value: number): string {
  if (value === 0 || value >= 0.01) return number(value);
  const maximumFractionDigits = digitsOfSmall(value);
  const text = value.toLocaleString("en-US", { maximumFractionDigits });
  return text === "0" ? "<0.00000001" : text;
}

/** After the point, for two digits that count: 8 at most. */
const digitsOfSmall = (value: number): number => Math.min(8, 1 - Math.floor(Math.log10(value)));

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
