import type { Rule } from "../service/rule.ts";
import type { WorkloadSettings } from "./state.ts";

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
  {
    id: "caller.session.sequence",
    status: "assumed",
    source: "Ours: how people use a site; k6 and Locust say sequences of requests alike",
    date: "2026-11",
    text: "Who comes in a session sends one request after another, each after the answer to the one before and a time to think, and leaves at the first that fails.",
    when: (settings: WorkloadSettings) => settings.session !== null,
  },
  {
    id: "caller.breaker.phases",
    status: "assumed",
    source:
      "AWS Prescriptive Guidance, Circuit breaker pattern (closed, open, half open); resilience4j and opossum for the window",
    date: "2026-11",
    text: "A circuit breaker opens once the share of its last requests that failed comes to its threshold, sends none while it is open, then as many as it may try, and closes once all of those succeeded.",
    when: (settings: WorkloadSettings) => settings.breaker !== null,
  },
  {
    id: "caller.breaker.shared",
    status: "assumed",
    source:
      "Ours: a workload stands for one program, however many ask it; resilience4j and Hystrix have a breaker for each call that a program makes",
    date: "2026-11",
    text: "All requests of a route, new attempts too, go through one circuit breaker, or all of a workload where it says so; throttles, failures and answers that never came count, and what the client did wrong does not.",
    when: (settings: WorkloadSettings) => settings.breaker !== null,
  },
  {
    id: "caller.connections.set-up",
    status: "assumed",
    source: "RFC 9293 and RFC 8446: a round trip for TCP, and one for TLS 1.3",
    date: "2026-11",
    text: "A new connection takes two round trips before its first request; one that is kept alive takes none.",
    when: (settings: WorkloadSettings) => settings.connections !== null,
  },
  {
    id: "caller.connections.pool",
    status: "assumed",
    source:
      "Node.js, http.Agent: as many connections as maxSockets, what is free last is used first; a connection takes one request of HTTP/1.1 at a time",
    date: "2026-11",
    text: "A program has a pool of connections, of which each takes one request at a time; what finds none waits. Users have one connection each. One whose answer never came is closed.",
    when: (settings: WorkloadSettings) => settings.connections !== null,
  },
  {
    id: "caller.location.way",
    status: "assumed",
    source: "Engineering figures: milliseconds by distance between parts of the world",
    date: "2026-11",
    text: "Requests and answers of callers elsewhere take the way between their Region and that of the run, half each; callers of what is near to everybody come from a country of their Region.",
    when: (settings: WorkloadSettings) => settings.isDistant,
  },
] as const satisfies readonly Rule[];
