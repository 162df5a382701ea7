import { hours, seconds } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { slab, type AnyEffect } from "@orrery/kernel";
import { withKinds } from "../../../../test/service-contract.ts";
import type { AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import type { ServiceModel } from "../../../service/service-model.ts";
import { services } from "../../../services.ts";
import { eventsService } from "../index.ts";
import { arnOf, entry, EventAccount } from "../test/event-account.ts";
import { ports } from "./declarations.ts";
import type { BusState } from "./state.ts";

/** What is known of one target: what matched for it, and where that is. */
interface Ledger {
  matched: number;
}

/** An endpoint that fails so often, as the target of a rule with a dead-letter queue or without. */
const endpoint = fc.record({
  share: fc.constantFrom(0, 0.3, 1),
  status: fc.constantFrom(400, 429, 503),
  retries: fc.constantFrom(0, 1, 3),
  hasLetters: fc.boolean(),
  duplicates: fc.boolean(),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("put" as const), a: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const) }) },
);

const sumIn = (simulation: AwsSimulation, component: string, metric: string): number =>
  simulation.metersOf(component)[metric]?.sum ?? 0;

function open(
  {
    share,
    status,
    retries,
    hasLetters,
    duplicates,
  }: {
    readonly share: number;
    readonly status: number;
    readonly retries: number;
    readonly hasLetters: boolean;
    readonly duplicates: boolean;
  },
  models: readonly ServiceModel[],
) {
  const account = new EventAccount(
    {
      assumptions: { "events.duplicateRate": duplicates ? 0.3 : 0 },
      latencies: { "events.toTarget": { type: "uniform", min: 0, max: 3_000_000 } },
    },
    models,
  );
  account.queue("queue");
  account.queue("dead");
  const { ConnectionArn } = account.call("CreateConnection", {
    Name: "c",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "a", ApiKeyValue: "b" } },
  });
  const { ApiDestinationArn } = account.call("CreateApiDestination", {
    Name: "api",
    ConnectionArn: ConnectionArn!,
    InvocationEndpoint: "https://x.example/",
    HttpMethod: "POST",
    Answers: { share, status, latency: { type: "constant", value: 10_000 } },
  });
  const target: PlainObject = {
    Id: "api",
    Arn: ApiDestinationArn!,
    RetryPolicy: { MaximumRetryAttempts: retries },
    ...(hasLetters ? { DeadLetterConfig: { Arn: arnOf("sqs", "dead") } } : {}),
  };
  account.rule("odd", { detail: { a: [1, 3] } }, target, { Id: "q", Arn: arnOf("sqs", "queue") });
  account.rule("three", { detail: { a: [3] } }, { Id: "q", Arn: arnOf("sqs", "queue") });
  return account;
}

/** Whether each event reaches each matching target, or its dead letters, or is counted as dropped or withdrawn. */
function check(models: readonly ServiceModel[]): void {
  fc.assert(
    fc.property(endpoint, fc.array(step, { minLength: 1, maxLength: 40 }), (how, steps) => {
      const account = open(how, models);
      const { simulation } = account;
      const toApi: Ledger = { matched: 0 };
      const toQueue: Ledger = { matched: 0 };
      let [isThere, isDeleted] = [true, false];
      for (const each of steps) {
        if (each.do === "put") {
          account.call("PutEvents", { Entries: [entry({ a: each.a })] });
          if (each.a % 2 === 1 && isThere) toApi.matched += 1;
          if (each.a % 2 === 1) toQueue.matched += 1;
          if (each.a === 3) toQueue.matched += 1;
        } else if (each.do === "wait") account.advance(seconds(each.time));
        else if (each.do === "remove" && isThere) {
          account.call("RemoveTargets", { Rule: "odd", EventBusName: "bus", Ids: ["api"] });
          isThere = false;
        } else if (each.do === "delete" && !isDeleted) {
          account.call("DeleteQueue", { QueueUrl: "dead" }, "sqs");
          isDeleted = true;
        }
      }
      account.advance(hours(25));
      const state = simulation.stateOf("events.bus:bus") as BusState;
      const sum = (metric: string) => sumIn(simulation, "events.bus:bus", metric);
      const created = sum("InvocationsCreated");
      const matched = toApi.matched + toQueue.matched;
      const received = sumIn(simulation, "events.apiDestination:api", "RequestsReceived");
      const queued = sumIn(simulation, "sqs.queue:queue", "NumberOfMessagesSent");
      expect(slab.list(state.deliveries)).toEqual([]);
      // Whoever took them counts them apart from the bus.
      expect(state.takenCount).toBe(received + queued);
      expect(
        state.takenCount + state.deadLetterCount + state.droppedCount + state.withdrawnCount,
      ).toBe(created);
      if (how.duplicates) expect(created).toBeGreaterThanOrEqual(matched);
      else expect(created).toBe(matched);
      if (!how.duplicates) expect(queued).toBe(toQueue.matched);
      if (how.hasLetters)
        expect(state.deadLetterCount + state.droppedCount).toBe(state.givenUpCount);
      else expect(state.droppedCount).toBe(state.givenUpCount);
      expect(simulation.now).toBeGreaterThan(0);
    }),
    { seed: 20261129, numRuns: 60 },
  );
}

it("brings each event to each matching target, or to its dead letters, or counts it as dropped or withdrawn", () => {
  check(services);
});

/** A bus that forgets to send what its first effect of the kind is. */
const withoutOneSend = (effects: readonly AnyEffect[]): readonly AnyEffect[] => {
  const sends = effects.filter(({ type }) => type === "send");
  return sends.length < 3 ? effects : effects.filter((effect) => effect !== sends[0]);
};

/** A bus that tells nobody of what it gave up. */
const untold = (effects: readonly AnyEffect[]): readonly AnyEffect[] =>
  effects.filter((effect) => effect.type !== "send" || effect.port !== ports.deadLetterQueues);

/** A bus that brings an event to no rule but the first that wants it. */
const toFirst = (effects: readonly AnyEffect[]): readonly AnyEffect[] => effects.slice(0, 2);

it.each([
  ["loses one of several deliveries", withoutOneSend],
  ["tells no dead-letter queue", untold],
  ["brings an event to one target alone", toFirst],
])("would find a bus that %s", (_, lose) => {
  const planted = services.map((model) =>
    model.service === "events" ? withKinds(eventsService, (kind) => losing(kind, lose)) : model,
  );
  expect(() => {
    check(planted);
  }).toThrow(/Property failed/);
});

function losing(
  kind: ResourceKind,
  lose: (effects: readonly AnyEffect[]) => readonly AnyEffect[],
): ResourceKind {
  const { machine } = kind;
  if (machine.kind !== "events.bus") return kind;
  return {
    ...kind,
    machine: {
      ...machine,
      transition: (state, input, context) =>
        lose(machine.transition(state, input, context) as readonly AnyEffect[]) as never,
    },
  };
}
