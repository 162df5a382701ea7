// Stand for letters that are meant as they are: no text of a policy has them.
const star = "\u0001";
const mark = "\u0002";

/** A text in which stars and question marks stand for themselves. */
export const literally = (text: string): string => text.replaceAll("*", star).replaceAll("?", mark);

/** The text that a pattern is, of what has no use for patterns. */
export const plainly = (pattern: string): string =>
  pattern.replaceAll(star, "*").replaceAll(mark, "?");

// A memo of a pure function.
const patterns = new Map<string, RegExp>();
const mostKept = 10_000;

/** Whether a text is like a pattern, in which `*` stands for any text and `?` for any letter. */
export function isLike(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  if (!/[*?]/.test(pattern)) return plainly(pattern) === text;
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    if (patterns.size >= mostKept) patterns.clear();
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      // Several stars in a row are one: else they could take as long as there are ways to share a text out.
      .replaceAll(/\*+/g, ".*")
      .replaceAll("?", ".")
      .replaceAll(star, String.raw`\*`)
      .replaceAll(mark, String.raw`\?`);
    patterns.set(pattern, (expression = new RegExp(`^${source}$`, "s")));
  }
  return expression.test(text);
}

/** Whether an ARN is like a pattern: each of their six parts by itself. */
export function isArnLike(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const wanted = partsOf(pattern);
  const given = partsOf(arn);
  return (
    wanted !== null && given !== null && wanted.every((part, place) => isLike(part, given[place]!)) // Both have six.
  );
}

/** The six parts of an ARN, of which the last may have colons; `null`: it is none. */
function partsOf(arn: string): readonly string[] | null {
  const parts = arn.split(":");
  return parts.length < 6 ? null : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
