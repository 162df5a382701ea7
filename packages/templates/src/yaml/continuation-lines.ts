import { Lexer } from "yaml";

/** A text with lines indented more, and by how many spaces each of its lines is. */
export interface DeepenedText {
  readonly text: string;
  readonly addedTo: readonly number[];
}

/** What the lexer reads again, and spaces added, in characters: a text that needs more is hostile. */
const mostWork = 100_000_000;

/** A line that is empty, or a mark between documents, which is none any more when it is indented. */
const isMarkOrEmpty = /^(\s*|(---|\.\.\.)(\s.*)?)$/s;

/** What the lexer says beside pieces of the text: a document, a scalar, brackets broken off. */
const controls = new Set(["\x02", "\x18", "\x1F"]);

/**
 * Indents the lines that continue brackets or quoted text beyond the block that holds them, as YAML
 * 1.2 asks and the loaders of AWS do not. There, white space at the start of a line means nothing, so
 * the text means the same. `null` where that would take too long.
 */
export function withDeeperContinuations(text: string): DeepenedText | null {
  const lexer = new Lexer();
  const addedTo: number[] = [];
  const parts: string[] = [];
  // Brackets that are open, and what the lexer holds back, such as quoted text that has not ended.
  let open = 0;
  let held = "";
  // The indentation with the marks of lists and keys of the line on which brackets or quotes began.
  let indentation = 0;
  let work = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const isInside = open > 0 || /^["']/.test(held);
    if (!isInside) indentation = (/^[\s?:-]*/.exec(line)?.[0].length ?? 0) + 1;
    const added = isInside && !isMarkOrEmpty.test(line) ? indentation : 0;
    const deepened = " ".repeat(added) + line;
    work += held.length + added;
    if (work > mostWork) return null;
    parts.push(deepened);
    addedTo.push(added);
    let taken = 0;
    let isScalar = false;
    for (const token of lexer.lex(deepened, true)) {
      const isMark: boolean = !isScalar && token.length === 1;
      if (isMark && (token === "{" || token === "[")) open += 1;
      if (isMark && (token === "}" || token === "]")) open = Math.max(open - 1, 0);
      if (!isMark || !controls.has(token)) taken += token.length;
      isScalar = isMark && token === "\x1F";
    }
    held = (held + deepened).slice(taken);
  }
  return { text: parts.join(""), addedTo };
}
