import { functionType } from "../elbv2-to-lambda.ts";
import {
  after,
  between,
  declare,
  noEffects,
  sampleDuration,
  slab,
  unreachable,
  type Duration,
  type Instant,
  type Machine,
  type Plain,
  type RequestId,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { Readings } from "../../../service/metric.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { payloadLater } from "../../../service/payload-later.ts";
import { noTrail } from "../../../service/origin.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { TargetGroupSettings } from "../config.ts";
import { elbv2Limits } from "../limits.ts";
import { ownAnswer } from "../load-balancer/own-answer.ts";
import type { ForwardedRequest, Served } from "../protocol.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type gauges,
  type Group,
  type GroupContext,
  type GroupEffect,
  type GroupInput,
  type OpenInvocation,
  type TargetGroupState,
} from "./declarations.ts";
import { functionAnswerOf } from "./function-answer.ts";
import { heardCheck, scheduleChecks } from "./health.ts";
import { eventOf, healthEventOf, isGivenAsBytes } from "./request-event.ts";

/** A target group: invokes its function, or answers as targets that are no functions do. */
export const targetGroupMachine = (
  entryOf: EntryOf,
): Machine<TargetGroupSettings, TargetGroupState, GroupInput, GroupEffect> => ({
  kind: "elbv2.targetGroup",
  stateVersion: 1,
  inputs: declare("forwarded", "showHealth", "settingsChanged", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices,
  metrics,

  initialState: () => ({
    open: slab.empty(),
    count: 0,
    isHealthy: true,
    streak: 0,
    nextCheck: null,
  }),

  transition(group, input, context) {
    switch (input.type) {
      case "forwarded":
        return receive(group, input, context, entryOf);
      case "showHealth": {
        const { isHealthy } = group;
        return [{ type: "reply", to: context.request, body: { type: "health", isHealthy } }];
      }
      case "settingsChanged":
        return scheduleChecks(group, input.before, context);
      case "timerFired":
        return checkHealth(group, context, entryOf);
      case "replied":
        return hear(group, input.tag as SlabId, input.body, context, entryOf);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "forwarded" ? input.text.size : 0),

  canonical: ({ open, isHealthy, streak, nextCheck }, now, askerOf) => ({
    open: slab
      .list(open)
      .map(({ request, input }) => [
        request === null ? null : askerOf(request),
        input?.http,
        input?.text,
        input?.front,
      ]),
    isHealthy,
    streak,
    nextCheck: nextCheck === null ? null : nextCheck - now,
  }),
  canonicalTag: (_group, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ isHealthy }, { targets }): Readings<typeof gauges> => ({
    HealthyHostCount: isHealthy ? targets : 0,
    UnHealthyHostCount: isHealthy ? 0 : targets,
  }),
});

/** What a function returns of which nobody says what it returns: an empty answer. */
const usualAnswer: Plain = Object.freeze({ statusCode: 200, body: "" });

function receive(
  group: Group,
  input: ForwardedRequest,
  context: GroupContext,
  entryOf: EntryOf,
): readonly GroupEffect[] {
  const { settings, request } = context;
  group.count += 1;
  if (settings.targets === 0) return [answer(request, ownAnswer(503), "NoTarget", false)];
  context.observe(metrics.RequestCountPerTarget, 1);
  if (settings.type === functionType) return invoke(group, input, context, entryOf);
  return [answerAsBackend(group, input, context)];
}

function invoke(
  group: Group,
  input: ForwardedRequest,
  context: GroupContext,
  entryOf: EntryOf,
): readonly GroupEffect[] {
  const { settings, request, now } = context;
  const { http, text } = input;
  const refuse = (status: number, reason: string) => {
    context.observe(metrics.LambdaUserError, 1);
    return [answer(request, ownAnswer(status), reason, true)];
  };
  if (http.headers["upgrade"]?.toLowerCase() === "websocket") {
    return refuse(400, "LambdaWebsocketNotSupported");
  }
  if (text.size > elbv2Limits.lambdaPayload) return refuse(413, "LambdaRequestTooLarge");
  // What is a text has to be one; what was written as a text is.
  if (text.isBase64 === true && !isGivenAsBytes(http, text)) {
    if (eventOf(input, settings, now) === null) return refuse(400, "LambdaBadRequest");
  }
  const came = { input, at: now };
  const payload = payloadLater(eventFor, came, settings, text.size + eventSize, usualAnswer);
  const open: OpenInvocation = { request, askedAt: now, input, front: input.front };
  return ask(group, open, payload, elbv2Limits.functionTimeout, context, entryOf);
}

/** Bytes of an event without its body, about. */
const eventSize = 1_000;

/** The event of a request that has one. */
const eventFor = (
  { input, at }: { readonly input: ForwardedRequest; readonly at: Instant },
  settings: TargetGroupSettings,
): Plain => eventOf(input, settings, at);

function ask(
  group: Group,
  open: OpenInvocation,
  payload: JsonPayload,
  patience: Duration,
  context: GroupContext,
  entryOf: EntryOf,
): readonly GroupEffect[] {
  const { settings, now } = context;
  const work = entryOf(settings.function?.kind ?? "")?.doors.request?.work;
  if (work === undefined) {
    // What has the ARN works on nothing: there is no function of that name.
    if (open.request === null) return heardCheck(group, null, context);
    context.observe(metrics.LambdaUserError, 1);
    return [answer(open.request, ownAnswer(502), "LambdaResourceNotFound", true)];
  }
  return [
    {
      type: "send",
      port: ports.function,
      to: 0,
      input: work.inputFor(payload, open.input?.trail ?? noTrail),
      tag: slab.insert(group.open, open),
      // A function that runs as long as it may answers after its way back, too.
      deadline: after(now, (patience + elbv2Limits.connectionTimeout) as Duration),
      ...(open.request === null ? {} : { onBehalfOf: open.request }),
    },
  ];
}

function checkHealth(
  group: Group,
  context: GroupContext,
  entryOf: EntryOf,
): readonly GroupEffect[] {
  const { settings, now } = context;
  const { healthCheck } = settings;
  group.nextCheck = null;
  if (healthCheck === null || settings.function === null) return noEffects;
  context.observe(metrics.HealthChecks, 1);
  group.nextCheck = after(now, healthCheck.interval);
  const value = healthEventOf(healthCheck.path, settings);
  const payload: JsonPayload = { type: "json", value, size: eventSize, usual: usualAnswer };
  const open: OpenInvocation = { request: null, askedAt: now, input: null, front: null };
  return [
    { type: "setTimer", timer: timers.healthCheck, index: 0, at: group.nextCheck },
    ...ask(group, open, payload, healthCheck.timeout, context, entryOf),
  ];
}

function hear(
  group: Group,
  tag: SlabId,
  body: Tagged,
  context: GroupContext,
  entryOf: EntryOf,
): readonly GroupEffect[] {
  const { settings, now } = context;
  const { request, askedAt } = slab.read(group.open, tag)!; // Its tag.
  slab.remove(group.open, tag);
  const outcome = outcomeOf(body, settings, entryOf);
  if (request === null) {
    const isLate = between(askedAt, now) > (settings.healthCheck?.timeout ?? 0);
    const isAnswer = typeof outcome === "object" && "status" in outcome;
    return heardCheck(group, isAnswer && !isLate ? outcome.status : null, context);
  }
  context.observe(metrics.TargetResponseTime, between(askedAt, now));
  if ("status" in outcome) {
    countStatus(outcome.status, context);
    return [answer(request, outcome, null, true)];
  }
  const { status, reason } = { ...outcome, status: outcome.says };
  const isInternal = internal.has(reason);
  context.observe(isInternal ? metrics.LambdaInternalError : metrics.LambdaUserError, 1);
  return [answer(request, ownAnswer(status), reason, true)];
}

/** Reasons that are no user's. */
const internal: ReadonlySet<string> = new Set([
  "LambdaConnectionTimeout",
  "LambdaServiceException",
]);

/** What a function said, or what the load balancer says in its place, and why. */
function outcomeOf(
  body: Tagged,
  { function: target, hasMultiValueHeaders }: TargetGroupSettings,
  entryOf: EntryOf,
): HttpAnswer | { readonly says: number; readonly reason: string } {
  if (body.type === "lost") return { says: 504, reason: "LambdaConnectionTimeout" };
  if (body.type === "refused") {
    return { says: 502, reason: reasons[(body as Refused).code] ?? "LambdaUnhandled" };
  }
  const work = entryOf(target?.kind ?? "")?.doors.request?.work;
  const outcome = work?.outcomeOf(body);
  if (outcome === undefined || outcome.hasFailed) return { says: 502, reason: "LambdaUnhandled" };
  const read = functionAnswerOf(outcome.value, hasMultiValueHeaders);
  return typeof read === "string" ? { says: 502, reason: read } : read;
}

/** What access logs call the refusals of Lambda. */
const reasons: Readonly<Record<string, string>> = {
  TooManyRequestsException: "LambdaThrottling",
  ResourceNotFoundException: "LambdaResourceNotFound",
  AccessDeniedException: "LambdaAccessDenied",
  EC2AccessDeniedException: "LambdaEC2AccessDeniedException",
  EC2ThrottledException: "LambdaEC2ThrottledException",
  EC2UnexpectedException: "LambdaEC2UnexpectedException",
  ENILimitReachedException: "LambdaENILimitReachedException",
  InvalidRuntimeException: "LambdaInvalidRuntimeException",
  ServiceException: "LambdaServiceException",
};

function countStatus(status: number, context: GroupContext): void {
  if (status >= 500) context.observe(metrics.HTTPCode_Target_5XX_Count, 1);
  else if (status >= 400) context.observe(metrics.HTTPCode_Target_4XX_Count, 1);
  else if (status >= 300) context.observe(metrics.HTTPCode_Target_3XX_Count, 1);
  else if (status >= 200) context.observe(metrics.HTTPCode_Target_2XX_Count, 1);
}

/** What a target that is no function answers, as a scenario says. */
function answerAsBackend(
  group: Group,
  { front }: ForwardedRequest,
  context: GroupContext,
): GroupEffect {
  const { request, settings } = context;
  const { latency, status, body, failures, failureStatus, unreachable: lost } = settings.backend;
  const good = Math.max(0, 1 - failures - lost);
  const isMixed = failures > 0 || lost > 0;
  const outcome = isMixed ? context.choose(choices.answer, group.count, [good, failures, lost]) : 0;
  if (outcome === 2) {
    context.observe(metrics.TargetConnectionErrorCount, 1);
    return answer(
      request,
      ownAnswer(504),
      "TargetConnectionError",
      true,
      elbv2Limits.connectionTimeout,
    );
  }
  const took = sampleDuration(latency, () => context.random(purposes.latency));
  if (took > front.idleTimeout) {
    return answer(request, ownAnswer(504), "TargetTimeout", true, front.idleTimeout);
  }
  context.observe(metrics.TargetResponseTime, took);
  const said = outcome === 1 ? failureStatus : status;
  countStatus(said, context);
  return answer(request, backendAnswer(said, outcome === 1 ? "" : body), null, true, took);
}

// A memo of a pure function: settings say the same answers again and again.
const answers = new Map<string, HttpAnswer>();

function backendAnswer(status: number, body: string): HttpAnswer {
  const key = `${status} ${body}`;
  let known = answers.get(key);
  if (known === undefined) {
    if (answers.size > 1_000) answers.clear();
    const headers = { "content-type": "application/json" };
    known = { type: "answered", status, headers, cookies: [], body, isBase64Encoded: false };
    answers.set(key, known);
  }
  return known;
}

const answer = (
  to: RequestId,
  said: HttpAnswer,
  reason: string | null,
  hasTarget: boolean,
  takes: Duration = 0 as Duration,
): GroupEffect => {
  const body: Served = { type: "served", answer: said, reason, hasTarget };
  return takes === 0 ? { type: "reply", to, body } : { type: "reply", to, body, after: takes };
};
