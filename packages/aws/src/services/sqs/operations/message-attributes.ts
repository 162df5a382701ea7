import { bytesOfBase64, type Plain } from "@orrery/kernel";
import { withoutTrailingZeros } from "../../../text/decimal.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { isBinaryType } from "./digests.ts";
import { sqsLimits } from "../limits.ts";
import type { MessageAttribute } from "../protocol.ts";
import { isObject } from "../../../request/params.ts";
import { invalid, isRefused, type Checked } from "./refusals.ts";

/** Which attributes of a message: those of its sender, or those that SQS itself uses. */
export type AttributeKind = "(user)" | "system";

// XML 1.0 characters, which are all that bodies and values of attributes may have.
const allowedText = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

const invalidCharacters =
  "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";

/** What AWS has against a body with characters that a message may not have; `null` for nothing. */
export const againstText = (text: string): Refused | null =>
  isPrintable(text) || allowedText.test(text)
    ? null
    : refused("InvalidMessageContents", invalidCharacters);

/** Whether a text has letters, digits and punctuation marks of ASCII alone, as most have. */
function isPrintable(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

// Letters with accents are not documented but taken.
const allowedName = /^[A-Za-z0-9_.\-\u{c0}-\u{17f}]+$/u;
const allowedType = /^(?:String|Number|Binary)(?:\..+)?$/;
// Digits follow digits in no two ways, or a long text would take time in proportion to its square.
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,9}))?$/;

const { messageAttributes, messageAttributeName, numberDigits, numberExponent } = sqsLimits;

const noAttributes: readonly MessageAttribute[] = Object.freeze([]);

/** The attributes of a message in order of their names, or what AWS has against them. */
export function attributesIn(
  given: Plain | undefined,
  kind: AttributeKind,
): Checked<readonly MessageAttribute[]> {
  if (given === undefined || given === null) return noAttributes;
  if (!isObject(given)) return invalid("The message attributes must be a map.");
  const names = Object.keys(given);
  const wrongCount = againstCount(names.length);
  if (wrongCount !== null) return wrongCount;
  const attributes: MessageAttribute[] = [];
  for (const name of names.sort()) {
    const attribute = attributeIn(name, given[name], kind);
    if (isRefused(attribute)) return attribute;
    attributes.push(attribute);
  }
  return attributes;
}

function againstCount(count: number): Refused | null {
  const { max } = messageAttributes;
  if (count <= max) return null;
  return invalid(`Number of message attributes [${count}] exceeds the allowed maximum [${max}].`);
}

/** What AWS has against attributes that were read; `null` for nothing. */
export function againstAttributes(attributes: readonly MessageAttribute[]): Refused | null {
  let wrong = againstCount(attributes.length);
  for (const { name, dataType, value } of attributes) {
    const wrongName = againstName(name);
    wrong ??= wrongName === undefined ? null : invalid(wrongName);
    wrong ??=
      againstType(name, dataType, "(user)") ?? againstValue(name, dataType, value, "(user)");
  }
  return wrong;
}

function attributeIn(
  name: string,
  given: Plain | undefined,
  kind: AttributeKind,
): Checked<MessageAttribute> {
  const wrongName = kind === "system" ? againstSystemName(name) : againstName(name);
  if (wrongName !== undefined) return invalid(wrongName);
  const members = isObject(given) ? given : {};
  const { DataType: dataType } = members;
  if (Object.values(members).every((member) => member === null)) {
    return invalid(
      `The message ${kind} attribute '${name}' must contain a non-empty message attribute value.`,
    );
  }
  const type = typeof dataType === "string" ? dataType : "";
  const wrongType = againstType(name, type, kind);
  if (wrongType !== null) return wrongType;
  const value = valueOf(name, type, members, kind);
  return isRefused(value) ? value : { name, dataType: type, value };
}

function againstType(name: string, dataType: string, kind: AttributeKind): Refused | null {
  if (dataType === "") {
    return invalid(
      `The message ${kind} attribute '${name}' must contain a non-empty message attribute type.`,
    );
  }
  if (!allowedType.test(dataType)) {
    return invalid(
      `The type of message ${kind} attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if (dataType.length <= messageAttributeName.max) return null;
  return invalid(`Message ${kind} attribute type must be shorter than 256 bytes.`);
}

function againstSystemName(name: string): string | undefined {
  return name === "AWSTraceHeader"
    ? undefined
    : `Message system attribute name '${name}' is invalid.`;
}

function againstName(name: string): string | undefined {
  if (name === "") return "The request must contain non-empty message (user) attribute names.";
  if (name.length > messageAttributeName.max) {
    return "Message (user) attribute name must be shorter than 256 bytes.";
  }
  if (/^(?:aws|amazon)\./i.test(name)) {
    return "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.";
  }
  const forbidden = "Message (user) attribute name must not";
  if (name.startsWith(".")) return `${forbidden} begin with character '.'.`;
  if (name.endsWith(".")) return `${forbidden} end with character '.'.`;
  if (name.includes("..")) return `${forbidden} have successive '.' characters.`;
  if (allowedName.test(name)) return undefined;
  return `Invalid characters found in message (user) attribute name '${name}'.`;
}

function valueOf(
  name: string,
  dataType: string,
  members: PlainObject,
  kind: AttributeKind,
): Checked<string> {
  const { StringValue: text = null, BinaryValue: bytes = null } = members;
  const subject = `Message ${kind} attribute '${name}'`;
  if (hasItems(members["StringListValues"]) || hasItems(members["BinaryListValues"])) {
    return invalid("Message attribute list values in SendMessage operation are not supported.");
  }
  if (text !== null && bytes !== null) return invalid(`${subject} must have a single value.`);
  const isBinary = isBinaryType(dataType);
  const value = isBinary ? bytes : text;
  if (value === null && (text ?? bytes ?? "") !== "") {
    const field = isBinary ? "Binary" : "String";
    return invalid(`${subject} with type '${dataType}' must use field '${field}'.`);
  }
  const given = typeof value === "string" ? value : "";
  return againstValue(name, dataType, given, kind) ?? given;
}

function againstValue(
  name: string,
  dataType: string,
  value: string,
  kind: AttributeKind,
): Refused | null {
  const subject = `Message ${kind} attribute '${name}'`;
  if (value === "") {
    return invalid(`${subject} must contain a non-empty value of type '${dataType}'.`);
  }
  if (isBinaryType(dataType)) {
    return bytesOfBase64(value) === null ? invalid(`${subject} is not base64.`) : null;
  }
  if (!allowedText.test(value)) return invalid(invalidCharacters);
  if (dataType.startsWith("Number") && !isNumber(value)) {
    return invalid(`Can't cast the value of message ${kind} attribute '${name}' to a number.`);
  }
  return null;
}

const hasItems = (value: Plain | undefined): boolean => Array.isArray(value) && value.length > 0;

/** Whether a text is a number of up to 38 digits, and 0 or between 10⁻¹²⁸ and 10¹²⁶. */
function isNumber(text: string): boolean {
  const match = decimal.exec(text);
  if (match === null) return false;
  const [mantissa = ""] = text.replace(/^[+-]/, "").split(/[eE]/);
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = withoutTrailingZeros(digits);
  if (significant === "") return true;
  // The power of ten of the first digit.
  const power = digits.length - 1 - fraction.length + Number(match[1] ?? 0);
  return (
    significant.length <= numberDigits &&
    power >= numberExponent.min &&
    (power < numberExponent.max || (power === numberExponent.max && significant === "1"))
  );
}

/** The bytes that attributes count for in the size of their message. */
export function sizeOfAttributes(attributes: readonly MessageAttribute[]): number {
  if (attributes.length === 0) return 0;
  let size = 0;
  for (const { name, dataType, value } of attributes) {
    size += sizeInUtf8(name) + sizeInUtf8(dataType);
    size += isBinaryType(dataType) ? bytesOfBase64(value)!.length : sizeInUtf8(value);
  }
  return size;
}

/** Those attributes that a receive asked for: by name, by `prefix.*`, or all. */
export function attributesNamed(
  attributes: readonly MessageAttribute[],
  names: readonly string[],
): readonly MessageAttribute[] {
  if (attributes.length === 0 || names.includes("All") || names.includes(".*")) return attributes;
  const prefixes = names.flatMap((name) => (name.endsWith(".*") ? [name.slice(0, -2)] : []));
  return attributes.filter(
    ({ name }) => names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
  );
}

/** Attributes as a received message has them. */
export const shownAttributes = (attributes: readonly MessageAttribute[]): PlainObject =>
  Object.fromEntries(
    attributes.map(({ name, dataType, value }) => [
      name,
      isBinaryType(dataType)
        ? { BinaryValue: value, DataType: dataType }
        : { StringValue: value, DataType: dataType },
    ]),
  );
