/** What a recorded case computes with: JSON, bytes, and integers beyond a double's. */
export type Value =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A JSON object, or a response that looks like one. */
export type ValueObject = { readonly [key: string]: Value };

/** Whether `value` has members by name: neither a list nor bytes. */
export const isObject = (value: Value): value is ValueObject =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);

/** Whether `value` is a list. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A member of an object; `undefined` for anything else, and for names that every object inherits. */
export const memberOf = (value: Value, name: string): Value =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The document in a string that holds `{…}` or `[…]`; `undefined` when there is none. */
export function documentIn(text: string): Value {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Value; // What JSON.parse gives is JSON.
  } catch {
    return undefined;
  }
}

/** As Python takes it: `false` for nothing, 0 and what is empty. */
export function isTruthy(value: Value): boolean {
  if (isList(value) || value instanceof Uint8Array) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/**
 * Whether two values are the same. Documents in strings count by their content, and nothing is the
 * same as an empty list: the recordings lost the default of `response.get("Messages", [])`.
 */
export function isEqual(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  if (one instanceof Uint8Array || other instanceof Uint8Array) {
    return pythonBytes(one) !== undefined && pythonBytes(one) === pythonBytes(other);
  }
  if (isList(one)) {
    if (!isList(other) || one.length !== other.length) return false;
    return one.every((item, index) => isEqual(item, other[index]));
  }
  if (isObject(one)) {
    if (!isObject(other)) return false;
    const names = Object.keys(one);
    if (names.length !== Object.keys(other).length) return false;
    return names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]));
  }
  if (typeof one === "string" && typeof other === "string") {
    const document = documentIn(one);
    return document !== undefined && isEqual(document, documentIn(other));
  }
  // A number beyond 2⁵³ is a bigint, a lesser one may be either: neither is above the other.
  return isNumeric(one) && isNumeric(other) && one <= other && one >= other;
}

/** Whether a value is a number of either kind. */
export const isNumeric = (value: Value): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

const isNothing = (value: Value): boolean =>
  value === undefined || value === null || (isList(value) && value.length === 0);

/** Bytes as Python prints them, `b'…'`; `undefined` for anything else. */
export function pythonBytes(value: Value): string | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  const quote = value.includes(0x27) && !value.includes(0x22) ? '"' : "'";
  return `b${quote}${Array.from(value, (byte) => pythonByte(byte, quote)).join("")}${quote}`;
}

const pythonEscapes: Readonly<Record<number, string>> = {
  0x09: "\\t",
  0x0a: "\\n",
  0x0d: "\\r",
  0x5c: "\\\\",
};

function pythonByte(byte: number, quote: string): string {
  const escaped = pythonEscapes[byte];
  if (escaped !== undefined) return escaped;
  if (byte < 0x20 || byte > 0x7e) return `\\x${byte.toString(16).padStart(2, "0")}`;
  const character = String.fromCharCode(byte);
  return character === quote ? `\\${character}` : character;
}

/** A value as text for people, cut to `length` characters. */
export function show(value: Value, length = 200): string {
  const text =
    value === undefined
      ? "nothing"
      : (JSON.stringify(value, (_, part: Value) => {
          if (typeof part === "bigint") return part.toString();
          return part instanceof Uint8Array ? pythonBytes(part) : part;
        }) ?? "nothing");
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
