import {
  between,
  compileDistribution,
  noTime,
  type Distribution,
  type Duration,
  type Sampler,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { refused } from "../../../service/refusal.ts";
import type { Release, RestApiSettings, RouteSettings } from "../config.ts";
import { restLimits, restStreaming } from "../limits.ts";
import { logLine } from "./access-log.ts";
import {
  metrics,
  purposes,
  type RestApi,
  type RestApiContext,
  type RestApiEffect,
} from "./declarations.ts";
import { logExecution, type OwnAnswer } from "./execution-log.ts";
import { gatewayAnswerOf, type GatewayCase, type GatewayResponseType } from "./gateway-response.ts";
import { tallyRoute } from "../../../gateway/route-tally.ts";
import { keep } from "./caching.ts";
import { withClientHeaders, type Content } from "../../../gateway/proxy-answer.ts";
import { requestContextOf } from "./request-facts.ts";
import type { OpenRequest } from "./state.ts";

/** What is known of a request as it is answered; of one that no method was found for, less. */
type Answered = Pick<OpenRequest, "request" | "cameAt"> & {
  readonly of: OpenRequest | null;
};

/** Answers with what an integration said. */
export function answerWith(
  api: RestApi,
  of: OpenRequest,
  content: Content,
  context: RestApiContext,
): RestApiEffect {
  if (content.body.length > restLimits.payload) {
    return answerInstead(api, of, "INTEGRATION_FAILURE", context, {
      status: 500,
      message: "Internal server error",
    });
  }
  const answer = answerFor(content);
  if (of.cacheKey !== null) keep(api, of, answer, context.now);
  return reply(api, of, of, answer, context);
}

/** Answers with what an integration streams: it has streamed for so long by now, and goes on where it was faster. */
export function answerStreamed(
  api: RestApi,
  of: OpenRequest,
  content: Content,
  streamedFor: Duration,
  context: RestApiContext,
): RestApiEffect {
  const { uncapped, bytesPerSecond } = restStreaming;
  const { length } = content.body;
  const capped = Math.ceil((Math.max(0, length - uncapped) / bytesPerSecond) * 1_000_000);
  const more = Math.ceil(length / restLimits.payload) - 1;
  if (more > 0) context.observe(metrics.RequestsBilled, more);
  const rest = Math.max(0, capped - streamedFor) as Duration;
  return reply(api, of, of, answerFor(content), context, false, null, rest);
}

// A memo of a pure function: a profile returns one object each time.
const answers = new WeakMap<Content, HttpAnswer>();

/** The answer with some content, whose headers are as clients get them. */
function answerFor(content: Content): HttpAnswer {
  let answer = answers.get(content);
  if (answer === undefined) {
    answer = { type: "answered", ...withClientHeaders(content) };
    answers.set(content, answer);
  }
  return answer;
}

/** Answers with what the cache had. */
export const answerKept = (
  api: RestApi,
  of: OpenRequest,
  answer: HttpAnswer,
  context: RestApiContext,
): RestApiEffect => reply(api, of, of, answer, context, true);

/** Answers that something went wrong with a request that a method was found for. */
export const answerInstead = (
  api: RestApi,
  of: OpenRequest,
  type: GatewayResponseType,
  context: RestApiContext,
  differing?: GatewayCase,
): RestApiEffect =>
  answerOwn(
    api,
    { request: of.request, cameAt: of.cameAt, of },
    of.release,
    type,
    context,
    differing,
  );

/**
 * Answers that something went wrong, in the words of the API. What a client did wrong is refused by the name of its
 * error, so that it is told apart and, where it was throttled, sent again; the rest is an answer.
 */
export function answerOwn(
  api: RestApi,
  answered: Answered,
  release: Release | null,
  type: GatewayResponseType,
  context: RestApiContext,
  differing: GatewayCase = {},
): RestApiEffect {
  const { of } = answered;
  const told = () => (of === null ? {} : requestContextOf(of, context.settings));
  const { content, error, message } = gatewayAnswerOf(type, release, told, differing);
  const { cause } = differing;
  const own = { type, error, message, ...(cause === undefined ? {} : { cause }) };
  return reply(api, answered, of, { type: "answered", ...content }, context, false, own);
}

function reply(
  api: RestApi,
  { request, cameAt }: Pick<OpenRequest, "request" | "cameAt">,
  of: OpenRequest | null,
  answer: HttpAnswer,
  context: RestApiContext,
  isCached = false,
  own: (OwnAnswer & { readonly error: string; readonly message: string }) | null = null,
  rest: Duration = noTime,
): RestApiEffect {
  const { now, settings } = context;
  const { status } = answer;
  const overhead = (overheadOf(settings, context) + rest) as Duration;
  const latency = (between(cameAt, now) + overhead) as Duration;
  context.observe(metrics.Latency, latency);
  if (status >= 500) context.observe(metrics["5XXError"], 1);
  else if (status >= 400) {
    context.observe(metrics["4XXError"], 1);
    if (status === 429) context.observe(metrics.Throttled, 1);
  }
  if (of !== null) {
    const { route, isCanary } = of;
    tallyRoute(api, isCanary ? canaryName(route) : route.name, status, latency, isCached);
    if (api.log !== null) {
      logExecution(api, of, answer, own, context);
      logLine(api, of, answer, latency, context);
    }
  }
  if (own === null || status >= 500) {
    return { type: "reply", to: request, body: answer, after: overhead };
  }
  const details = { status, headers: answer.headers, body: answer.body };
  return {
    type: "reply",
    to: request,
    body: refused(own.error, own.message, details),
    after: overhead,
  };
}

// A memo of a pure function: many requests go to one route.
const canaryNames = new WeakMap<RouteSettings, string>();

/** How the canary's part of a route is called among the routes. */
function canaryName(route: RouteSettings): string {
  let name = canaryNames.get(route);
  if (name === undefined) canaryNames.set(route, (name = `${route.name}, canary`));
  return name;
}

// A memo of a pure function: the same law comes many times in a row.
let lastLaw: Distribution | null = null;
let lastSampler: Sampler = () => 0;
let drawing: RestApiContext | null = null;
const draw = (): number => drawing!.random(purposes.overhead); // It is set before.

/** What API Gateway adds to a request. */
function overheadOf({ overhead }: RestApiSettings, context: RestApiContext): Duration {
  if (overhead !== lastLaw) {
    lastLaw = overhead;
    lastSampler = compileDistribution(overhead);
  }
  drawing = context;
  const sampled = lastSampler(draw);
  drawing = null;
  return Math.max(0, Math.round(sampled)) as Duration;
}
