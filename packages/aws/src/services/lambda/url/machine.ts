import {
  after,
  between,
  declare,
  slab,
  unreachable,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Replied,
  type Reply,
  type RequestId,
  type Send,
  type Slab,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Refused } from "../../../service/refusal.ts";
import { callerTimeout } from "../limits.ts";
import type { FunctionReply, Invoke } from "../protocol.ts";
import { lambdaApi } from "../request.ts";
import { answerOf, badGateway, brokenOff, json, streamed } from "./answer.ts";
import type { UrlRequest, UrlSettings } from "./config.ts";
import { corsHeaders, isPreflight, preflightAnswer } from "./cors.ts";
import { forbidden } from "./refusals.ts";
import { bodySizeOf, eventOf } from "./request-event.ts";

/** Which requests of a function URL the function works on. */
export interface UrlState {
  readonly open: Slab<OpenRequest>;
  /** How many ever came: numbers the next one. */
  readonly count: number;
}

/** A request that the function works on. */
export interface OpenRequest {
  readonly request: RequestId;
  readonly cameAt: Instant;
  /** The page that it comes from; `null`: it does not say. */
  readonly origin: string | null;
}

/** What a function URL counts, as Lambda does. */
export const meters = {
  UrlRequestCount: "count",
  Url4xxCount: "count",
  Url5xxCount: "count",
  UrlRequestLatency: "time",
  UrlFirstByteLatency: "time", // Of answers that are streamed.
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const ports = declare("function");
type UrlInput = UrlRequest | Replied<FunctionReply>;
type UrlEffect = Reply<HttpAnswer | Refused> | Send<Invoke>;
type UrlContext = Context<UrlSettings>;

/**
 * A function URL: invokes its function, or an alias, with each request as an event, and makes the answer of what the
 * handler returns. What Lambda refuses it refuses by its code; what the function fails is an answer of status 502.
 */
export const urlMachine: Machine<UrlSettings, UrlState, UrlInput, UrlEffect> = {
  kind: "lambda.url",
  stateVersion: 1,
  inputs: declare("httpRequest", "replied"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ open: slab.empty(), count: 0 }),

  transition(url, input, context) {
    switch (input.type) {
      case "httpRequest":
        return receive(url, input, context);
      case "replied":
        return answer(url, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),

  // Which requests are open: how long they have been is told by their latency alone.
  canonical: ({ open }, _now, askerOf) =>
    slab.list(open).map(({ request, origin }) => [askerOf(request), origin]),
  canonicalTag: (_url, _port, tag) => slab.slotOf(tag as SlabId),
};

function receive(
  url: Draft<UrlState>,
  input: UrlRequest,
  context: UrlContext,
): readonly UrlEffect[] {
  const { now, request, settings } = context;
  url.count += 1;
  context.observe(metrics.UrlRequestCount, 1);
  const cameAt = now;
  if (isPreflight(input.http, settings.cors)) {
    return [reply(request, cameAt, preflightAnswer(input.http, settings.cors!), context)];
  }
  if (settings.authType === "NONE" && !settings.admitsAll) {
    return [reply(request, cameAt, forbidden(settings.asOf), context)];
  }
  const value = eventOf(input, settings, url.count, now);
  const origin = input.http.headers["origin"] ?? null;
  const tag = slab.insert(url.open, { request, cameAt, origin });
  const invoke: Invoke = {
    type: "invoke",
    payload: { type: "json", value, size: bodySizeOf(input) },
    trail: input.trail,
    event: null,
    ...(settings.streams ? streaming : {}),
  };
  return [
    {
      type: "send",
      port: ports.function,
      to: 0,
      input: invoke,
      tag,
      deadline: after(now, callerTimeout.default),
      onBehalfOf: request,
    },
  ];
}

const streaming = Object.freeze({ streams: true } as const);

function answer(
  url: Draft<UrlState>,
  { tag, body }: Replied<FunctionReply>,
  context: UrlContext,
): readonly UrlEffect[] {
  const { request, cameAt, origin } = slab.read(url.open, tag as SlabId)!; // The tag that it was sent with.
  slab.remove(url.open, tag as SlabId);
  if (context.settings.streams && body.type === "invoked") {
    const took = between(cameAt, context.now) - (body.streamedFor ?? 0);
    context.observe(metrics.UrlFirstByteLatency, took);
  }
  return [reply(request, cameAt, answerTo(body, origin, context), context)];
}

function answerTo(
  body: Tagged,
  origin: string | null,
  { settings }: UrlContext,
): HttpAnswer | Refused {
  if (body.type === "refused") return body as Refused; // All who refuse say so.
  const invoked = body as Extract<FunctionReply, { type: "invoked" }> | { readonly type: "lost" };
  const failed = invoked.type === "lost" || invoked.functionError !== null;
  const isUnderWay = invoked.type === "invoked" && invoked.streamedFor !== undefined;
  const content = !failed
    ? answerOf(invoked.payload, settings.streams ? streamed : json)
    : isUnderWay
      ? brokenOff
      : badGateway;
  const headers = { ...content.headers, ...corsHeaders(origin ?? undefined, settings.cors) };
  return { type: "answered", ...content, headers };
}

function reply(
  to: RequestId,
  cameAt: Instant,
  body: HttpAnswer | Refused,
  context: UrlContext,
): UrlEffect {
  const status = body.type === "answered" ? body.status : lambdaApi.statusOf(body.code);
  if (status >= 500) context.observe(metrics.Url5xxCount, 1);
  else if (status >= 400) context.observe(metrics.Url4xxCount, 1);
  context.observe(metrics.UrlRequestLatency, between(cameAt, context.now));
  return { type: "reply", to, body };
}
