import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** A parameter is wrong. */
export const invalid = (what: string): Refused =>
  refused("InvalidParameter", `Invalid parameter: ${what}`);

/** What is named is not there. */
export const notFound = (what: string): Refused => refused("NotFound", `${what} does not exist`);

/** A text; `undefined` when it was left out. */
export function textOf(params: PlainObject, name: string): string | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A map of texts; `undefined` when it was left out, or is empty: SNS sees no difference. */
export function textMapOf(
  params: PlainObject,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const map = params[name];
  if (!isMap(map)) return undefined;
  const entries = Object.entries(map).flatMap(([key, value]) =>
    value === null ? [] : [[key, typeof value === "object" ? JSON.stringify(value) : `${value}`]],
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Record<string, string>);
}

/** A list; empty when it was left out. */
export function listOf(params: PlainObject, name: string): readonly Plain[] {
  const list = params[name];
  return isList(list) ? list : [];
}

/** A list of texts; empty when it was left out. */
export const textsOf = (params: PlainObject, name: string): readonly string[] =>
  listOf(params, name).filter((item) => typeof item === "string");

const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** Whether a value has members by name. */
export const isMap = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is said of a required member that is not there, or is an empty map. */
export const nullMember = (name: string): Refused =>
  refused(
    "ValidationError",
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );

const elementsOfArn = 6;

/** What is wrong with the ARN that a parameter should be; `null` for nothing. */
export function againstArn(arn: string, parameter: string): Refused | null {
  const count = arn.split(":").length;
  if (count >= elementsOfArn) return null;
  return invalid(
    `${parameter} Reason: An ARN must have at least ${elementsOfArn} elements, not ${count}`,
  );
}

/** The ARN of something of SNS in this account and Region. */
export const snsArn = (name: string, plane: ControlPlane): string =>
  `arn:${plane.partition}:sns:${plane.region}:${plane.accountId}:${name}`;
