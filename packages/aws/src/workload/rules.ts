import type { Rule } from "../service/rule.ts";

/** The rules that senders outside follow, who are programs with an AWS SDK; each has its test. */
export const workloadRules = [
  {
    id: "sdk.retry.attempts",
    status: "documented",
    source: "AWS SDKs and Tools Reference Guide, Retry behavior: standard mode",
    date: "2026-11",
    text: "A request that is throttled, fails in the service or is lost is sent three times at most; then it is given up.",
  },
  {
    id: "sdk.retry.backoff",
    status: "documented",
    source:
      "AWS SDKs and Tools Reference Guide, Retry behavior (jitter, at most 20 s); @smithy/util-retry of the SDK for JavaScript v3 (100 ms, 500 ms after a throttle)",
    date: "2026-11",
    text: "Before the next attempt passes a random part of 100 ms, of 500 ms after a throttle, which doubles from one attempt to the next up to 20 s.",
  },
  {
    id: "sdk.retry.final-errors",
    status: "documented",
    source: "@smithy/service-error-classification of the SDK for JavaScript v3",
    date: "2026-11",
    text: "What a service refuses for the request itself, such as a message that is too long, is not sent again.",
  },
  {
    id: "sdk.retry.budget",
    status: "documented",
    source:
      "AWS SDKs and Tools Reference Guide, Retry behavior (retry quota); @smithy/util-retry of the SDK for JavaScript v3 and the SDK for C++ (500 tokens, 5 a retry, 10 after a time-out, 1 back after a success without one)",
    date: "2026-11",
    text: "A client that counts tokens has 500 at first and at most: a new attempt takes 5, after a time-out 10; a success gives back what its last new attempt took, or 1 where there was none; without tokens enough a request is given up.",
  },
  {
    id: "sdk.retry.no-quota",
    status: "assumed",
    source:
      "The SDKs' retry quota is that of one client, and a workload stands for any number of them",
    date: "2026-11",
    text: "However many requests fail at a time, each is tried again, unless its workload says a `budget`.",
  },
  {
    id: "sdk.retry.time-out",
    status: "assumed",
    source:
      "botocore, config read_timeout: 60 s. The SDK for JavaScript v3 waits until the connection breaks; an invocation takes up to 15 minutes",
    date: "2026-11",
    text: "A request to a queue counts as lost after 60 s without an answer, one to a function after 16 minutes, or after the `timeout` that its workload says.",
  },
] as const satisfies readonly Rule[];
