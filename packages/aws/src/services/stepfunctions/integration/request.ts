import { base64Of, own, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { smallLetterServices } from "./services.ts";
import type { ServiceResource } from "./resource.ts";

/** Members that are texts in the API and may be values in a state, by service: they are written as JSON. */
const jsonMembers: Readonly<Record<string, readonly string[]>> = {
  events: ["Detail"],
  lambda: ["Payload", "ClientContext"],
  secretsmanager: ["SecretString"],
  sns: ["Message"],
  sqs: ["MessageBody"],
  ssm: ["Value"],
  stepfunctions: ["Input", "Output", "Definition"],
};

/** Members that are bytes in the API and texts or values in a state, by service. */
const byteMembers: Readonly<Record<string, readonly string[]>> = {
  firehose: ["Data"],
  kinesis: ["Data"],
  s3: ["Body"],
};

/** Members whose own members are the user's, and keep their names. */
const freeMembers: ReadonlySet<string> = new Set(["Tags", "tags"]);

/** The parameters of an operation, of those that a state gives: as clients would give them. */
export function requestOf({ service }: ServiceResource, given: Plain): PlainObject {
  const params = isObject(given) ? withoutNothing(given) : {};
  const written = withTexts(
    params,
    own(jsonMembers, service) ?? [],
    own(byteMembers, service) ?? [],
  );
  const named = smallLetterServices.has(service) ? renamed(written, smallFirst) : written;
  return named;
}

/** A parameter that is nothing is not given. */
function withoutNothing(params: PlainObject): PlainObject {
  for (const name in params) {
    if (params[name] === null) {
      return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null));
    }
  }
  return params;
}

/** Values in place of texts, wherever they are, as JSON; and bytes in base64. */
function withTexts(
  params: PlainObject,
  jsonNames: readonly string[],
  byteNames: readonly string[],
): PlainObject {
  if (jsonNames.length === 0 && byteNames.length === 0) return params;
  const written: Record<string, Plain> = {};
  for (const [name, value] of Object.entries(params)) {
    if (jsonNames.includes(name)) written[name] = asText(name, value);
    else if (byteNames.includes(name)) written[name] = base64Of(utf8Of(asText(name, value)));
    else if (Array.isArray(value)) {
      written[name] = (value as readonly Plain[]).map((item) =>
        isObject(item) ? withTexts(item, jsonNames, byteNames) : item,
      );
    } else written[name] = value;
  }
  return written;
}

/** A payload of a function and a body of an object are JSON in any case; other texts are taken as they are. */
const asText = (name: string, value: Plain): string =>
  typeof value === "string" && name !== "Payload" && name !== "Body"
    ? value
    : JSON.stringify(value);

/** The same with members renamed, at any depth. */
export function renamed(value: PlainObject, rename: (name: string) => string): PlainObject {
  const result: Record<string, Plain> = {};
  for (const [name, member] of Object.entries(value)) {
    result[rename(name)] =
      freeMembers.has(name) && isObject(member) ? member : renamedIn(member, rename);
  }
  return result;
}

function renamedIn(value: Plain, rename: (name: string) => string): Plain {
  if (Array.isArray(value)) {
    return (value as readonly Plain[]).map((item) => renamedIn(item, rename));
  }
  return isObject(value) ? renamed(value, rename) : value;
}

const smallFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
export const capitalFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
