import { minutes, seconds } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { withKinds } from "../../../test/service-contract.ts";
import type { Worked } from "../../mapping/work.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ResourceKind } from "../../service/resource-kind.ts";
import type { ServiceModel } from "../../service/service-model.ts";
import { services } from "../../services.ts";
import { pipesService } from "./index.ts";
import { functionArn, piped, PipedAccount, queueArn, streamed } from "./test/piped-account.ts";

type Step =
  | { readonly do: "bring"; readonly count: number; readonly isWanted: boolean }
  | { readonly do: "wait"; readonly time: number }
  | { readonly do: "outage"; readonly code: string; readonly time: number }
  | { readonly do: "stop" | "start" };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("bring" as const),
      count: fc.integer({ min: 1, max: 12 }),
      isWanted: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(40) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("outage" as const),
      code: fc.constantFrom("RequestThrottled", "InternalError", "AccessDenied"),
      time: fc.integer({ min: 1, max: 90 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("stop" as const, "start" as const) }) },
);

const filter = { FilterCriteria: { Filters: [{ Pattern: '{"body":{"wanted":[true]}}' }] } };
const dataFilter = { FilterCriteria: { Filters: [{ Pattern: '{"data":{"wanted":[true]}}' }] } };

/** Where a pipe reads, and what it does there. */
const forms = {
  queue: piped({
    SourceParameters: { ...filter, SqsQueueParameters: { BatchSize: 4 } },
    TargetParameters: { InputTemplate: "<$.body>" },
  }),
  enriched: piped({
    SourceParameters: filter,
    Enrichment: functionArn("enricher"),
    TargetParameters: { InputTemplate: "<$.body>" },
  }),
  stream: streamed(
    { BatchSize: 4, MaximumRetryAttempts: 2, DeadLetterConfig: { Arn: queueArn("dead") } },
    { TargetParameters: { InputTemplate: "<aws.pipes.event.json>" } },
  ),
} as const;
type FormName = keyof typeof forms;

/** What is wrong with where things went: each that is wanted was taken or given up, and all others filtered out. */
function lost(
  name: FormName,
  steps: readonly Step[],
  models: readonly ServiceModel[],
): readonly string[] {
  const account = new PipedAccount({}, models);
  const { Behavior, ...rest } = functionParams as PlainObject;
  account.call("lambda", "CreateFunction", {
    ...rest,
    FunctionName: "enricher",
    Behavior: { ...(Behavior as PlainObject), response: [{ body: '{"number":-1}' }] },
  });
  const { SourceParameters, ...params } = forms[name];
  const isStream = name === "stream";
  const own = SourceParameters as PlainObject;
  account.create({ ...params, SourceParameters: isStream ? { ...own, ...dataFilter } : own });
  const wanted: number[] = [];
  let number = 0;
  for (const step of steps) {
    switch (step.do) {
      case "bring":
        for (let count = 0; count < step.count; count += 1) {
          number += 1;
          const body = { number, wanted: step.isWanted };
          if (isStream) account.put(body);
          else account.send(body);
          if (step.isWanted) wanted.push(number);
        }
        break;
      case "wait":
        account.advance(seconds(step.time));
        break;
      case "outage":
        account.refuse("sqs.queue:out", step.code, seconds(step.time));
        break;
      case "stop":
      case "start":
        account.call("pipes", step.do === "stop" ? "StopPipe" : "StartPipe", { Name: "pipe" });
    }
  }
  account.call("pipes", "StartPipe", { Name: "pipe" });
  account.advance(minutes(60));
  const out = account.got();
  const dead = account.gotJson("dead");
  if (name === "enriched") {
    // Each batch becomes one event, and none is left behind.
    const isMissing = wanted.length > 0 && out.length === 0 && dead.length === 0;
    const left = account.got("in");
    return [...(isMissing ? ["nothing came of it"] : []), ...left.map((each) => `${each} is left`)];
  }
  const numberIn = (value: unknown): number => {
    const read = (typeof value === "string" ? JSON.parse(value) : value) as {
      number?: number;
      data?: { number: number };
    };
    return read.number ?? read.data?.number ?? -1;
  };
  const taken = new Set(out.map(numberIn));
  const kept = isStream ? new Set<number>() : new Set(dead.map(numberIn));
  const givenUp = isStream
    ? dead.reduce((sum, letter) => {
        const { batchSize } = letter["KinesisBatchInfo"] as { readonly batchSize: number };
        return sum + batchSize;
      }, 0)
    : 0;
  const missing = wanted.filter((each) => !taken.has(each) && !kept.has(each));
  const unwanted = [...taken].filter((each) => !wanted.includes(each));
  return [
    ...unwanted.map((each) => `${each} was not wanted`),
    ...(missing.length > givenUp ? missing.map((each) => `${each} is lost`) : []),
    ...(isStream ? [] : account.got("in").map((each) => `${each} is left`)),
  ];
}

const check = (models: readonly ServiceModel[], numRuns: number): void =>
  fc.assert(
    fc.property(
      fc.constantFrom<FormName>("queue", "enriched", "stream"),
      fc.array(anyStep, { minLength: 1, maxLength: 14, size: "max" }),
      (name, steps) => {
        expect(lost(name, steps, models)).toEqual([]);
      },
    ),
    { seed: 20261129, numRuns },
  );

it("delivers, filters out or gives up to a named place all that it reads", () => {
  check(services, 60);
});

/** A pipe that says of every batch that it was taken. */
const boasting = (kind: ResourceKind): ResourceKind =>
  kind.machine.kind === "pipes.pipe"
    ? {
        ...kind,
        machine: {
          ...kind.machine,
          transition: (state, input, context) =>
            (kind.machine.transition(state, input, context) as readonly { type: string }[]).map(
              (effect) => {
                if (effect.type !== "reply") return effect;
                const { body } = effect as unknown as { readonly body: Worked };
                return body.type === "invoked"
                  ? { ...effect, body: { ...body, functionError: null, failedItems: null } }
                  : effect;
              },
            ) as never,
        },
      }
    : kind;

it("would find a pipe that loses what its target did not take", () => {
  const planted = services.map((model) =>
    model.service === "pipes" ? withKinds(pipesService, boasting) : model,
  );
  expect(() => check(planted, 60)).toThrow(/Property failed/);
});
