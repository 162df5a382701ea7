import {
  between,
  compileDistribution,
  noTime,
  type Distribution,
  type Duration,
  type Instant,
  type Reply,
  type RequestId,
  type Sampler,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { BalancerRequest } from "../protocol.ts";
import { metrics, purposes, type BalancerContext } from "./declarations.ts";
import { ownAnswer, titleOf } from "./own-answer.ts";
import { headCheckOf } from "./request-check.ts";

/** Answers, and counts what is to be counted of it. What a client did wrong is refused by its name. */
export function answerWith(
  to: RequestId,
  cameAt: Instant,
  { http, text }: BalancerRequest,
  answer: HttpAnswer,
  isOwn: boolean,
  isFunction: boolean,
  context: BalancerContext,
  /** What it takes beside. */
  more = noTime,
): Reply<HttpAnswer | Refused> {
  const { status } = answer;
  const overhead = (overheadOf(context) + more) as Duration;
  context.observe(metrics.ResponseTime, between(cameAt, context.now) + overhead);
  const size = answer.body.length + responseHead;
  context.observe(metrics.ProcessedBytes, size);
  if (isFunction) {
    const asked = headCheckOf(http).size + text.size;
    context.observe(metrics.LambdaTargetProcessedBytes, asked + size);
  }
  if (isOwn) countOwn(status, context);
  const isClients = isOwn && status >= 400 && status < 500 && answer === ownAnswer(status);
  const body = isClients
    ? refused(codeOf(status), titleOf(status), {
        status,
        headers: answer.headers,
        body: answer.body,
      })
    : answer;
  return { type: "reply", to, body, after: overhead };
}

/** Bytes of a response without its body, about. */
const responseHead = 200;

const codes: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  405: "MethodNotAllowed",
  408: "RequestTimeout",
  413: "RequestEntityTooLarge",
  414: "RequestURITooLong",
  460: "ClientClosedRequest",
  463: "TooManyForwardedAddresses",
  464: "IncompatibleProtocol",
};
const codeOf = (status: number): string => codes[status] ?? `HTTP${status}`;

function countOwn(status: number, context: BalancerContext): void {
  if (status >= 500) {
    context.observe(metrics.HTTPCode_ELB_5XX_Count, 1);
    if (status === 502) context.observe(metrics.HTTPCode_ELB_502_Count, 1);
    else if (status === 503) context.observe(metrics.HTTPCode_ELB_503_Count, 1);
    else if (status === 504) context.observe(metrics.HTTPCode_ELB_504_Count, 1);
  } else if (status >= 400) context.observe(metrics.HTTPCode_ELB_4XX_Count, 1);
  else if (status >= 300) context.observe(metrics.HTTPCode_ELB_3XX_Count, 1);
}

// A memo of a pure function: the same law comes many times in a row.
let lastLaw: Distribution | null = null;
let lastSampler: Sampler = () => 0;
let drawing: BalancerContext | null = null;
const draw = (): number => drawing!.random(purposes.overhead); // It is set before.

/** What the load balancer adds to a request. */
function overheadOf(context: BalancerContext): Duration {
  const { overhead } = context.settings;
  if (overhead !== lastLaw) {
    lastLaw = overhead;
    lastSampler = compileDistribution(overhead);
  }
  drawing = context;
  const sampled = lastSampler(draw);
  drawing = null;
  return Math.max(0, Math.round(sampled)) as Duration;
}
