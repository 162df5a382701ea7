import {
  compileDistribution,
  type Distribution,
  type Duration,
  type Reply,
  type Sampler,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { TimedUse } from "../limits.ts";
import type { BucketReply } from "../protocol.ts";
import { metrics, purposes, type BucketContext } from "./declarations.ts";

/** A request as AWS counts it. */
export interface Served {
  readonly use: TimedUse;
  /** The metric that counts it besides AllRequests. */
  readonly counted: number;
  /** Whether it is billed as a write, as a read, or not at all. */
  readonly billed: "write" | "read" | null;
  /** Bytes that go to the bucket or come from it, whose way takes time. */
  readonly bytes?: number;
}

export const served = {
  get: { use: "get", counted: metrics.GetRequests, billed: "read" },
  head: { use: "get", counted: metrics.HeadRequests, billed: "read" },
  put: { use: "put", counted: metrics.PutRequests, billed: "write" },
  post: { use: "put", counted: metrics.PostRequests, billed: "write" },
  delete: { use: "delete", counted: metrics.DeleteRequests, billed: null },
  list: { use: "list", counted: metrics.ListRequests, billed: "write" },
} as const satisfies Readonly<Record<string, Served>>;

// A memo of a pure function.
const samplers = new WeakMap<Distribution, Sampler>();

// Set for the length of one call, so that no closure is made for each answer.
let source: BucketContext | null = null;
const draw = (): number => source!.random(purposes.latency);

function firstByte(use: TimedUse, context: BucketContext): number {
  const law = context.settings.latencies[use];
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  source = context;
  const took = sampler(draw);
  source = null;
  return Math.round(Math.max(took, 0)); // Whole and not below 0.
}

/** Answers the request of this input, after the time that it takes, and counts it. */
export function answer(
  { use, counted, billed, bytes = 0 }: Served,
  body: BucketReply,
  context: BucketContext,
): Reply<BucketReply> {
  context.observe(metrics.AllRequests, 1);
  context.observe(counted, 1);
  if (billed !== null) {
    context.observe(
      billed === "write" ? metrics.BilledWriteRequests : metrics.BilledReadRequests,
      1,
    );
  }
  if (body.type === "refused") context.observe(errorsOf(body), 1);
  const first = firstByte(use, context);
  const way = Math.round(bytes / context.settings.assumed.megabytesPerSecond);
  if (way > 0) context.observe(metrics["s3.megabytesPerSecond"], 1);
  context.observe(metrics.FirstByteLatency, first);
  context.observe(metrics.TotalRequestLatency, first + way);
  return { type: "reply", to: context.request, body, after: (first + way) as Duration };
}

/** Answers what is a part of a copy: it takes the time of a read, and is no request of its own. */
export const answerCopying = (body: BucketReply, context: BucketContext): Reply<BucketReply> => ({
  type: "reply",
  to: context.request,
  body,
  after: firstByte("get", context) as Duration,
});

/** Answers at once what is no request of its own. */
export const reply = ({ request }: BucketContext, body: BucketReply): Reply<BucketReply> => ({
  type: "reply",
  to: request,
  body,
});

const errorsOf = ({ code }: Refused): number =>
  code === "SlowDown" || code === "InternalError" ? metrics["5xxErrors"] : metrics["4xxErrors"];

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Value | Refused): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** What those hear who ask more of a partition than it takes. */
export const slowDown = Object.freeze(refused("SlowDown", "Please reduce your request rate."));

export const noSuchKey = (key: string): Refused =>
  refused("NoSuchKey", "The specified key does not exist.", { Key: key });

export const noSuchVersion = (key: string): Refused =>
  refused("NoSuchVersion", "The specified version does not exist.", { Key: key });

export const noSuchUpload = (): Refused =>
  refused(
    "NoSuchUpload",
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
  );

export const preconditionFailed = (condition: string): Refused =>
  refused("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });

export const invalidRequest = (message: string): Refused => refused("InvalidRequest", message);

/** What those hear who would change a delete marker. */
export const notAllowedOnMarker = (method: string): Refused =>
  refused("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    Method: method,
    ResourceType: "DeleteMarker",
  });
