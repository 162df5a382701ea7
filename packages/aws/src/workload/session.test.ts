import { seconds, type Instant, type Tagged } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { figureValues } from "../service/assumed-figure.ts";
import { refused } from "../service/refusal.ts";
import { allKinds } from "../services.ts";
import { resolveBreaker } from "./breaker-settings.ts";
import { resolveConnections } from "./connection-settings.ts";
import { callerAssumptions, sdkAssumptions } from "./limits.ts";
import { workloadMachine } from "./machine.ts";
import { resolveRequests } from "./requests.ts";
import { resolveRetry } from "./caller.ts";
import type { SessionStep } from "./session.ts";
import type { WorkloadSettings } from "./state.ts";

const target = "lambda.url";
const entryOf = (kind: string) => allKinds.get(kind)?.entry;
const steps: readonly SessionStep[] = [
  {
    method: "POST",
    path: "/in/${session}",
    body: { body: '{"user":"${session}"}', size: 21 },
    isJson: true,
    keep: {
      token: "body.token",
      second: "body.all.1",
      place: "headers.Location",
      crumb: "cookies.sid",
      code: "status",
    },
  },
  {
    method: "GET",
    path: "/${second}",
    query: { token: "${token}" },
    headers: {
      authorization: "Bearer ${token}",
      cookie: "sid=${crumb}",
      "x-from": "${place} ${code}",
    },
  },
];

const settingsOf = (more: Partial<WorkloadSettings>): WorkloadSettings => ({
  ...{ target, door: "request", others: [], number: 1, name: "workload-1" },
  arrivals: { type: "recorded", instants: [0] },
  ...{ users: null, batch: null, origin: 0 as Instant, from: 0 as Instant, until: null },
  payload: { type: "body", body: "", size: 0 },
  ...{ deduplication: "none", offloading: null, groups: [], attributes: [], delay: null },
  ...resolveRequests("w", { session: steps }, entryOf(target)!, "function URL", null, () => null),
  ...{ isDistant: false, breaker: null, connections: null },
  retry: resolveRetry("retry", { attempts: 1 }),
  timeout: seconds(60),
  assumed: { ...figureValues(sdkAssumptions), ...figureValues(callerAssumptions) },
  ...more,
});

function begun(more: Partial<WorkloadSettings> = {}) {
  const driven = drive(workloadMachine(entryOf), settingsOf(more), {});
  driven.tell({ type: "start" });
  driven.advance(seconds(0));
  return driven;
}

const answer: Tagged = {
  type: "answered",
  status: 201,
  headers: { location: "/next" },
  cookies: ["other=1", "sid=a b; Path=/"],
  body: '{"token":"t/\\"1","all":[{"id":1},7]}',
  isBase64Encoded: false,
} as Tagged;

describe("caller.session.sequence: what a session sends", () => {
  it("caller.session.sequence: has values of answers before, each as its place needs it", () => {
    const driven = begun();
    const [first] = driven.sent;
    expect(first!.input).toMatchObject({
      http: { method: "POST", path: "/in/1" },
      text: { body: '{"user":"1"}', size: 12 },
    });
    driven.answer(first!, answer);
    driven.advance(seconds(0));
    expect(driven.sent[0]!.input).toMatchObject({
      http: {
        method: "GET",
        path: "/7",
        query: "token=t%2F%221",
        headers: { authorization: 'Bearer t/"1', cookie: "sid=a b", "x-from": "/next 201" },
      },
    });
    driven.answer(driven.sent[0]!, answer);
    expect(driven.meter("SessionsCompleted").count).toBe(1);
    expect(driven.state.sessions.size).toBe(0);
  });

  it("ends where a request is refused", () => {
    const driven = begun();
    driven.answer(driven.sent[0]!, refused("ForbiddenException", "Forbidden", { status: 403 }));
    expect(driven.meter("SessionsAbandoned").count).toBe(1);
    expect(driven.state.sessions.size + driven.state.pending.size).toBe(0);
  });
});

it("caller.breaker.phases: connections and circuits are as they were once all is answered", () => {
  const driven = begun({
    ...resolveRequests("w", { request: {} }, entryOf(target)!, "function URL", null, () => null),
    arrivals: { type: "recorded", instants: Array.from({ length: 6 }, () => 0) },
    breaker: resolveBreaker("b", { window: 2, openFor: seconds(5) }),
    connections: resolveConnections("c", { most: 2 }, null, null),
  });
  expect(driven.sent).toHaveLength(2);
  expect(driven.state.waiting.size).toBe(4);
  const failed = { ...answer, status: 500 } as Tagged;
  for (const send of [...driven.sent]) driven.answer(send, failed);
  // One of those who waited went out before the second failure; the others are not sent.
  expect(driven.meter("CircuitOpened").count).toBe(1);
  expect(driven.meter("NotSent").count).toBe(3);
  for (const send of [...driven.sent]) driven.answer(send, answer);
  expect(driven.state.pending.size + driven.state.waiting.size).toBe(0);
  expect(driven.state.openConnections).toBe(driven.state.idleConnections);
});
