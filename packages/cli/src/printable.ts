import type { Terminal } from "./terminal.ts";

/** The escape sequences that the command itself prints: of bold, dim and colors. */
const ownSequence = /^\u001B\[(?:0|1|2|22|3[0-9]|39|9[0-7])m/;
// Control characters, and those that turn the direction of text, are what may deceive a reader; a tab and a
// line feed are not.

const deceiving =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/**
 * Text as a terminal may show it: what would move the cursor, set a title, hide or turn text around
 * is written as `\u001b` and the like, in which form it is right in JSON too.
 */
export function printable(text: string, hasColors = false): string {
  return text.replace(deceiving, (letter, at: number) => {
    if (hasColors && letter === "\u001B" && ownSequence.test(text.slice(at, at + 6))) return letter;
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** A terminal to which nothing comes but what is printable. Everything that the command prints passes here. */
export function printableTerminal(terminal: Terminal): Terminal {
  return {
    print: (text) => terminal.print(printable(text, terminal.colors)),
    warn: (text) => terminal.warn(printable(text)),
    get columns() {
      return terminal.columns;
    },
    get colors() {
      return terminal.colors;
    },
    get showsProgress() {
      return terminal.showsProgress;
    },
  };
}
