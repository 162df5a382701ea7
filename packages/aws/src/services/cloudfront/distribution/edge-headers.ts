import { headerNamed } from "../../../gateway/request-facts.ts";
import type { EdgeEvent } from "../config.ts";

/** Headers that edge functions do not see, and may not add. */
const hidden: readonly RegExp[] = [
  /^(?:connection|expect|keep-alive|proxy-(?:authenticate|authorization|connection)|trailer|upgrade)$/,
  /^x-(?:accel|amz-cf|edge)-/,
  /^x-amzn-(?:auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)$/,
  /^x-(?:cache|forwarded-proto|real-ip)$/,
];

const isHidden = (name: string): boolean => hidden.some((each) => each.test(name));

const readOnly: Readonly<Record<EdgeEvent, readonly string[]>> = {
  "viewer-request": ["cdn-loop", "content-length", "host", "transfer-encoding", "via"],
  "origin-request": [
    "accept-encoding",
    "cdn-loop",
    "content-length",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "transfer-encoding",
    "via",
  ],
  "origin-response": ["transfer-encoding", "via"],
  "viewer-response": ["warning", "via"],
};
const readOnlyOfLambda = ["content-length", "content-encoding", "transfer-encoding"];

type Headers = Readonly<Record<string, string>>;

/** Whether headers are those that a function may make of others. */
export function mayBecome(
  before: Headers,
  after: Headers,
  event: EdgeEvent,
  by: "function" | "edge",
): boolean {
  if (Object.keys(after).some((name) => isHidden(name))) return false;
  const fixed =
    event === "viewer-response" && by === "edge"
      ? [...readOnly[event], ...readOnlyOfLambda]
      : readOnly[event];
  return fixed.every((name) => before[name] === after[name]);
}

/** Headers that a function sees. */
export const seenOf = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !isHidden(name)));

/** Headers that it does not see, which stay as they are. */
export const hiddenOf = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => isHidden(name)));

/** A name as events have it beside its small letters. */
export const capitalized = headerNamed;
