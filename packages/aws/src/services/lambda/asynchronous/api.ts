import { memberOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { Plain } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { asyncInvocation } from "../limits.ts";
import {
  findFunction,
  functionArn,
  locate,
  qualifiedFunction,
  type LocatedFunction,
} from "../operations/function-location.ts";
import { recordOf, type FunctionRecord } from "../operations/function-record.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "../operations/refusals.ts";
import { keepRecord } from "./change.ts";
import { latest } from "./config.ts";
import { checkDestinations } from "./destination-check.ts";
import { emptyConfig, type EventInvokeConfig } from "./destinations.ts";

/** The operations of Lambda about how asynchronous invocations are gone on with. */
export const asynchronousOperations: Operations = {
  PutFunctionEventInvokeConfig: { begin: put },
  UpdateFunctionEventInvokeConfig: { begin: update },
  GetFunctionEventInvokeConfig: { begin: get },
  DeleteFunctionEventInvokeConfig: { begin: remove },
  ListFunctionEventInvokeConfigs: { begin: list },
};

/** A function with the configuration of what a request names. */
interface Configured extends LocatedFunction {
  readonly config: EventInvokeConfig;
}

function put(params: PlainObject, plane: ControlPlane): Step {
  const found = functionToConfigure(params, plane);
  if (isRefused(found)) return found;
  const qualifier = found.qualifier ?? latest;
  return keep(found, { ...emptyConfig, qualifier, ...saidIn(params) }, plane);
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const fn = functionToConfigure(params, plane);
  if (isRefused(fn)) return fn;
  const found = configured(params, plane);
  if (isRefused(found)) return found;
  return keep(found, { ...found.config, ...saidIn(params) }, plane);
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const found = configured(params, plane);
  return isRefused(found) ? found : { type: "respond", response: viewOf(found) };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = configured(params, plane);
  if (isRefused(found)) return found;
  const { resource, config } = found;
  const rest = recordOf(resource).eventInvokeConfigs.filter((each) => each !== config);
  keepRecord(resource, { ...recordOf(resource), eventInvokeConfigs: rest }, plane);
  return { type: "respond", response: {} };
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const resource = findFunction(location.name, plane);
  if (resource === undefined) return noFunction;
  const all = recordOf(resource).eventInvokeConfigs;
  const { Marker, MaxItems } = params;
  const most = typeof MaxItems === "number" ? MaxItems : asyncInvocation.listPage;
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  const views = items.map((config) => viewOf({ ...location, resource, config }));
  const response: PlainObject = {
    FunctionEventInvokeConfigs: views,
    ...(next === null ? {} : { NextMarker: next }),
  };
  return { type: "respond", response };
}

/** The function of a request that says something, with destinations that can be. */
function functionToConfigure(params: PlainObject, plane: ControlPlane): Checked<LocatedFunction> {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = params;
  const says = [MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig];
  if (says.every((value) => value === undefined)) return nothingSaid;
  const found = qualifiedFunction(params, plane);
  if (isRefused(found)) {
    const isMissing = found.type === "refused" && found.code === noFunction.code;
    return isMissing && !isElsewhere(params, plane) ? noFunction : found;
  }
  const wrong = checkDestinations(DestinationConfig, found.name, plane);
  return wrong ?? found;
}

/** Whether a request names a function that cannot be of this account and Region. */
const isElsewhere = (params: PlainObject, plane: ControlPlane): boolean =>
  isRefused(locate(params, plane));

/** What a request names, when it has a configuration. */
function configured(params: PlainObject, plane: ControlPlane): Checked<Configured> {
  const location = locate(params, plane);
  if (isRefused(location)) return location;
  const { name } = location;
  const qualifier = location.qualifier ?? latest;
  const resource = findFunction(name, plane);
  const config =
    resource && recordOf(resource).eventInvokeConfigs.find((each) => each.qualifier === qualifier);
  if (resource !== undefined && config !== undefined) return { ...location, resource, config };
  return lambdaRefusal(
    "ResourceNotFoundException",
    `The function ${functionArn(name, plane)}:${qualifier} doesn't have an EventInvokeConfig`,
  );
}

/** Keeps a configuration in place of the one that has its qualifier. */
function keep(
  { resource, ...location }: LocatedFunction,
  given: Omit<EventInvokeConfig, "lastModified">,
  plane: ControlPlane,
): Step {
  const lastModified = wallClockAt(plane.epochMilliseconds, plane.now);
  const config: EventInvokeConfig = { ...given, lastModified };
  const record = recordOf(resource);
  const before = record.eventInvokeConfigs;
  const isKnown = before.some(({ qualifier }) => qualifier === config.qualifier);
  const eventInvokeConfigs: FunctionRecord["eventInvokeConfigs"] = isKnown
    ? before.map((each) => (each.qualifier === config.qualifier ? config : each))
    : [...before, config];
  keepRecord(resource, { ...record, eventInvokeConfigs }, plane);
  return { type: "respond", response: viewOf({ ...location, resource, config }) };
}

/** The members that a request sets; a destination that is an empty text is none. */
function saidIn(params: PlainObject): Partial<EventInvokeConfig> {
  const { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age } = params;
  const { DestinationConfig: destinations } = params;
  return {
    ...(attempts === undefined ? {} : { maximumRetryAttempts: attempts as number }), // Checked as one.
    ...(age === undefined ? {} : { maximumEventAgeInSeconds: age as number }), // Likewise.
    ...(destinations === undefined
      ? {}
      : {
          onSuccess: destinationIn(destinations, "OnSuccess"),
          onFailure: destinationIn(destinations, "OnFailure"),
        }),
  };
}

function destinationIn(config: Plain, when: "OnSuccess" | "OnFailure"): string | null {
  const arn = textOf(memberOf(memberOf(config, when), "Destination")) ?? "";
  return arn === "" ? null : arn;
}

function viewOf({ resource, config }: Configured): PlainObject {
  const { qualifier, lastModified, maximumRetryAttempts, maximumEventAgeInSeconds } = config;
  const destination = (arn: string | null): PlainObject =>
    arn === null ? {} : { Destination: arn };
  return {
    LastModified: Math.floor(lastModified) / 1_000,
    FunctionArn: `${resource.arn}:${qualifier}`,
    ...(maximumRetryAttempts === null ? {} : { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAgeInSeconds === null
      ? {}
      : { MaximumEventAgeInSeconds: maximumEventAgeInSeconds }),
    DestinationConfig: {
      OnSuccess: destination(config.onSuccess),
      OnFailure: destination(config.onFailure),
    },
  };
}

const nothingSaid: Refused = invalid(
  "You must specify at least one of error handling or destination setting.",
);

const noFunction: Refused = lambdaRefusal(
  "ResourceNotFoundException",
  "The function doesn't exist.",
);
