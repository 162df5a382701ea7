const pairOrHalf = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g;

/**
 * A text as AWS's matcher sees it: it compares bytes of UTF-8, in which half of a pair of surrogates
 * has none and becomes a question mark, as in Java.
 */
export const wellFormedText = (text: string): string =>
  text.replace(pairOrHalf, (found) => (found.length === 2 ? found : "?"));

/** Whether a string passes the test that `make` gives for a text of a pattern. */
export function textMatcher(
  text: string,
  make: (text: string) => (value: string) => boolean,
): (value: string) => boolean {
  const wanted = wellFormedText(text);
  const test = make(wanted);
  // Where no question mark is wanted, half of a pair in the value makes no difference.
  return wanted.includes("?") ? (value) => test(wellFormedText(value)) : test;
}
