/** Parts of Java's regular expressions that ECMAScript writes otherwise. */
const rewritten: readonly (readonly [java: string, ours: string])[] = [
  [String.raw`\uD800\uDC00-\uDBFF\uDFFF`, String.raw`\uD800-\uDFFF`],
  [String.raw`\p{Print}`, String.raw`[\x20-\x7e]`],
  [String.raw`\p{ASCII}`, String.raw`[\x00-\x7f]`],
];

// A memo of a pure function of values.
const compiled = new Map<string, RegExp>();

/** A pattern of AWS's models, which are Java's, as a test of a whole text. */
export function patternOf(source: string): RegExp {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = compile(source);
    compiled.set(source, pattern);
  }
  return pattern;
}

function compile(source: string): RegExp {
  let text = source;
  for (const [java, ours] of rewritten) text = text.replaceAll(java, ours);
  let flags = text.includes(String.raw`\p{`) ? "u" : "";
  if (text.startsWith("(?s)")) {
    text = text.slice(4);
    flags += "s";
  }
  return new RegExp(`^(?:${text})$`, flags);
}
