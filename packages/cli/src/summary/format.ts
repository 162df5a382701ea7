/** US dollars, to the cent or to two digits that count. */
export function money(dollars: number): string {
  if (dollars === 0) return "$0";
  const digits = dollars >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

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
