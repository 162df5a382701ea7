import { seconds } from "@orrery/kernel";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ServiceModel } from "../../../service/service-model.ts";
import type { RecordsGot, ShardItem } from "../../../service/source.ts";
import { streamSource } from "../../kinesis/source.ts";
import { deployStream, failedArn, fails } from "./test/deployed-stream.ts";
import {
  changingReplies,
  changingSends,
  givingRecords,
  withDefect,
} from "./test/planted-defect.ts";

afterEach(() => vi.restoreAllMocks());

type Step =
  | { readonly do: "put"; readonly key: number; readonly isPoison: boolean }
  | { readonly do: "wait"; readonly length: number }
  | { readonly do: "split" | "merge" | "throttle" | "release" | "break" | "mend" }
  | { readonly do: "change"; readonly factor: number; readonly enabled: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("put" as const),
      key: fc.nat(3),
      isPoison: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      length: fc.constantFrom(0.2, 1, 4, 35),
    }),
  },
  fc.record({
    do: fc.constantFrom(...(["split", "merge", "throttle", "release", "break", "mend"] as const)),
  }),
  fc.record({
    do: fc.constant("change" as const),
    factor: fc.constantFrom(1, 2, 10),
    enabled: fc.boolean(),
  }),
);

const mapping = fc.record({
  BatchSize: fc.constantFrom(1, 3, 100),
  MaximumBatchingWindowInSeconds: fc.constantFrom(0, 2),
  ParallelizationFactor: fc.constantFrom(1, 2, 10),
  BisectBatchOnFunctionError: fc.boolean(),
  MaximumRetryAttempts: fc.constantFrom(0, 2),
  TumblingWindowInSeconds: fc.constantFrom(0, 0, 5),
  FunctionResponseTypes: fc.constantFrom<readonly string[]>([], ["ReportBatchItemFailures"]),
});

/** Runs a stream through all of that, heals it, and says what is wrong with what came of its records. */
function wrongOf(
  settings: PlainObject,
  steps: readonly Step[],
  models?: readonly ServiceModel[],
): string | null {
  const reports = (settings["FunctionResponseTypes"] as readonly string[]).length > 0;
  let isBroken = false;
  /** What each key's records came to, in order of their coming to the function. */
  const begun = new Map<string, number>();
  const done: string[] = [];
  let wrong: string | null = null;
  const stack = deployStream({
    shards: 2,
    ...(models === undefined ? {} : { models }),
    mapping: { ...settings, DestinationConfig: { OnFailure: { Destination: failedArn } } },
    answer({ data, event }) {
      const state = { state: event["state"] ?? null };
      for (const each of data) {
        const [key = "", number = ""] = each.split(" ");
        // A record may come again, and none may come before one of its key that was put earlier.
        const last = begun.get(key) ?? 0;
        if (Number(number) > last + 1) wrong ??= `${each} comes after ${last} of its key`;
        if (Number(number) > last) begun.set(key, Number(number));
      }
      if (isBroken) fails();
      const place = data.findIndex((each) => each.endsWith("poison"));
      if (place === -1) {
        done.push(...data);
        return state;
      }
      if (!reports) fails();
      done.push(...data.slice(0, place));
      const records = event["Records"] as readonly { kinesis: { sequenceNumber: string } }[];
      const itemIdentifier = records[place]!.kinesis.sequenceNumber;
      return { ...state, batchItemFailures: [{ itemIdentifier }] };
    },
  });
  const counts = new Map<string, number>();
  const all: string[] = [];
  for (const each of steps) perform(each);
  isBroken = false;
  perform({ do: "release" });
  perform({ do: "change", factor: 2, enabled: true });
  for (let rounds = 0; rounds < 12; rounds += 1) stack.run(seconds(60));
  const handled = new Set(done);
  // What was never observed is no number.
  const dropped = stack.sum("DroppedEventCount") || 0;
  const missing = all.filter((each) => !handled.has(each));
  if (wrong !== null) return wrong;
  if (missing.length > dropped) return `nobody has ${missing.join(", ")}; ${dropped} were given up`;
  const told = stack.sum("OnFailureDestinationDeliveredEventCount") || 0;
  if (told !== dropped) return `${dropped} were given up, and ${told} told of`;
  const processed = stack.sum("ProcessedEventCount") || 0;
  if (processed + dropped !== all.length) {
    return `of ${all.length}, ${processed} were done and ${dropped} given up`;
  }
  return null;

  function perform(each: Step): void {
    switch (each.do) {
      case "put": {
        const key = "abcd"[each.key]!;
        const number = (counts.get(key) ?? 0) + 1;
        counts.set(key, number);
        const data = `${key} ${number}${each.isPoison ? " poison" : ""}`;
        all.push(data);
        stack.put(data, key);
        return;
      }
      case "wait":
        stack.run(seconds(each.length));
        return;
      case "break":
      case "mend":
        isBroken = each.do === "break";
        return;
      case "change":
        stack.change({ ParallelizationFactor: each.factor, Enabled: each.enabled });
        return;
      case "throttle":
        stack.client.call("lambda", "PutFunctionConcurrency", {
          FunctionName: "reader",
          ReservedConcurrentExecutions: 0,
        });
        return;
      case "release":
        stack.client.call("lambda", "DeleteFunctionConcurrency", { FunctionName: "reader" });
        return;
      default:
        try {
          const open = stack.kinesis("DescribeStreamSummary")["StreamDescriptionSummary"] as {
            readonly OpenShardCount: number;
          };
          const wanted = each.do === "split" ? open.OpenShardCount * 2 : open.OpenShardCount / 2;
          stack.kinesis("UpdateShardCount", {
            ScalingType: "UNIFORM_SCALING",
            TargetShardCount: Math.min(8, Math.max(1, Math.ceil(wanted))),
          });
        } catch {
          // It is being resharded.
        }
    }
  }
}

const journeys = fc.tuple(mapping, fc.array(step, { maxLength: 40, size: "max" }));
const runs = { numRuns: 60, seed: 20_261_128 };

it("each record is done or given up to a named place, and none comes before one of its key that was put earlier", () => {
  fc.assert(
    fc.property(journeys, ([settings, steps]) => {
      expect(wrongOf(settings, steps)).toBeNull();
    }),
    runs,
  );
}, 120_000);

it("finds lanes that do not follow keys", () => {
  // Whatever has another number goes another way.
  vi.spyOn(streamSource, "keyOf").mockImplementation(
    (item: ShardItem) => `${item.identity.message * 7_919}`,
  );
  const { failed } = fc.check(
    fc.property(journeys, ([settings, steps]) => wrongOf(settings, steps) === null),
    { ...runs, endOnFailure: true },
  );
  expect(failed).toBe(true);
}, 120_000);

interface Invocation {
  readonly type: "invoke";
  readonly payload: { readonly items: readonly ShardItem[] };
}

/** The mapping asks for something else than it should. */
const mappingThat = (change: Parameters<typeof changingSends>[0]) => () =>
  withDefect("lambda.streamMapping", changingSends(change));

/** The function gets something else than a batch. */
const handing = (change: (items: readonly ShardItem[]) => readonly ShardItem[]) =>
  mappingThat((input) => {
    if (input.type !== "invoke") return input;
    const { payload, ...rest } = input as Invocation;
    return { ...rest, payload: { ...payload, items: change(payload.items) } } as Invocation;
  });

it.each<readonly [string, () => readonly ServiceModel[]]>([
  [
    "a stream that loses a record",
    () =>
      withDefect(
        "kinesis.stream",
        givingRecords((records, nth) => (nth % 3 === 0 ? records.slice(1) : records)),
      ),
  ],
  [
    "a stream that gives records the wrong way round",
    () =>
      withDefect(
        "kinesis.stream",
        givingRecords((records) => [...records].reverse()),
      ),
  ],
  [
    "children that are read before their parents",
    () =>
      withDefect(
        "kinesis.stream",
        changingReplies<RecordsGot>("recordsGot", (body) => ({
          ...body,
          children: body.children.map((child) => ({ ...child, parents: [] })),
        })),
      ),
  ],
  ["a batch without its last record", handing((items) => items.slice(0, -1))],
  ["a batch the wrong way round", handing((items) => [...items].reverse())],
  [
    "what is given up and told to nobody",
    mappingThat((input) => (input.type === "sendMessage" ? null : input)),
  ],
])(
  "finds %s",
  (_, modelsOf) => {
    const { failed } = fc.check(
      fc.property(journeys, ([settings, steps]) => wrongOf(settings, steps, modelsOf()) === null),
      { ...runs, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
  120_000,
);
