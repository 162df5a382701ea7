import { ConfigError, type Plain } from "@orrery/kernel";

/**
 * How many lists and objects JSON may have inside each other. AWS gives the number for events of
 * EventBridge; that its other parsers stop there is ours. Engines overflow at depths of their own.
 */
export const mostNesting = 1_000;

// An error that is thrown and caught costs a hundred times as much.
const beginsAsJson = /^[ \t\n\r]*[{["\-0-9tfn]/;

/** The value of a JSON text; `undefined` where it is none, or nested too deep. */
export function parseJson(text: string): Plain | undefined {
  if (!beginsAsJson.test(text) || nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as Plain; // What JSON.parse gives is plain.
  } catch {
    return undefined;
  }
}

/**
 * A value as JSON; what JSON has no word for is `null`.
 *
 * @param path how the message names the value, such as `function "a" response`
 * @throws ConfigError for more than {@link mostNesting} levels.
 */
export function writeJson(path: string, value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    // Some engines call an overflow of the stack an internal error.
    const name = error instanceof Error ? error.name : "";
    if (name === "RangeError" || name === "InternalError") throw tooDeep(path);
    throw error;
  }
  text ??= "null";
  if (nestsTooDeep(text)) throw tooDeep(path);
  return text;
}

/** The error for a value of more than {@link mostNesting} levels. */
export const tooDeep = (path: string): ConfigError =>
  new ConfigError(path, `at most ${mostNesting} lists and objects inside each other`, "more");

/**
 * The value that a text stands for: what it says as JSON, or the text itself where it is none.
 *
 * @throws ConfigError for more than {@link mostNesting} levels.
 */
export function jsonOf(text: string, path: string): Plain {
  if (nestsTooDeep(text)) throw tooDeep(path);
  const value = parseJson(text);
  return value === undefined ? text : value;
}

/** Whether a JSON text has more than {@link mostNesting} levels. Short ones cannot. */
export function nestsTooDeep(text: string): boolean {
  if (text.length <= 2 * mostNesting) return false;
  let depth = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === quote) {
      place = endOfString(text, place + 1);
    } else if (code === openBracket || code === openBrace) {
      depth += 1;
      if (depth > mostNesting) return true;
    } else if (code === closeBracket || code === closeBrace) {
      depth -= 1;
    }
  }
  return false;
}

const quote = 34;
const backslash = 92;
const openBracket = 91;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** The place of the quote that ends the string whose first letter is at `start`. */
function endOfString(text: string, start: number): number {
  for (let place = start; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === quote) return place;
    if (code === backslash) place += 1;
  }
  return text.length;
}
