import { seconds } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ServiceModel } from "../../../service/service-model.ts";
import { services } from "../../../services.ts";
import { deployTopic } from "./test/deployed-topic.ts";
import { givingRecords, withDefect, type ChangeOfRecords } from "./test/planted-defect.ts";

type Step =
  | { readonly do: "put"; readonly key: number | null; readonly isPoison: boolean }
  | { readonly do: "wait"; readonly length: number }
  | { readonly do: "grow" | "throttle" | "release" | "break" | "mend" | "off" | "on" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant("put" as const),
      key: fc.option(fc.nat(3), { freq: 3 }),
      isPoison: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      length: fc.constantFrom(0.2, 1, 4, 70),
    }),
  },
  fc.record({
    do: fc.constantFrom(
      ...(["grow", "throttle", "release", "break", "mend", "off", "on"] as const),
    ),
  }),
);
const mapping = fc.record({
  BatchSize: fc.constantFrom(1, 3, 100),
  MaximumBatchingWindowInSeconds: fc.constantFrom(0, 2),
});

/** What is wrong with how a topic was read; `null`: nothing. */
function wrongOf(
  settings: PlainObject,
  steps: readonly Step[],
  models: readonly ServiceModel[] = services,
): string | null {
  const done = new Set<string>();
  const begun = new Map<string, number>();
  let isBroken = false;
  let wrong: string | null = null;
  const stack = deployTopic({
    partitions: 2,
    models,
    mapping: {
      ...settings,
      DestinationConfig: {
        OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:failed" },
      },
    },
    answer(values, _nth, event) {
      const byPartition = event["records"] as Readonly<Record<string, readonly PlainObject[]>>;
      for (const [name, records] of Object.entries(byPartition)) {
        for (const record of records) {
          const offset = Number(record["offset"]);
          // A record may come again, and none before one of its partition that was put earlier.
          const next = (begun.get(name) ?? -1) + 1;
          if (offset > next) wrong ??= `${name} ${offset} comes before ${next}`;
          if (offset === next) begun.set(name, offset);
        }
      }
      if (isBroken || values.includes("!")) throw new Error("no");
      for (const value of values.split(";")) if (value !== "") done.add(value);
      return null;
    },
  });
  const { client, made } = stack;
  const uuid = made["UUID"]!;
  let partitions = 2;
  const all: string[] = [];
  for (const each of steps) perform(each);
  isBroken = false;
  perform({ do: "release" });
  perform({ do: "on" });
  for (let rounds = 0; rounds < 40; rounds += 1) stack.run(seconds(60));
  const sum = (metric: string): number => stack.meters()[metric]?.sum ?? 0;
  const dropped = sum("DroppedEventCount");
  const missing = all.filter((each) => !done.has(each));
  if (wrong !== null) return wrong;
  if (missing.length > dropped) return `nobody has ${missing.join(", ")}; ${dropped} were given up`;
  if (sum("OnFailureDestinationDeliveredEventCount") !== dropped) {
    return `${dropped} were given up, and not all of them told of`;
  }
  const processed = sum("ProcessedEventCount");
  if (processed + dropped !== all.length) {
    return `of ${all.length}, ${processed} were done and ${dropped} given up`;
  }
  return null;

  function perform(each: Step): void {
    switch (each.do) {
      case "put": {
        const name = `${all.length}${each.isPoison ? "!" : ""}`;
        all.push(name);
        stack.put(`${name};`, each.key === null ? null : `key ${each.key}`);
        return;
      }
      case "wait":
        stack.run(seconds(each.length));
        return;
      case "break":
      case "mend":
        isBroken = each.do === "break";
        return;
      case "grow":
        partitions = Math.min(8, partitions + 1);
        client.call("kafka", "UpdateTopic", { ...stack.topic, PartitionCount: partitions });
        return;
      case "off":
      case "on":
        client.call("lambda", "UpdateEventSourceMapping", {
          UUID: uuid,
          Enabled: each.do === "on",
        });
        return;
      case "throttle":
        client.call("lambda", "PutFunctionConcurrency", {
          FunctionName: "reader",
          ReservedConcurrentExecutions: 0,
        });
        return;
      default:
        client.call("lambda", "DeleteFunctionConcurrency", { FunctionName: "reader" });
    }
  }
}

const journeys = fc.tuple(mapping, fc.array(step, { maxLength: 40, size: "max" }));
const runs = { numRuns: 40, seed: 20_261_129 };

it("each record of a topic is done or given up to a named place, and each partition begins in order", () => {
  fc.assert(
    fc.property(journeys, ([settings, steps]) => {
      expect(wrongOf(settings, steps)).toBeNull();
    }),
    runs,
  );
}, 240_000);

const giving = (change: ChangeOfRecords): readonly ServiceModel[] =>
  withDefect("kafka.topic", givingRecords(change));

it.each([
  ["loses one", giving((records, nth) => (nth % 3 === 0 ? records.slice(1) : records))],
  ["gives them the wrong way round", giving((records) => [...records].reverse())],
])(
  "finds a topic that %s",
  (_, models) => {
    const { failed } = fc.check(
      fc.property(journeys, ([settings, steps]) => wrongOf(settings, steps, models) === null),
      { ...runs, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
  120_000,
);
