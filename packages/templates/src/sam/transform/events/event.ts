import { getAtt, ref } from "../intrinsics.ts";
import { isGiven, isMap, isText, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { hashedId, isAlphanumeric } from "../logical-id.ts";
import { eventProblem, resourceProblem, SamProblem } from "../problems.ts";
import { checkProperties, type PropertyRules } from "../property-types.ts";
import { generated, type Generated } from "../resource.ts";
import type { Stage } from "../stage.ts";

/** What an event of a function or state machine starts: it, or its alias. */
export interface EventTarget {
  readonly kind: "function" | "stateMachine";
  /** The logical id of the function or alias. */
  readonly id: string;
  /** What names it to Lambda: a reference to the function, or to the alias. */
  readonly name: Json;
  readonly arn: Json;
  /** Attributes such as a condition, which what is made of its events has too. */
  readonly inherited: JsonMap;
  /** The role that SAM makes for it; undefined where it has one already. */
  readonly role: Generated | undefined;
  readonly permissionsBoundary: Maybe;
  /** Makes the problem of an event: state machines complain of the event alone. */
  readonly stage: Stage;
}

/** An event as the template has it, checked. */
export interface SamEvent {
  /** Of what is made of it: the owner's and its own name. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: JsonMap;
  readonly target: EventTarget;
}

/** One type of event. */
export interface EventType {
  readonly rules: PropertyRules;
  /** Looks before anything is made whether what the event names is there. */
  readonly link?: (event: UnboundEvent, resources: JsonMap) => void;
  readonly make: (event: SamEvent) => readonly Generated[];
}

export type UnboundEvent = Omit<SamEvent, "target">;

export type EventTypes = Readonly<Record<string, EventType>>;

/** An event and its type. @throws SamProblem where the template has something else there */
export function readEvent(
  types: EventTypes,
  owner: string,
  name: string,
  written: Json,
): { readonly event: UnboundEvent; readonly type: EventType } {
  const named = memberOf(written, "Type");
  if (!isMap(written) || !isText(named)) {
    throw eventProblem(
      name,
      `Resource dict has missing or invalid value for key Type. Event Type is: ${named === undefined ? "None" : JSON.stringify(named)}.`,
    );
  }
  const type = Object.hasOwn(types, named) ? types[named] : undefined;
  if (type === undefined) throw eventProblem(name, `Invalid resource type ${named}`);
  const id = `${owner}${name}`;
  const properties = memberOf(written, "Properties");
  if (properties !== undefined && !isMap(properties)) {
    throw resourceProblem(id, "Properties of a resource must be an object.");
  }
  const own = properties ?? {};
  checkProperties(id, named, own, type.rules);
  return { event: { id, name, type: named, properties: own }, type };
}

/** The permission that a service needs to invoke the function. */
export function permissionOf(
  { id, target }: SamEvent,
  principal: string,
  properties: Readonly<Record<string, Maybe>>,
  { suffix = "", prefix = id } = {},
): Generated {
  const stem = `${prefix}Permission`;
  return generated(
    suffix === "" || isAlphanumeric(suffix) ? `${stem}${suffix}` : hashedId(stem, suffix),
    "AWS::Lambda::Permission",
    {
      Action: "lambda:InvokeFunction",
      FunctionName: target.name,
      Principal: principal,
      ...properties,
    },
    { attributes: target.inherited },
  );
}

/** Where an event's dead letters go, and what is made for that. */
export interface DeadLetters {
  readonly arn: Json;
  readonly queueId: string | undefined;
}

/** What `DeadLetterConfig` of an event says. @throws SamProblem when it says too much or too little */
export function deadLettersOf(event: SamEvent): DeadLetters | undefined {
  const config = memberOf(event.properties, "DeadLetterConfig");
  if (config === undefined || config === null) return undefined;
  const arn = memberOf(config, "Arn");
  const type = memberOf(config, "Type");
  const complain = (reason: string) => eventProblem(event.id, reason);
  if (isGiven(arn) && isGiven(type)) {
    throw complain("You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
  }
  if (!isGiven(arn) && !isGiven(type)) {
    throw complain("No 'Arn' or 'Type' property provided for DeadLetterConfig.");
  }
  if (isGiven(type) && type !== "SQS") {
    throw complain("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.");
  }
  if (isGiven(arn)) return { arn, queueId: undefined };
  const named = memberOf(config, "QueueLogicalId");
  if (named !== undefined && named !== null && !isText(named)) {
    throw complain("QueueLogicalId must be a string");
  }
  const queueId = isGiven(named) && isText(named) ? named : `${event.id}Queue`;
  return { arn: getAtt(queueId, "Arn"), queueId };
}

/** The queue for dead letters, where the event names none that is there. */
export const deadLetterQueue = ({ target }: SamEvent, queueId: string): Generated =>
  generated(queueId, "AWS::SQS::Queue", {}, { attributes: target.inherited });

export const queueUrl = (queueId: string): Json => ref(queueId);

/** An event's problem in the words of its owner. */
export function asProblemOf(owner: string, error: unknown): unknown {
  return error instanceof SamProblem && error.kind === "event"
    ? resourceProblem(owner, error.message)
    : error;
}
