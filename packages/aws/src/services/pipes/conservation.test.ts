import { minutes, noTime, seconds, type Tagged } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { functionParams } from "../../../test/lambda-account.ts";
import { withKinds } from "../../../test/service-contract.ts";
import type { Worked } from "../../mapping/work.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ResourceKind } from "../../service/resource-kind.ts";
import type { ServiceModel } from "../../service/service-model.ts";
import { wait } from "../../service/script.ts";
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
    TargetParameters: { InputTemplate: "<$.said>" },
  }),
  stream: streamed(
    { BatchSize: 4, MaximumRetryAttempts: 2, DeadLetterConfig: { Arn: queueArn("dead") } },
    { TargetParameters: { InputTemplate: "<aws.pipes.event.json>" } },
  ),
} as const;
type FormName = keyof typeof forms;

/** Says of each event of a batch what it was, in an order and a form of its own. */
function* enrich(batch: unknown) {
  yield wait(noTime);
  const events = batch as readonly { readonly body: string }[]; // What a queue's reader brings.
  return [...events].reverse().map(({ body }) => ({ said: body }));
}

/** What is wrong with where things went: each that is wanted was taken or given up, and all others filtered out. */
function lost(
  name: FormName,
  steps: readonly Step[],
  models: readonly ServiceModel[],
): readonly string[] {
  const account = new PipedAccount({ scripts: { enrich } }, models);
  account.call("lambda", "CreateFunction", {
    ...(functionParams as PlainObject),
    FunctionName: "enricher",
    Behavior: { type: "script", name: "enrich" },
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

/** A pipe that forgets the last event of an enrichment's answer, where there are several. */
const forgetful = (kind: ResourceKind): ResourceKind =>
  kind.machine.kind === "pipes.pipe"
    ? {
        ...kind,
        machine: {
          ...kind.machine,
          transition: (state, input, context) =>
            kind.machine.transition(state, withoutLast(input), context) as never,
        },
      }
    : kind;

function withoutLast(input: Tagged): Tagged {
  const { body } = input as Tagged & { readonly body?: Tagged & { readonly payload?: unknown } };
  const payload = body?.payload;
  return Array.isArray(payload) && payload.length > 1
    ? ({ ...input, body: { ...body, payload: payload.slice(0, -1) } } as Tagged)
    : input;
}

it.each([
  ["loses what its target did not take", boasting],
  ["forgets an event that its enrichment gave back", forgetful],
])("would find a pipe that %s", (_, plant) => {
  const planted = services.map((model) =>
    model.service === "pipes" ? withKinds(pipesService, plant) : model,
  );
  expect(() => check(planted, 60)).toThrow(/Property failed/);
});
