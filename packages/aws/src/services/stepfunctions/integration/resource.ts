import { own } from "@orrery/kernel";
import { clientNamed, optimizedServices, sdkServices } from "./services.ts";

/** How the end of a task is known: by the answer, by the end of what it started, or by a worker's word. */
export type Pattern = "requestResponse" | "sync" | "syncJson" | "waitForTaskToken";

/** What the `Resource` of a Task state names. */
export type TaskResource =
  | FunctionResource
  | { readonly type: "activity"; readonly arn: string }
  | { readonly type: "http" }
  | ServiceResource
  | { readonly type: "unknown"; readonly arn: string };

/** A function, named by its ARN alone. */
export interface FunctionResource {
  readonly type: "lambda";
  readonly arn: string;
  readonly service: "lambda";
  readonly operation: "Invoke";
}

/** An operation of a service. */
export interface ServiceResource {
  readonly type: "service";
  /** Whether the integration has a form of its own, in place of that of AWS's SDK. */
  readonly isOptimized: boolean;
  /** As the resource names it, such as `sqs` or `aws-sdk:sfn`. */
  readonly resourceType: string;
  /** Such as `sendMessage.waitForTaskToken`. */
  readonly resource: string;
  /** As clients name the service, such as `stepfunctions`. */
  readonly service: string;
  /** As AWS's API names it, such as `SendMessage`. */
  readonly operation: string;
  readonly pattern: Pattern;
  /** What its errors begin with, such as `SQS`. */
  readonly errorPrefix: string;
  /** As messages of errors name the service, such as `AmazonSQS`. */
  readonly serviceTitle: string;
}

/** Whether a task invokes a function, by its ARN alone or as an operation. */
export const callsFunction = (resource: TaskResource): boolean =>
  resource.type === "lambda" || (resource.type === "service" && resource.service === "lambda");

// A memo of a pure function.
const parsed = new Map<string, TaskResource>();
const most = 10_000;

/** Reads the `Resource` of a Task state. */
export function taskResource(arn: string): TaskResource {
  let resource = parsed.get(arn);
  if (resource === undefined) {
    if (parsed.size >= most) parsed.clear();
    parsed.set(arn, (resource = readResource(arn)));
  }
  return resource;
}

function readResource(arn: string): TaskResource {
  const parts = arn.split(":");
  const [scheme, , service, region, account, first = "", ...rest] = parts;
  const unknown = { type: "unknown", arn } as const;
  if (scheme !== "arn") return unknown;
  if (service === "lambda" && first === "function") {
    return { type: "lambda", arn, service, operation: "Invoke" };
  }
  if (service !== "states") return unknown;
  if (first === "activity") return { type: "activity", arn };
  if (region !== "" || account !== "") return unknown;
  if (first === "http" && rest[0] === "invoke") return { type: "http" };
  return first === "aws-sdk"
    ? sdkResource(rest[0] ?? "", rest.slice(1).join(":"), unknown)
    : optimizedResource(first, rest.join(":"), unknown);
}

const patterns: Readonly<Record<string, Pattern>> = {
  "": "requestResponse",
  ".sync": "sync",
  ".sync:2": "syncJson",
  ".waitForTaskToken": "waitForTaskToken",
};

const isPattern = (suffix: string): boolean => Object.hasOwn(patterns, suffix);

function split(action: string): { readonly name: string; readonly pattern: Pattern } | null {
  const dot = action.indexOf(".");
  const suffix = dot === -1 ? "" : action.slice(dot);
  if (!isPattern(suffix)) return null;
  return { name: dot === -1 ? action : action.slice(0, dot), pattern: patterns[suffix]! };
}

function sdkResource(name: string, action: string, unknown: TaskResource): TaskResource {
  const said = split(action);
  const known = own(sdkServices, name);
  const service = known?.client ?? clientNamed(name);
  if (said === null || service === undefined) return unknown;
  return {
    type: "service",
    isOptimized: false,
    resourceType: `aws-sdk:${name}`,
    resource: action,
    service,
    operation: capitalized(said.name),
    pattern: said.pattern,
    errorPrefix: known?.prefix ?? capitalized(name),
    serviceTitle: known?.prefix ?? capitalized(name),
  };
}

function optimizedResource(name: string, action: string, unknown: TaskResource): TaskResource {
  const said = split(action);
  const known = own(optimizedServices, name);
  if (said === null || known === undefined) return unknown;
  const operation = own(known.operations, said.name);
  if (operation === undefined) return unknown;
  return {
    type: "service",
    isOptimized: true,
    resourceType: name,
    resource: action,
    service: known.client,
    operation,
    pattern: said.pattern,
    errorPrefix: known.prefix,
    serviceTitle: known.title,
  };
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
