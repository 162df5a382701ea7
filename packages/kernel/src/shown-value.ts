const longest = 60;

/**
 * Any value in the words of an error message: numbers as they are, texts in quotes, and of what JSON
 * cannot hold the kind. Never longer than a line, and never `[object Object]`.
 */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "number") return `${value}`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  const text = jsonOf(value);
  if (text === undefined) return "what JSON cannot hold";
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text;
}

/** `undefined` of what has no JSON, such as an object that holds itself. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
