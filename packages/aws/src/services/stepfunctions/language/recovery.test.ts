import { describe, expect, it } from "vitest";
import { frameOf, stateWith } from "../test/run-state.ts";
import { itemInput, map } from "./flow/map.ts";
import { covers, delayOf, nextRetry, rescue } from "./flow/recovery.ts";
import type { PlainObject } from "./frame.ts";

const retriersOf = (Retry: readonly PlainObject[]) =>
  stateWith("Task", { Resource: "arn:aws:states:::lambda:invoke", Retry }).retry;
const half = () => 0.5;

describe("retrying", () => {
  it("stepfunctions.retry.first: each retrier counts for itself, and the first that covers decides", () => {
    // The worked example of AWS's guide: A, B, C, B.
    const retriers = retriersOf([
      { ErrorEquals: ["A", "B"], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ["C"], IntervalSeconds: 5 },
      { ErrorEquals: ["States.ALL"] },
    ]);
    const waits: (number | null)[] = [];
    let counts: readonly number[] = [];
    for (const error of ["A", "B", "C", "B"]) {
      const again = nextRetry(retriers, error, counts, half);
      waits.push(again?.delaySeconds ?? null);
      counts = again?.counts ?? counts;
    }
    expect(waits).toEqual([1, 2, 5, null]);
    expect(counts).toEqual([2, 1, 0]);
  });

  it("stepfunctions.retry.delay: grows by the rate up to the most, and jitter is below it", () => {
    const retriers = retriersOf([
      { ErrorEquals: ["E"], IntervalSeconds: 3, BackoffRate: 1.5, MaxDelaySeconds: 6 },
    ]);
    expect([0, 1, 2, 50].map((before) => delayOf(retriers[0]!, before))).toEqual([3, 4.5, 6, 6]);
    const usual = retriersOf([{ ErrorEquals: ["E"] }])[0]!;
    expect([0, 1, 2].map((before) => delayOf(usual, before))).toEqual([1, 2, 4]);
    const steady = retriersOf([{ ErrorEquals: ["E"], BackoffRate: 1 }])[0]!;
    expect(delayOf(steady, 99_999_999)).toBe(1);
    const full = retriersOf([{ ErrorEquals: ["E"], IntervalSeconds: 8, JitterStrategy: "FULL" }]);
    expect(nextRetry(full, "E", [], half)).toMatchObject({ delaySeconds: 4 });
  });

  it("stepfunctions.retry.attempts: three where none are said, none for 0", () => {
    const usual = retriersOf([{ ErrorEquals: ["E"] }]);
    expect(nextRetry(usual, "E", [2], half)).not.toBeNull();
    expect(nextRetry(usual, "E", [3], half)).toBeNull();
    expect(
      nextRetry(retriersOf([{ ErrorEquals: ["E"], MaxAttempts: 0 }]), "E", [], half),
    ).toBeNull();
  });

  it("stepfunctions.retry.wildcards: ALL and TaskFailed cover what they cover", () => {
    expect(covers(["States.ALL"], "Any")).toBe(true);
    expect(covers(["States.ALL"], "States.Timeout")).toBe(true);
    expect(covers(["States.ALL"], null)).toBe(true);
    expect(covers(["Any"], null)).toBe(false);
    expect(covers(["States.TaskFailed"], "Any")).toBe(true);
    expect(covers(["States.TaskFailed"], "States.Timeout")).toBe(false);
    expect(covers(["any"], "Any")).toBe(false);
  });

  it("stepfunctions.retry.data-limit: States.ALL covers what is too large", () => {
    expect(covers(["States.ALL"], "States.DataLimitExceeded")).toBe(true);
    expect(covers(["States.DataLimitExceeded"], "States.DataLimitExceeded")).toBe(true);
    expect(covers(["Other"], "States.DataLimitExceeded")).toBe(false);
  });

  it("stepfunctions.retry.terminal: States.Runtime is covered by nothing", () => {
    expect(covers(["States.ALL", "States.Runtime", "States.TaskFailed"], "States.Runtime")).toBe(
      false,
    );
  });

  it("stepfunctions.retry.heartbeat: is a timeout too", () => {
    expect(covers(["States.HeartbeatTimeout"], "States.HeartbeatTimeout")).toBe(true);
    expect(covers(["States.Timeout"], "States.HeartbeatTimeout")).toBe(true);
    expect(covers(["States.HeartbeatTimeout"], "States.Timeout")).toBe(false);
  });
});

describe("catching", () => {
  it("stepfunctions.catch.output: the first that covers puts the error where it says", () => {
    const Catch = [
      { ErrorEquals: ["A"], ResultPath: "$.why", Next: "T" },
      { ErrorEquals: ["States.ALL"], Next: "U" },
    ];
    const fields = { Resource: "arn:aws:states:::lambda:invoke", Catch, OutputPath: "$.none" };
    const state = stateWith("Task", fields, ["T", "U"]);
    const frame = frameOf({ kept: 1 });
    expect(rescue(state, frame, { error: "A", cause: "c" })).toMatchObject({
      catcher: 0,
      next: 1,
      output: { kept: 1, why: { Error: "A", Cause: "c" } },
    });
    expect(rescue(state, frame, { error: "B", cause: null })).toMatchObject({
      catcher: 1,
      next: 2,
      output: { Error: "B", Cause: null },
    });
    expect(rescue(state, frame, { error: null, cause: null })).toMatchObject({
      output: { Error: null, Cause: null },
    });
    expect(rescue(state, frame, { error: "States.Runtime", cause: "c" })).toBeNull();
  });
});

const processor = { StartAt: "I", States: { I: { Type: "Pass", End: true } } };
const distributed = {
  ...processor,
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
};
const mapWith = (fields: PlainObject) => stateWith("Map", { ItemProcessor: processor, ...fields });

describe("maps", () => {
  it("stepfunctions.map.items: an array, of a path, an expression or the input", () => {
    const begun = (fields: PlainObject, input: never) => map(mapWith(fields), frameOf(input));
    expect(begun({ ItemsPath: "$.a" }, { a: [1] } as never)).toMatchObject({
      items: { values: [1], keys: null },
    });
    expect(begun({}, [2] as never)).toMatchObject({ items: { values: [2] } });
    expect(begun({ ItemsPath: "$.a" }, { a: 1 } as never)).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining('Reference path "$.a" must point to array.'),
    });
    const jsonata = { QueryLanguage: "JSONata" };
    expect(begun({ ...jsonata, Items: "{% {'foo': 'bar'} %}" }, {} as never)).toMatchObject({
      error: "States.QueryEvaluationError",
      cause: expect.stringContaining(
        `The JSONata expression '{'foo': 'bar'}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"foo":"bar"}`,
      ),
      evaluation: { location: "Items" },
    });
    expect(begun(jsonata, "string" as never)).toMatchObject({
      cause: expect.stringContaining('Map state input must be an array but was: "string"'),
      evaluation: { location: null },
    });
    expect(begun({ ItemProcessor: distributed }, { a: 1, b: 2 } as never)).toMatchObject({
      items: { values: [1, 2], keys: ["a", "b"] },
    });
  });

  it("stepfunctions.map.selector: makes the input of each iteration", () => {
    const frame = (value: number) =>
      frameOf({ all: 9 }, { context: () => ({ Map: { Item: { Index: 0, Value: value } } }) });
    const template = { "v.$": "$$.Map.Item.Value", "all.$": "$.all" };
    for (const fields of [{ ItemSelector: template }, { Parameters: template }]) {
      expect(itemInput(mapWith(fields), frame(5), 5)).toMatchObject({ input: { v: 5, all: 9 } });
    }
    const jsonata = {
      QueryLanguage: "JSONata",
      ItemSelector: "{% $states.context.Map.Item.Value * 2 %}",
    };
    expect(itemInput(mapWith(jsonata), frame(5), 5)).toMatchObject({ input: 10 });
    expect(itemInput(mapWith({}), frame(5), 5)).toMatchObject({ input: 5 });
  });

  it("stepfunctions.map.limits: whole numbers in their range, with their words", () => {
    const begun = (fields: PlainObject, limit: never) =>
      map(mapWith({ ItemsPath: "$.items", ...fields }), frameOf({ items: [], limit }));
    expect(
      begun({ MaxConcurrency: 3, ToleratedFailureCountPath: "$.limit" }, "2" as never),
    ).toMatchObject({
      maxConcurrency: 3,
      toleratedFailureCount: 2,
      toleratedFailurePercentage: null,
    });
    const cause = (words: string) => ({
      error: "States.Runtime",
      cause: expect.stringContaining(words),
    });
    expect(begun({ ToleratedFailureCountPath: "$.limit" }, {} as never)).toMatchObject(
      cause(
        'The ToleratedFailureCountPath field refers to value "{}" which is not a valid integer: $.limit',
      ),
    );
    expect(begun({ ToleratedFailureCountPath: "$.limit" }, -1 as never)).toMatchObject(
      cause("ToleratedFailureCount cannot be negative."),
    );
    const batcher = { MaxItemsPerBatch: "{% 'many' %}" };
    const jsonata = { QueryLanguage: "JSONata", Items: [], ItemBatcher: batcher };
    expect(map(mapWith(jsonata), frameOf({}))).toMatchObject({
      error: "States.QueryEvaluationError",
      evaluation: { location: "ItemBatcher/MaxItemsPerBatch" },
    });
    expect(begun({ ToleratedFailurePercentagePath: "$.limit" }, 101 as never)).toMatchObject(
      cause("ToleratedFailurePercentage must be between 0 and 100."),
    );
  });
});
