import {
  after,
  between,
  noRequest,
  table,
  type Duration,
  type Plain,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { payloadLater } from "../../../service/payload-later.ts";
import { takeOne } from "../../../service/rate-bucket.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { DistributionSettings, EdgeFunction, OriginSettings } from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";
import type { FunctionFailed, FunctionRan, RunFunction } from "../protocol.ts";
import {
  metrics,
  ports,
  type Distribution,
  type DistributionContext,
  type OpenRequest,
} from "./declarations.ts";
import { edgeEventOf, edgeOutcomeOf, type EdgeFacts, type EdgeOutcome } from "./edge-event.ts";
import { functionEventOf, functionOutcomeOf } from "./function-event.ts";
import { ownAnswer } from "./own-answer.ts";
import { park } from "./parking.ts";
import { locationAt } from "./places.ts";
import { answerOwn, finish, look, send, settle, type Steps } from "./steps.ts";

/** What a function returns of which nobody says what it returns: the request or response goes on. */
const goesOn = "cloudfront: go on";

/** Whether an event is of a request or a response between CloudFront and an origin. */
const isOrigins = ({ phase }: OpenRequest): boolean => phase.startsWith("origin-");

/** Asks the function of the event that a request has come to. */
export function ask(
  distribution: Distribution,
  given: OpenRequest,
  id: SlabId | null,
  fn: EdgeFunction,
  context: DistributionContext,
  entryOf: EntryOf,
): Steps {
  const { now } = context;
  const open: OpenRequest = { ...given, ranAt: now };
  const input =
    fn.type === "function"
      ? runOf(open, context)
      : isThrottled(distribution, open, context)
        ? null
        : invocationOf(open, fn, context, entryOf);
  if (input === null) {
    context.observe(metrics.LambdaLimitExceededErrors, 1);
    return fail(open, id, 503);
  }
  if (fn.type === "edge") {
    context.observe(metrics.EdgeInvocations, 1);
    const { regional } = locationAt(open.place);
    const busy = table.get(distribution.edgeBusy, regional) ?? 0;
    table.set(distribution.edgeBusy, regional, busy + 1);
  }
  return [
    {
      type: "send",
      port: ports.functions,
      to: fn.to,
      input,
      tag: park(distribution, open, id),
      deadline: after(now, (cloudfrontLimits.lambdaTimeout * 2) as Duration),
      ...(open.request === null || open.request === noRequest ? {} : { onBehalfOf: open.request }),
    },
  ];
}

/** Whether the Region of a request has no room for one more execution. */
function isThrottled(
  distribution: Distribution,
  { place }: OpenRequest,
  { settings, now }: DistributionContext,
): boolean {
  const { edgeConcurrency, edgeRequestsPerSecond } = settings.quotas;
  const { regional } = locationAt(place);
  if ((table.get(distribution.edgeBusy, regional) ?? 0) >= edgeConcurrency) return true;
  const rate = Math.min(
    edgeRequestsPerSecond,
    edgeConcurrency * cloudfrontLimits.lambdaRatePerEnvironment,
  );
  const left = takeOne(table.get(distribution.edgeBuckets, regional), rate, now);
  if (left === null) return true;
  table.set(distribution.edgeBuckets, regional, left);
  return false;
}

const factsOf = (
  open: OpenRequest,
  fn: EdgeFunction | null,
  settings: DistributionSettings,
): EdgeFacts => {
  const origin: OriginSettings | null = isOrigins(open) ? settings.origins[open.origin]! : null;
  const { text } = open;
  return {
    domainName: settings.domainName,
    id: settings.id,
    distribution: settings.number,
    request: open.number,
    event: open.phase as EdgeFacts["event"], // A function is asked in no other.
    http: isOrigins(open) ? open.asked! : open.http, // It was made before.
    body:
      fn?.includesBody === true && open.phase.endsWith("request") && text.size > 0
        ? text.body
        : null,
    isBase64: text.isBase64 === true,
    origin,
    answer: open.phase.endsWith("response") ? open.answer : null,
  };
};

function runOf(open: OpenRequest, context: DistributionContext): RunFunction {
  return {
    type: "run",
    event: functionEventOf(factsOf(open, null, context.settings)),
    trail: open.trail,
  };
}

/** Bytes of an event, about. */
const eventSize = 2_000;

/** The event that a function gets of a request. */
const eventFor = (
  { open, fn }: { readonly open: OpenRequest; readonly fn: EdgeFunction },
  settings: DistributionSettings,
): Plain => edgeEventOf(factsOf(open, fn, settings));

/** The invocation of a function; `null`: nothing that could be invoked has its ARN. */
function invocationOf(
  open: OpenRequest,
  fn: EdgeFunction,
  context: DistributionContext,
  entryOf: EntryOf,
): Tagged | null {
  const work = entryOf(fn.kind)?.doors.request?.work;
  const { settings } = context;
  const size = open.text.size + eventSize;
  const payload = payloadLater(eventFor, { open, fn }, settings, size, goesOn);
  return work?.inputFor(payload, open.trail) ?? null;
}

/** Hears what a function made of its event. */
export function hearFunction(
  distribution: Distribution,
  open: OpenRequest,
  id: SlabId,
  body: Tagged,
  context: DistributionContext,
  entryOf: EntryOf,
): Steps {
  const event = open.phase as EdgeFacts["event"]; // A function is asked in no other.
  const fn = context.settings.behaviors[open.behavior]!.functions[event]!; // It was asked.
  const outcome =
    fn.type === "function"
      ? ranOf(open, body, context)
      : invokedOf(distribution, open, fn, body, context, entryOf);
  if (typeof outcome === "number") return fail(open, id, outcome);
  switch (outcome.type) {
    case "invalid":
      if (fn.type === "edge") context.observe(metrics.LambdaValidationError, 1);
      return fail(open, id, 502);
    case "request":
      return goOnWith(open, id, outcome, context);
    case "response":
      return answerWith(open, id, outcome);
  }
}

type Heard = EdgeOutcome | number;

const asItWas = (open: OpenRequest): EdgeOutcome =>
  open.phase.endsWith("response")
    ? { type: "response", answer: open.answer!, isGenerated: false } // A response event has one.
    : {
        type: "request",
        http: isOrigins(open) ? open.asked! : open.http, // It was made before.
        body: null,
        domainName: null,
      };

/** What a CloudFront Function made of its event, or the status that is answered in its place. */
function ranOf(open: OpenRequest, body: Tagged, context: DistributionContext): Heard {
  if (body.type !== "ran") {
    const { why } = body as FunctionFailed;
    return why === "FunctionValidationError" ? 502 : 503;
  }
  const { returned, domainName } = body as FunctionRan;
  if (returned === null) return asItWas(open);
  const outcome = functionOutcomeOf(returned, factsOf(open, null, context.settings));
  return outcome.type === "request" && domainName !== undefined
    ? { ...outcome, domainName }
    : outcome;
}

/** Likewise of a function of Lambda@Edge. */
function invokedOf(
  distribution: Distribution,
  open: OpenRequest,
  fn: EdgeFunction,
  body: Tagged,
  context: DistributionContext,
  entryOf: EntryOf,
): Heard {
  const { regional } = locationAt(open.place);
  const busy = table.get(distribution.edgeBusy, regional) ?? 1;
  table.set(distribution.edgeBusy, regional, Math.max(0, busy - 1));
  const took = between(open.ranAt, context.now);
  context.observe(metrics.EdgeMegabyteTime, took * fn.memory);
  if (body.type === "refused" || body.type === "lost") {
    context.observe(metrics.LambdaLimitExceededErrors, 1);
    return 503;
  }
  const work = entryOf(fn.kind)!.doors.request!.work!; // It was asked so.
  const { hasFailed, value } = work.outcomeOf(body);
  if (hasFailed || took > fn.timeout) {
    context.observe(metrics.LambdaExecutionError, 1);
    return 503;
  }
  return value === goesOn
    ? asItWas(open)
    : edgeOutcomeOf(value, factsOf(open, fn, context.settings));
}

function goOnWith(
  open: OpenRequest,
  id: SlabId,
  { http, body, domainName }: EdgeOutcome & { readonly type: "request" },
  context: DistributionContext,
): Steps {
  const text = body === null ? open.text : { body, size: sizeInUtf8(body) };
  const { origins } = context.settings;
  const other =
    domainName === null ? -1 : origins.findIndex((each) => each.domainName === domainName);
  // Whatever has another name is an origin outside of which nobody else knows.
  const anyOther = origins.findIndex(({ id: name }) => name === elsewhereName);
  const chosen = other >= 0 ? other : anyOther;
  if (!isOrigins(open)) {
    return look({ ...open, http, text, chosen: domainName === null ? -1 : chosen }, id);
  }
  const origin = domainName === null ? open.origin : chosen;
  const going: OpenRequest = { ...open, asked: http, text, origin };
  return send(going, id, 0 as Duration);
}

/** The id of the origin that stands for all that functions may name. */
export const elsewhereName = "elsewhere";

function answerWith(
  open: OpenRequest,
  id: SlabId,
  { answer, isGenerated }: EdgeOutcome & { readonly type: "response" },
): Steps {
  switch (open.phase) {
    case "viewer-request":
      // It is not kept, and no other function sees it.
      return finish({ ...open, result: "Miss" }, id, answer);
    case "origin-request":
      return settle(open, id, answer, isGenerated);
    case "origin-response":
      return settle(open, id, answer, true);
    default:
      return finish(open, id, answer);
  }
}

/** Answers in the place of a function that failed: at an origin, others hear so who wait for the same. */
function fail(open: OpenRequest, id: SlabId | null, status: number): Steps {
  return isOrigins(open) && id !== null
    ? settle(open, id, ownAnswer(status), false)
    : answerOwn({ ...open, result: "Error" }, id, status);
}
