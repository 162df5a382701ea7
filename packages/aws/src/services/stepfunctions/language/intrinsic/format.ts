import type { Plain } from "@orrery/kernel";
import { PathError } from "../json-path/segments.ts";
import type { Call } from "./argument.ts";
import { IntrinsicError } from "./functions.ts";

/** A template cut at its `{}`. */
type Pieces = readonly string[];

/** Compiles `States.Format`: a template that is written out is cut once. */
export function formatOf(call: Call): (values: readonly Plain[]) => string {
  const [template] = call.arguments;
  if (template === undefined) throw new PathError("States.Format has no template");
  if (template.type !== "text") {
    return (values) => filled(piecesOf(textOf(values[0])), values);
  }
  const pieces = piecesOf(template.raw);
  if (pieces.length !== call.arguments.length) {
    throw new PathError("States.Format has not as many values as '{}'");
  }
  return (values) => filled(pieces, values);
}

function textOf(template: Plain | undefined): string {
  if (typeof template === "string") return template;
  throw new IntrinsicError("The template must be a string");
}

function piecesOf(template: string): Pieces {
  const pieces: string[] = [];
  let piece = "";
  for (let at = 0; at < template.length; at += 1) {
    const letter = template[at]!;
    if (letter === "\\" && at + 1 < template.length) {
      at += 1;
      piece += template[at]!;
    } else if (letter === "{" && template[at + 1] === "}") {
      at += 1;
      pieces.push(piece);
      piece = "";
    } else {
      piece += letter;
    }
  }
  pieces.push(piece);
  return pieces;
}

function filled(pieces: Pieces, values: readonly Plain[]): string {
  if (pieces.length !== values.length) {
    throw new IntrinsicError("The number of values is not the number of '{}'");
  }
  let text = pieces[0]!;
  for (let place = 1; place < pieces.length; place += 1) {
    text += shown(values[place]!) + pieces[place]!;
  }
  return text;
}

const shown = (value: Plain): string => (typeof value === "string" ? value : JSON.stringify(value));
