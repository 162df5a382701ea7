/**
 * What the library has and Step Functions, which stays at JSONata 2.0.6, has not: `??` and `?:`.
 * Texts, names in backquotes, patterns and comments are passed over.
 */
export function newerOperator(expression: string): string | null {
  for (let at = 0; at < expression.length; at += 1) {
    const letter = expression[at]!;
    if (letter === '"' || letter === "'" || letter === "`") at = quoteEnd(expression, at);
    else if (expression.startsWith("/*", at)) at = commentEnd(expression, at);
    else if (letter === "/" && beginsPattern(expression, at)) at = quoteEnd(expression, at);
    else if (letter === "?" && expression[at + 1] === "?") return "??";
    else if (letter === "?" && expression[at + 1] === ":") return "?:";
  }
  return null;
}

function quoteEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start]) return at;
  }
  return text.length;
}

function commentEnd(text: string, start: number): number {
  const end = text.indexOf("*/", start + 2);
  return end === -1 ? text.length : end + 1;
}

/** A slash divides behind a value, and begins a pattern elsewhere. */
function beginsPattern(text: string, place: number): boolean {
  const before = text.slice(0, place).trimEnd();
  return before === "" || /[(,[{=:;?&|~<>+\-*%!^]$|\b(?:and|or|in)$/u.test(before);
}
