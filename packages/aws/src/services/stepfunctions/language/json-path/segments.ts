/** One step of a path. */
export type Segment =
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "index"; readonly index: number }
  /** `[(@.length-1)]`: from the end. */
  | { readonly type: "fromEnd"; readonly back: number }
  /** What may select many: its text as RFC 9535 writes it. */
  | { readonly type: "many"; readonly text: string }
  /** A function at the end, such as `.length()`. */
  | { readonly type: "measure"; readonly name: string };

/** A path that cannot be read. */
export class PathError extends Error {}

const plainName = /[^\s.[\]()'"?*,:@&|=<>!]+/uy;
const fromEnd = /^\(\s*@\.length\s*-\s*(\d+)\s*\)$/u;
const index = /^-?\d+$/u;
const slice = /^(-?\d*):(-?\d*)(?::(-?\d*))?$/u;
const union = /^-?\d+(?:\s*,\s*-?\d+)+$/u;

/** The steps of what comes after the root of a path. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let place = 0;
  while (place < text.length) {
    const [segment, next] = segmentAt(text, place);
    segments.push(segment);
    place = next;
  }
  return segments;
}

function segmentAt(text: string, place: number): readonly [Segment, number] {
  if (text.startsWith("..", place)) return descent(text, place + 2);
  if (text[place] === ".") return afterDot(text, place + 1);
  if (text[place] === "[") return bracket(text, place);
  throw new PathError(`Unexpected '${text[place]!}'`);
}

function descent(text: string, place: number): readonly [Segment, number] {
  const [segment, next] = text[place] === "[" ? bracket(text, place) : afterDot(text, place);
  if (segment.type === "measure") throw new PathError("A function cannot follow '..'");
  return [{ type: "many", text: `..${standard(segment)}` }, next];
}

function afterDot(text: string, place: number): readonly [Segment, number] {
  if (text[place] === "*") return [{ type: "many", text: "[*]" }, place + 1];
  if (text[place] === "[") return bracket(text, place);
  plainName.lastIndex = place;
  const name = plainName.exec(text)?.[0];
  if (name === undefined) throw new PathError("A name is missing after '.'");
  const next = place + name.length;
  if (!text.startsWith("()", next)) return [{ type: "name", name }, next];
  if (next + 2 !== text.length) throw new PathError("A function must come last");
  return [{ type: "measure", name }, next + 2];
}

function bracket(text: string, place: number): readonly [Segment, number] {
  const end = closing(text, place);
  const inner = text.slice(place + 1, end).trim();
  return [bracketed(inner), end + 1];
}

function bracketed(inner: string): Segment {
  if (inner === "*") return { type: "many", text: "[*]" };
  if (index.test(inner)) return { type: "index", index: Number(inner) };
  if (slice.test(inner) || union.test(inner)) return { type: "many", text: `[${inner}]` };
  if (inner.startsWith("?")) return { type: "many", text: `[${filter(inner)}]` };
  const back = fromEnd.exec(inner)?.[1];
  if (back !== undefined) return { type: "fromEnd", back: Number(back) };
  const names = quotedNames(inner);
  if (names.length === 1) return { type: "name", name: names[0]! };
  return { type: "many", text: `[${names.map((each) => JSON.stringify(each)).join(",")}]` };
}

/** Where the bracket that opens at `place` closes; quotes and brackets within are passed over. */
function closing(text: string, place: number): number {
  let depth = 0;
  for (let at = place; at < text.length; at += 1) {
    const letter = text[at]!;
    if (letter === "'" || letter === '"') at = quoteEnd(text, at);
    else if (letter === "[") depth += 1;
    else if (letter === "]" && (depth -= 1) === 0) return at;
  }
  throw new PathError("']' is missing");
}

function quoteEnd(text: string, place: number): number {
  for (let at = place + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[place]) return at;
  }
  throw new PathError("A quote is not closed");
}

function quotedNames(inner: string): readonly string[] {
  const names: string[] = [];
  let at = 0;
  for (;;) {
    if (inner[at] !== "'" && inner[at] !== '"') throw new PathError(`Cannot read '[${inner}]'`);
    const end = quoteEnd(inner, at);
    names.push(inner.slice(at + 1, end).replace(/\\(.)/gsu, "$1"));
    at = end + 1;
    while (inner[at] === " ") at += 1;
    if (at === inner.length) return names;
    if (inner[at] !== ",") throw new PathError(`Cannot read '[${inner}]'`);
    at += 1;
    while (inner[at] === " ") at += 1;
  }
}

const regularExpression = /(@[^\s=!<>&|()]*)\s*=~\s*\/((?:[^/\\]|\\.)*)\/(i?)/gu;
const membership = /(@[^\s=!<>&|()]*)\s+(in|nin)\s+\[([^\]]*)\]/gu;

const bareWord = /([=!<>]=?\s*)(?!(?:true|false|null)\b)([A-Za-z_][\w-]*)(?=\s*(?:[)&|]|$))/gu;

/**
 * A filter as RFC 9535 writes it: there a pattern is a function, membership a chain of comparisons,
 * and a word on the right of a comparison a text.
 */
function filter(inner: string): string {
  return inner
    .replace(bareWord, (_all, sign: string, word: string) => `${sign}${JSON.stringify(word)}`)
    .replace(regularExpression, (_all, path: string, pattern: string, flag: string) => {
      if (flag !== "") throw new PathError("A pattern with flags cannot be read");
      return `match(${path}, ${JSON.stringify(pattern)})`;
    })
    .replace(membership, (_all, path: string, how: string, list: string) => {
      const one = how === "in" ? "==" : "!=";
      const tests = list.split(",").map((each) => `${path} ${one} ${each.trim()}`);
      return `(${tests.join(how === "in" ? " || " : " && ")})`;
    });
}

/** A segment as RFC 9535 writes it. */
export function standard(segment: Segment): string {
  switch (segment.type) {
    case "name":
      return `[${JSON.stringify(segment.name)}]`;
    case "index":
      return `[${segment.index}]`;
    case "fromEnd":
      return `[-${segment.back}]`;
    case "many":
      return segment.text;
    case "measure":
      throw new PathError("A function must come last");
  }
}
