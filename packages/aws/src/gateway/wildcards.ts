// A memo of a pure function: rules say the same patterns again and again.
const expressions = new Map<string, RegExp>();
const mostKnown = 1_000;

/** Whether a text is like a pattern in which `*` is any number of letters and `?` one. */
export function matchesPattern(pattern: string, text: string, isCaseSensitive: boolean): boolean {
  const key = `${isCaseSensitive ? "=" : "~"}${pattern}`;
  let expression = expressions.get(key);
  if (expression === undefined) {
    if (expressions.size >= mostKnown) expressions.clear();
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    expressions.set(key, (expression = new RegExp(`^${source}$`, isCaseSensitive ? "s" : "is")));
  }
  return expression.test(text);
}
