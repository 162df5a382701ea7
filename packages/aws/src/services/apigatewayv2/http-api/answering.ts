import {
  between,
  compileDistribution,
  type Distribution,
  type Duration,
  type Sampler,
} from "@orrery/kernel";
import { tallyRoute } from "../../../gateway/route-tally.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { refused } from "../../../service/refusal.ts";
import type { HttpApiSettings } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import type { HttpRequest } from "../protocol.ts";
import { logLine } from "./access-log.ts";
import { withCors } from "./cors.ts";
import {
  metrics,
  purposes,
  type HttpApi,
  type HttpApiContext,
  type HttpApiEffect,
} from "./declarations.ts";
import { ownAnswers, type OwnAnswer } from "./own-answer.ts";
import type { OpenRequest } from "./state.ts";

/** An answer without its word of what it is. */
export type Content = Omit<HttpAnswer, "type">;

/** What is known of a request as it is answered; of one that no route was found for, less. */
export type Answered = Pick<OpenRequest, "request" | "cameAt" | "input"> & {
  readonly of: OpenRequest | null;
};

/** What is known of a request that was matched to a route. */
export const answered = (open: OpenRequest): Answered => ({ ...open, of: open });

/** Answers with what an integration said. */
export function answerWith(
  api: HttpApi,
  of: OpenRequest,
  content: Content,
  context: HttpApiContext,
): HttpApiEffect {
  if (content.body.length > httpApiLimits.payload) {
    return answerOwn(api, answered(of), ownAnswers.failed, context);
  }
  return reply(api, answered(of), content, context, null);
}

/**
 * Answers that something went wrong. What a client did wrong is refused by the name of its error, so that it is told
 * apart and, where it was throttled, sent again; the rest is an answer.
 */
export function answerOwn(
  api: HttpApi,
  request: Answered,
  own: OwnAnswer,
  context: HttpApiContext,
): HttpApiEffect {
  return reply(api, request, contentOf(own), context, own.status < 500 ? own : null);
}

// A memo of a pure function: answers of an API's own are few.
const contents = new WeakMap<OwnAnswer, Content>();

function contentOf(own: OwnAnswer): Content {
  let content = contents.get(own);
  if (content === undefined) {
    content = {
      status: own.status,
      headers: {
        "content-type": "application/json",
        ...(own.challenge === undefined ? {} : { "www-authenticate": own.challenge }),
      },
      cookies: [],
      body: JSON.stringify({ message: own.message }),
      isBase64Encoded: false,
    };
    contents.set(own, content);
  }
  return content;
}

/** Answers a preflight. */
export const answerPreflight = (
  api: HttpApi,
  request: Answered,
  headers: Readonly<Record<string, string>>,
  context: HttpApiContext,
): HttpApiEffect => {
  const content = { status: 204, headers, cookies: [], body: "", isBase64Encoded: false };
  return reply(api, request, content, context, null, true);
};

function reply(
  api: HttpApi,
  { request, cameAt, input, of }: Answered,
  content: Content,
  context: HttpApiContext,
  own: OwnAnswer | null,
  isPreflight = false,
): HttpApiEffect {
  const { now, settings } = context;
  const { cors } = settings;
  const { status } = content;
  const overhead = overheadOf(settings, context);
  const latency = (between(cameAt, now) + overhead) as Duration;
  context.observe(metrics.Latency, latency);
  const bytes = input.text.size + content.body.length;
  context.observe(metrics.DataProcessed, bytes);
  if (status >= 500) context.observe(metrics["5xx"], 1);
  else if (status >= 400) {
    context.observe(metrics["4xx"], 1);
    if (status === 429) context.observe(metrics.Throttled, 1);
  }
  if (of !== null && isBilled(own)) {
    const steps = Math.ceil(bytes / httpApiLimits.billedBytes);
    context.observe(metrics.RequestsBilled, steps < 1 ? 1 : steps);
  }
  const answer = answerFor(content, cors === null || isPreflight ? null : cors, input.http);
  if (of !== null) {
    tallyRoute(api, of.route.name, status, latency, false);
    if (api.log !== null) logLine(api, of, answer, latency, context);
  }
  if (own === null) return { type: "reply", to: request, body: answer, after: overhead };
  const details = { status, headers: answer.headers, body: answer.body };
  const body = refused(own.error, own.message, details);
  return { type: "reply", to: request, body, after: overhead };
}

/** What was not let in is not billed. */
const isBilled = (own: OwnAnswer | null): boolean =>
  own === null || own.status === 404 || own.status === 413;

// A memo of a pure function: a profile returns one object each time.
const answers = new WeakMap<Content, HttpAnswer>();

function answerFor(
  content: Content,
  cors: HttpApiSettings["cors"],
  { headers }: HttpHead,
): HttpAnswer {
  if (cors !== null) {
    const own = withCors(content.headers, cors, headers["origin"]);
    return { type: "answered", ...content, headers: own };
  }
  let answer = answers.get(content);
  if (answer === undefined) answers.set(content, (answer = { type: "answered", ...content }));
  return answer;
}

// A memo of a pure function: the same law comes many times in a row.
let lastLaw: Distribution | null = null;
let lastSampler: Sampler = () => 0;
let drawing: HttpApiContext | null = null;
const draw = (): number => drawing!.random(purposes.overhead); // It is set before.

/** What API Gateway adds to a request. */
function overheadOf({ overhead }: HttpApiSettings, context: HttpApiContext): Duration {
  if (overhead !== lastLaw) {
    lastLaw = overhead;
    lastSampler = compileDistribution(overhead);
  }
  drawing = context;
  const sampled = lastSampler(draw);
  drawing = null;
  return Math.max(0, Math.round(sampled)) as Duration;
}

/** That it is not known who asks, with what is missing. */
export const unauthorized = (what: keyof typeof challenges): OwnAnswer => challenges[what];

const challenging = (challenge: string): OwnAnswer => ({ ...ownAnswers.unauthorized, challenge });
const challenges = {
  missing: challenging("Bearer"),
  invalid: challenging('Bearer error="invalid_token"'),
  undiscovered: challenging(
    'Bearer error="invalid_token" error_description="OIDC discovery endpoint communication error"',
  ),
  keyless: challenging('Bearer error="invalid_token" error_description="JWKS communication error"'),
};

/** What an upgrade and a request have in common: what to answer. */
export const unmatched = (
  { request, now }: Pick<HttpApiContext, "request" | "now">,
  input: HttpRequest,
): Answered => ({ request, cameAt: now, input, of: null });
