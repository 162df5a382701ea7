import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { snsLimits } from "../limits.ts";
import { sizeOfAttributes } from "../message-size.ts";
import type { MessageAttribute, PublishEntry, TopicContent } from "../protocol.ts";
import { invalid, isMap, isRefused, textOf, type Checked } from "./request-check.ts";

const invalidValue = (message: string): Refused => refused("ParameterValueInvalid", message);

/** A message as a request or an entry of a batch has it. */
export function messageIn(params: PlainObject): Checked<PublishEntry> {
  const content = contentIn(params);
  if (isRefused(content)) return content;
  return {
    content,
    groupId: textOf(params, "MessageGroupId") ?? null,
    deduplicationId: textOf(params, "MessageDeduplicationId") ?? null,
  };
}

/** What a message says. */
export function contentIn(params: PlainObject): Checked<TopicContent> {
  const given = textOf(params, "Message") ?? "";
  const subject = subjectIn(params);
  if (isRefused(subject)) return subject;
  const texts = textsIn(given, textOf(params, "MessageStructure"));
  if (isRefused(texts)) return texts;
  const attributes = attributesIn(params["MessageAttributes"]);
  if (isRefused(attributes)) return attributes;
  const size = sizeInUtf8(given) + sizeOfAttributes(attributes);
  return {
    message: texts.message,
    subject,
    attributes,
    byProtocol: texts.byProtocol,
    size,
  };
}

function subjectIn(params: PlainObject): Checked<string | null> {
  const subject = textOf(params, "Subject");
  if (subject === undefined) return null;
  const isRight =
    subject !== "" &&
    [...subject].length <= snsLimits.subject &&
    !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(subject) &&
    !subject.startsWith(" ");
  return isRight ? subject : invalid("Subject");
}

interface Texts {
  readonly message: string;
  readonly byProtocol: Readonly<Record<string, string>> | null;
}

/** The texts of a message: one for all, or one for each protocol that is named and one for the others. */
function textsIn(message: string, structure: string | undefined): Checked<Texts> {
  if (structure === undefined || structure === "") return { message, byProtocol: null };
  if (structure !== "json") return invalid("MessageStructure");
  const document = parseJson(message);
  if (document === undefined) {
    return invalid("Message Structure - JSON message body failed to parse");
  }
  const members = isMap(document) ? document : {};
  const byProtocol = Object.fromEntries(
    Object.entries(members).flatMap(([key, text]) =>
      typeof text === "string" ? [[key, text]] : [],
    ),
  ) as Record<string, string>;
  if (!Object.hasOwn(byProtocol, "default")) {
    return invalid("Message Structure - No default entry in JSON message body");
  }
  return { message: byProtocol["default"]!, byProtocol };
}

const allowedName = /^[A-Za-z0-9_.-]+$/;
const allowedType = /^(?:String|Number|Binary)(?:\..+)?$/;

const isBinary = (dataType: string): boolean => dataType.startsWith("Binary");

function attributesIn(given: Plain | undefined): Checked<readonly MessageAttribute[]> {
  if (!isMap(given)) return [];
  const attributes: MessageAttribute[] = [];
  for (const name of Object.keys(given).sort()) {
    const attribute = attributeIn(name, given[name]);
    if (isRefused(attribute)) return attribute;
    attributes.push(attribute);
  }
  return attributes;
}

function attributeIn(name: string, given: Plain | undefined): Checked<MessageAttribute> {
  const wrongName = againstName(name);
  if (wrongName !== null) return wrongName;
  const {
    DataType: type = null,
    StringValue: text = null,
    BinaryValue: bytes = null,
  } = isMap(given) ? given : {};
  const dataType = typeof type === "string" ? type : "";
  if (dataType === "") {
    return invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute type.`,
    );
  }
  if (!allowedType.test(dataType)) {
    return invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = isBinary(dataType) ? bytes : text;
  if (value === null && (text ?? bytes) !== null) {
    const field = isBinary(dataType) ? "Binary" : "String";
    return invalidValue(
      `The message attribute '${name}' with type '${dataType}' must use field '${field}'.`,
    );
  }
  if (typeof value !== "string" || value === "") {
    return invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${dataType}'.`,
    );
  }
  return againstValue(name, dataType, value) ?? { name, dataType, value };
}

function againstName(name: string): Refused | null {
  const { max } = snsLimits.attributeName;
  if (name === "") return invalidValue("The message attribute name must not be empty.");
  if (name.length > max) {
    return invalidValue(`Length of message attribute name must be less than ${max} bytes.`);
  }
  const isReserved = /^(?:aws|amazon)\./i.test(name);
  const hasWrongDots = name.startsWith(".") || name.endsWith(".") || name.includes("..");
  if (!isReserved && !hasWrongDots && allowedName.test(name)) return null;
  return invalidValue(
    `Invalid non-alphanumeric character '#x${(name.codePointAt(offendingPlace(name)) ?? 0).toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
  );
}

function offendingPlace(name: string): number {
  const place = [...name].findIndex((letter) => !allowedName.test(letter));
  return Math.max(0, place);
}

function againstValue(name: string, dataType: string, value: string): Refused | null {
  if (dataType === "Number" || dataType.startsWith("Number.")) {
    const number = Number(value);
    const { min, max } = snsLimits.attributeNumber;
    const isNumber =
      value.trim() !== "" && Number.isFinite(number) && number >= min && number <= max;
    return isNumber
      ? null
      : invalidValue(`Could not cast message attribute '${name}' value to number.`);
  }
  // A list that is none is taken: no policy that asks for it is passed.
  return null;
}
