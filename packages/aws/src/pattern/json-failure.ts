/** Says why a text is not JSON, in the words of the parser that AWS's matcher uses (Jackson). */
export class JsonTextError extends Error {
  override readonly name = "JsonTextError";
}

/** What may stand where a value must. */
const anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/** The word at which a list or an object stands, as messages have it. */
export type ScopeKind = "root" | "Array" | "Object";

const identifierStart = /[\p{ID_Start}\p{Sc}_]/u;
const identifier = /[\p{ID_Continue}\p{Sc}\p{Pc}]+/uy;
const longestToken = 256;
const longestSource = 500;

/** A character that may not stand there; `expected` says what may. */
export function unexpected(text: string, offset: number, expected: string): JsonTextError {
  return new JsonTextError(
    `Unexpected character (${describe(text.charCodeAt(offset))}): ${expected}`,
  );
}

/** A character that no value begins with. */
export function noValue(text: string, offset: number): JsonTextError {
  const token = wordAt(text, offset);
  if (token === "NaN" || token === "Infinity") {
    return new JsonTextError(
      `Non-standard token '${token}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`,
    );
  }
  if (!identifierStart.test(text.charAt(offset))) {
    return unexpected(text, offset, `expected a valid value ${anyValue}`);
  }
  const shown = token.length > longestToken ? `${token.slice(0, longestToken)}...` : token;
  return new JsonTextError(`Unrecognized token '${shown}': was expecting ${anyValue}`);
}

/** The run of letters and digits that begins at `offset`. */
export function wordAt(text: string, offset: number): string {
  identifier.lastIndex = offset;
  return identifier.exec(text)?.[0] ?? "";
}

/** The text ends where it must not. */
export const unexpectedEnd = (where: string): JsonTextError =>
  new JsonTextError(`Unexpected end-of-input${where}`);

/** The text ends before the list or object that begins at `start`. */
export const unclosed = (text: string, kind: ScopeKind, start: number): JsonTextError =>
  unexpectedEnd(`: expected close marker for ${kind} (start marker at ${placeOf(text, start, 1)})`);

/** A closing bracket that is not that of what begins at `start`. */
export function mismatched(
  closing: string,
  text: string,
  kind: ScopeKind,
  start: number,
): JsonTextError {
  const other = closing === "]" ? "}" : "]";
  const place = placeOf(text, start, kind === "root" ? 0 : 1);
  return new JsonTextError(
    `Unexpected close marker '${closing}': expected '${other}' (for ${kind} starting at ${place})`,
  );
}

/** White space, or a mark of a comment, that JSON does not know. */
export function noWhiteSpace(text: string, offset: number): JsonTextError {
  if (text.charAt(offset) === "/") {
    return unexpected(
      text,
      offset,
      "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
    );
  }
  return new JsonTextError(
    String.raw`Illegal character (${describe(text.charCodeAt(offset))}): only regular white space (\r, \n, \t) is allowed between tokens`,
  );
}

/** A number that breaks off at `offset`. */
export const noDigit = (text: string, offset: number, why: string): JsonTextError =>
  new JsonTextError(
    `Unexpected character (${describe(text.charCodeAt(offset))}) in numeric value: ${why}`,
  );

/** Why no string begins at the quotation mark at `offset`; `what` is read there. */
export function noString(
  text: string,
  offset: number,
  what: "name" | "string value",
): JsonTextError {
  for (let at = offset + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20) {
      return new JsonTextError(
        `Illegal unquoted character (${describe(code)}): has to be escaped using backslash to be included in ${what}`,
      );
    }
    if (text.charAt(at) !== "\\") continue;
    at += 1;
    const wrong = wrongEscape(text, at);
    if (wrong !== undefined) return wrong;
  }
  return unexpectedEnd(
    what === "name" ? " in field name" : ": was expecting closing quote for a string value",
  );
}

function wrongEscape(text: string, at: number): JsonTextError | undefined {
  const inEscape = " in character escape sequence";
  const letter = text.charAt(at);
  if (letter === "") return unexpectedEnd(inEscape);
  if (letter !== "u") {
    if ('"\\/bfnrt'.includes(letter)) return undefined;
    return new JsonTextError(`Unrecognized character escape ${describe(text.charCodeAt(at))}`);
  }
  for (let digit = at + 1; digit <= at + 4; digit += 1) {
    if (digit >= text.length) return unexpectedEnd(inEscape);
    if (!/[0-9a-fA-F]/.test(text.charAt(digit))) {
      return unexpected(text, digit, "expected a hex-digit for character escape sequence");
    }
  }
  return undefined;
}

/** A character with its code, as in `'x' (code 120)`. */
function describe(code: number): string {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return `(CTRL-CHAR, code ${code})`;
  const character = String.fromCharCode(code);
  const hexadecimal = code > 255 ? ` / 0x${code.toString(16)}` : "";
  return `'${character}' (code ${code}${hexadecimal})`;
}

/** The place of a character, in lines and columns that count from 1. */
function placeOf(text: string, offset: number, first: 0 | 1): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  const column = lines[lines.length - 1]!.length + first;
  return `[Source: ${sourceOf(text)}; line: ${lines.length}, column: ${column}]`;
}

/** How the parser shows the text that it reads. */
export function sourceOf(text: string): string {
  const hidden = text.length - longestSource;
  const more = hidden > 0 ? `[truncated ${hidden} chars]` : "";
  return `(String)"${text.slice(0, longestSource)}"${more}`;
}
