import { Composer, LineCounter, Lexer, Parser, type Document } from "yaml";
import { withDeeperContinuations } from "./continuation-lines.ts";

/** What is wrong with a text that should be YAML, and where; line and column count from 1. */
export interface YamlProblem {
  readonly expected: string;
  readonly received: string;
  readonly line: number;
  readonly column: number;
}

/** A text as the parser of YAML has it. */
export interface YamlSource {
  readonly document: Document;
  /** `null` where the text is well-formed. */
  readonly problem: YamlProblem | null;
  /** The line and the column, from 1, of an offset that the document has. */
  positionAt(offset: number): { readonly line: number; readonly column: number };
}

/** Whether tags that the schema does not know are a problem. */
export type UnknownTags = "refused" | "kept";

/** How many mappings and lists may stand inside one another: more would overflow the stack. */
export const deepest = 200;

/**
 * Reads YAML or JSON, also what the loaders of AWS take beyond YAML 1.2: brackets closed and quoted
 * text continued with less indentation than the block that they stand in.
 */
export function yamlSourceOf(text: string, tags: UnknownTags): YamlSource {
  const source = text.replace(/^\uFEFF/, "");
  const strict = parsed(source, tags, () => 0);
  if (strict.problem === null || strict.problem.expected.startsWith("at most")) return strict;
  const deepened = withDeeperContinuations(source);
  if (deepened === null) return strict;
  const lenient = parsed(deepened.text, tags, (line) => deepened.addedTo[line - 1] ?? 0);
  return lenient.problem === null ? lenient : strict;
}

function parsed(text: string, tags: UnknownTags, addedTo: (line: number) => number): YamlSource {
  const lines = new LineCounter();
  // Whether keys are unique is asked where they are read: the parser looks at each pair of them.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false } as const;
  const positionAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col - addedTo(line), 1) };
  };
  const composer = new Composer(options);
  const depth = { tooDeepAt: null as number | null };
  const [document, second] = [...composer.compose(tokensOf(text, lines, depth), true, text.length)];
  // With `true` above, the composer makes a document of an empty text, too.
  const source = { document: document!, positionAt };
  const found = (offset: number, expected: string, received: string): YamlSource => ({
    ...source,
    problem: { expected, received, ...positionAt(offset) },
  });
  if (depth.tooDeepAt !== null) {
    return found(depth.tooDeepAt, `at most ${deepest} levels of nesting`, "more");
  }
  const [error] = [
    ...source.document.errors,
    ...(tags === "refused" ? source.document.warnings : []),
  ];
  if (error !== undefined) {
    return found(error.pos[0], "well-formed YAML or JSON", `"${error.message}"`);
  }
  if (second !== undefined) return found(second.range[0], "one document", "a second one");
  return { ...source, problem: null };
}

/** The parser's tokens, up to the first that would nest too deeply. */
function* tokensOf(text: string, lines: LineCounter, depth: { tooDeepAt: number | null }) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length <= deepest) continue;
    depth.tooDeepAt = parser.offset;
    break;
  }
  yield* parser.end();
}
