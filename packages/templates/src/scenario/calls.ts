import {
  checkOperationName,
  doorFor,
  withArticle,
  type DoorName,
  type PlainObject,
} from "@orrery/aws";
import { formatDuration, seconds, shownValue, withinBounds, type Duration } from "@orrery/kernel";
import type * as z from "zod";
import type { Architecture } from "./architecture.ts";
import { deliveries, deliveryNames } from "./call-schema.ts";
import { ofKinds } from "./nouns.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { targetNamed } from "./targets.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

/** A call as files have it: one that brings a body, or any operation with its parameters. */
export type CallFile = Readonly<Record<string, z.core.util.JSONType | undefined>>;

/** What may stand beside a call that brings a body. */
const besides = ["body", "invoke", "delay"];

/** The operation that a call asks for. */
export function callOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: CallFile,
  architecture: Architecture,
) {
  const other = Object.keys(given).find(
    (name) => !besides.includes(name) && !deliveryNames.includes(name),
  );
  if (other !== undefined) return operationOf(document, path, other, given, architecture);
  const named = deliveries.filter(({ call }) => given[call.name] !== undefined);
  const [delivery] = named;
  if (delivery === undefined || named.length > 1) {
    const received = ["neither", "both"][named.length === 0 ? 0 : 1]!;
    return fail(document, path, `expected ${deliveryNames.join(" or ")}, received ${received}`);
  }
  const { kind, kinds, entry, call } = delivery;
  const place = [...path, call.name];
  const to = given[call.name];
  if (typeof to !== "string") {
    return operationOf(document, path, call.name, given, architecture);
  }
  const target = targetNamed(document, place, to, architecture, ofKinds(kinds));
  if (target !== null && entry.needsGroups?.(target.settings) === true) {
    const problem = `expected a standard ${kind.noun}, since messages of a FIFO ${kind.noun} need ids of their own, which a script gives, received "${to}"`;
    fail(document, place, problem);
  }
  const { body } = given;
  const door = at(
    document,
    [...path, "invoke"],
    () => doorFor("", entry, kind.noun, given["invoke"] as DoorName | undefined), // As the schema says.
  );
  const text = call.bodyOf === undefined ? usualBody(body) : call.bodyOf(body);
  const [service = "", operation = ""] = call.name.split(":");
  return {
    type: "call",
    service,
    operation,
    params: call.paramsOf(
      target ?? { name: to, arn: to },
      text,
      door,
      delayIn(document, [...path, "delay"], given, delivery),
    ),
  } as const;
}

/** How long what a call brings is hidden at first, in whole seconds as AWS counts. */
function delayIn(
  document: ScenarioDocument,
  path: ScenarioPath,
  given: CallFile,
  { entry, kind: { noun } }: (typeof deliveries)[number],
): Duration | null {
  const delay = given["delay"] as Duration | undefined; // As the schema says.
  if (delay === undefined) return null;
  if (entry.delay === undefined) {
    return fail(document, path, `expected none for ${withArticle(noun)}, received a delay`);
  }
  const { delay: bounds } = entry;
  at(document, path, () => withinBounds("", delay, bounds));
  if (delay % seconds(1) === 0) return delay;
  return fail(document, path, `expected whole seconds, received ${formatDuration(delay)}`);
}

const usualBody = (body: CallFile[string] = "call"): string =>
  typeof body === "string" ? body : JSON.stringify(body);

/** A call of any operation, with its parameters as AWS has them; `{ Ref: Orders }` stands for the name of a resource. */
function operationOf(
  document: ScenarioDocument,
  path: ScenarioPath,
  name: string,
  call: CallFile,
  architecture: Architecture,
) {
  const place = [...path, name];
  if (!name.includes(":")) fail(document, place, unknownName([...deliveryNames, ...besides], name));
  at(document, place, () => checkOperationName("", name));
  const [another] = Object.keys(call).filter((key) => key !== name);
  if (another !== undefined) {
    fail(document, [...path, another], `expected ${name} alone, received ${another} too`);
  }
  const params = call[name];
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    const problem = `expected the parameters of ${name} by name, received ${shownValue(params)}`;
    return fail(document, place, problem);
  }
  const [service = "", operation = ""] = name.split(":");
  const named = withNames(document, place, params, architecture);
  return { type: "call", service, operation, params: named as PlainObject } as const;
}

function withNames(
  document: ScenarioDocument,
  path: ScenarioPath,
  value: z.core.util.JSONType,
  architecture: Architecture,
): z.core.util.JSONType {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item, place) => withNames(document, [...path, place], item, architecture));
  }
  const { Ref, ...others } = value;
  if (typeof Ref === "string" && Object.keys(others).length === 0) {
    const any = () => true;
    return targetNamed(document, [...path, "Ref"], Ref, architecture, any)?.name ?? Ref;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withNames(document, [...path, key], item, architecture),
    ]),
  );
}
