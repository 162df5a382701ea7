import type { Plain } from "@orrery/kernel";
import type { Frame } from "../frame.ts";
import { hashOf } from "../hashing.ts";
import { parts, seeded } from "../intrinsic/functions.ts";
import type { LibraryExpression } from "./generated/library.js";

/** What the evaluation under way is about: set before each one. */
export interface Evaluated {
  frame: Frame | null;
}

const mostRange = 1_000_000;

/** Gives an expression the functions of Step Functions, and those of time and chance anew. */
export function giveFunctions(expression: LibraryExpression, evaluated: Evaluated): void {
  const draws = () => evaluated.frame!.draws;
  const give = (name: string, work: (...values: never[]) => unknown, signature: string) => {
    expression.registerFunction(name, work, signature);
  };
  give("partition", partition, "<an:a>");
  give("range", range, "<nnn:a>");
  give("hash", hash, "<ss:s>");
  give("parse", parse, "<s:x>");
  give("uuid", () => draws().uuid(), "<:s>");
  give(
    "random",
    (seed?: number) => (seed === undefined ? draws().random() : seeded(Math.floor(seed))),
    "<n?:n>",
  );
  give("shuffle", (items?: unknown) => shuffled(items, () => draws().random()), "<a:a>");
}

const partition = (
  items: readonly Plain[] | undefined,
  size: number | undefined,
): Plain | undefined => {
  if (items === undefined || size === undefined) return undefined;
  const whole = Math.floor(size);
  if (whole < 1) throw refused("The partition size must be greater than 0");
  return parts([...items], whole);
};

function range(first?: number, last?: number, step?: number): Plain | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.floor(first), Math.floor(last), Math.floor(step)];
  if (by === 0) throw refused("The step must not be 0");
  const count = Math.max(0, Math.floor((to - from) / by) + 1);
  if (count > mostRange) throw refused("The range is too long");
  return Array.from({ length: count }, (_none, place) => from + place * by);
}

function hash(text?: string, algorithm?: string): string | undefined {
  if (text === undefined || algorithm === undefined) return undefined;
  const made = hashOf(text, algorithm);
  if (made === undefined) throw refused(`There is no hash algorithm ${algorithm}`);
  return made;
}

function parse(text?: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused("The text is no JSON");
  }
}

function shuffled(items: unknown, random: () => number): unknown {
  if (!Array.isArray(items)) return items;
  const list = [...(items as readonly unknown[])];
  for (let place = list.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [list[place], list[other]] = [list[other], list[place]];
  }
  return list;
}

/** What the library throws has a code; ours says that an argument is not taken. */
function refused(message: string): Error {
  return Object.assign(new Error(message), { code: "D3000" });
}
