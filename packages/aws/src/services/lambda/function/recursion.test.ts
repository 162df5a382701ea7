import { milliseconds, type Distribution, type Instant, type SlabId } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { continued, merged, runsIn, type Lineage } from "../../../service/lineage.ts";
import type { ReceivedMessage } from "../../sqs/protocol.ts";
import { defaultBehavior, resolveFunctionConfig } from "../config.ts";
import type { Call } from "../../../service/call.ts";
import type { Invoke } from "../protocol.ts";
import { functionInvariants } from "./invariants.ts";
import { queueSource } from "../../sqs/source.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const silent = { scripts: {}, formOf: () => queueSource.form };

const own = 5;
const other = 6;
const constant = (value: number): Distribution => ({ type: "constant", value });
const call = { type: "call", service: "sqs", operation: "SendMessage", params: {} } as const;
const machine = functionMachine(silent);
const open = () =>
  drive(
    machine,
    resolveFunctionConfig("worker", {
      number: own,
      reservedConcurrency: 1_000,
      behavior: { ...defaultBehavior, calls: [call] },
      environments: { placement: constant(0), init: constant(0), firstCall: constant(0) },
    }),
    functionInvariants,
    { seed: 1 },
  );

/** A batch of a message for each chain. */
const batch = (...lineages: readonly (Lineage | null)[]): Invoke => ({
  type: "invoke",
  payload: {
    type: "batch",
    form: "sqs.queue",
    items: lineages.map((lineage, place): ReceivedMessage => ({
      receipt: { id: place as SlabId, queue: 7, message: place + 1, receive: 1 },
      identity: { queue: 7, message: place + 1 },
      content: { body: "a", size: 1, attributes: [], traceHeader: null },
      trail: { ...noTrail, number: place + 1, lineage },
      sentAt: 0 as Instant,
      firstReceivedAt: 0 as Instant,
      receiveCount: 1,
      groupId: null,
      deduplicationId: null,
      sequenceNumber: null,
      deadLetterSource: null,
    })),
    source: "arn:aws:sqs:us-east-1:123456789012:orders",
    region: "us-east-1",
    reportsItems: false,
    size: 1,
  },
  trail: null,
  event: null,
});
const runs = (count: number, fn = own): Lineage => [{ function: fn, count }];

it("lambda.recursion.batch: takes the chains of all messages of a batch for its own", () => {
  expect(open().ask(batch(null, runs(16)))).toMatchObject({
    type: "refused",
    code: "RecursiveInvocationException",
  });
  const fn = open();
  fn.tell(batch(runs(3), null, [...runs(15), ...runs(7, other)], runs(9, other)));
  fn.advance(milliseconds(200));
  expect(fn.sent[0]!.input).toMatchObject({
    ...call,
    isUnread: true,
    caller: { principal: "arn:aws:sts::123456789012:assumed-role/worker/worker" },
    trail: {
      ...{ from: 0, number: 1, at: 0 },
      lineage: [
        { function: other, count: 9 },
        { function: own, count: 16 },
      ],
    },
  });
});

it("lambda.recursion.sdk: hands a chain of its own on where the payload has none, and counts no higher than 16", () => {
  for (const [lineage, count] of [
    [null, 1],
    [runs(20, other), 1],
    [runs(1), 2],
  ] as const) {
    const fn = open();
    fn.tell(batch(lineage));
    fn.advance(milliseconds(200));
    expect(runsIn((fn.sent[0]!.input as Call).trail!.lineage, own)).toBe(count);
  }
  expect(continued(runs(16), own, 16)).toEqual(runs(16));
});

it("tells states of unequal chains apart", () => {
  const seen = [null, runs(1), runs(2)].map((lineage) => {
    const fn = open();
    fn.tell(batch(lineage));
    return JSON.stringify(machine.canonical!(fn.state, fn.now, () => 0));
  });
  expect(new Set(seen).size).toBe(3);
});

it("merges chains without counting twice", () => {
  expect(merged(null, null)).toBeNull();
  expect(merged(runs(2), null)).toEqual(runs(2));
  expect(merged(null, runs(2))).toEqual(runs(2));
  expect(merged(runs(2), runs(3))).toEqual(runs(3));
  expect(merged(runs(3), runs(2))).toEqual(runs(3));
  expect(merged(runs(3), runs(2, other))).toEqual([...runs(3), ...runs(2, other)]);
});
