import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";

/** A template in pieces: texts, and the variables between them. */
export interface InputTemplate {
  /** Whether it is JSON, where it is not a text in quotation marks. */
  readonly isJson: boolean;
  readonly pieces: readonly (string | TemplateVariable)[];
}

/** A place of a template that a variable fills. */
export interface TemplateVariable {
  readonly name: string;
  /** It stands between quotation marks. */
  readonly isQuoted: boolean;
}

/** The value of a variable; `undefined`: there is none. */
export type ValueOf = (name: string) => Plain | undefined;

const placeholder = /<([A-Za-z0-9_.-]+)>/y;

/** Reads a template. What looks like a variable is one. */
export function readTemplate(text: string): InputTemplate {
  const pieces: (string | TemplateVariable)[] = [];
  let piece = "";
  let isQuoted = false;
  for (let place = 0; place < text.length;) {
    const character = text[place]!;
    placeholder.lastIndex = place;
    const found = character === "<" ? placeholder.exec(text) : null;
    if (found !== null) {
      if (piece !== "") pieces.push(piece);
      piece = "";
      pieces.push({ name: found[1]!, isQuoted });
      place += found[0].length;
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    // What is behind a backslash ends no text.
    const isEscape = character === "\\" && isQuoted && place + 1 < text.length;
    piece += isEscape ? character + text[place + 1]! : character;
    place += isEscape ? 2 : 1;
  }
  if (piece !== "") pieces.push(piece);
  return { isJson: /^\s*[{[]/.test(text), pieces };
}

/** The names of the variables of a template, each once. */
export const variablesOf = ({ pieces }: InputTemplate): readonly string[] => [
  ...new Set(pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.name]))),
];

/** A template with its variables filled in; `null`: it should be JSON, and is none then. */
export function filledTemplate(template: InputTemplate, valueOf: ValueOf): string | null {
  let text = "";
  for (const piece of template.pieces) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    const value = valueOf(piece.name) ?? "";
    if (!template.isJson) text += bare(value);
    else text += piece.isQuoted ? inside(value) : JSON.stringify(value);
  }
  return template.isJson && parseJson(text) === undefined ? null : text;
}

/** A value inside a text of JSON: what is no text stands there as JSON, which breaks a text where it has quotation marks. */
const inside = (value: Plain): string =>
  typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);

/** A value inside a text that is no JSON: without any quotation marks. */
const bare = (value: Plain): string =>
  typeof value === "string" ? value : JSON.stringify(value).replaceAll('"', "");
