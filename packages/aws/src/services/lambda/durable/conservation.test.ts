import { milliseconds, minutes, seconds, type Plain } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { call, wait, type Script } from "../../../service/script.ts";
import type { LoseEnvironments } from "../protocol.ts";
import { durableAccount, executionOf } from "../test/durable-account.ts";
import { map, runInChildContext, step, waitForCondition } from "./script-steps.ts";

/** What a handler does, one after another; each names what it has done in its result. */
const operation = fc.constantFrom("step", "wait", "call", "context", "map", "condition", "failing");
type Operation = "step" | "wait" | "call" | "context" | "map" | "condition" | "failing";

/** A handler of these operations, and how often each of its steps came to its end. */
function handlerOf(operations: readonly Operation[], done: Map<string, number>): Script {
  const record = (name: string): void => void done.set(name, (done.get(name) ?? 0) + 1);
  const work = (name: string, value: Plain) =>
    function* (): ReturnType<Script> {
      yield* wait("40ms");
      record(name);
      return value;
    };
  const perform = function* (what: Operation, name: string): ReturnType<Script> {
    switch (what) {
      case "step":
        return yield* step(name, work(name, name));
      case "wait":
        yield* wait("3s");
        return name;
      case "call":
        yield* call("sqs", "SendMessage", { QueueUrl: "effects", MessageBody: name });
        return name;
      case "context":
        return yield* runInChildContext(name, function* () {
          const one = yield* step(`${name}-one`, work(`${name}-one`, 1));
          yield* wait("2s");
          return [one, yield* step(`${name}-two`, work(`${name}-two`, 2))];
        });
      case "map": {
        const { all } = yield* map(name, [3, 1, 2], function* (item, index) {
          yield* wait(seconds(item));
          return yield* step(`${name}-${index}-step`, work(`${name}-${index}`, item));
        });
        return all.map(({ result = null }) => result);
      }
      case "condition":
        return yield* waitForCondition<number>(
          name,
          function* (state) {
            yield* wait("20ms");
            return state + 1;
          },
          { initialState: 0, until: (state) => state === 2 },
        );
      default:
        try {
          return yield* step(
            name,
            function* () {
              yield* wait("10ms");
              throw new Error(name);
            },
            { retry: { maxAttempts: 2, initialDelay: "2s" } },
          );
        } catch (error) {
          return (error as Error).message;
        }
    }
  };
  return function* () {
    const results: unknown[] = [];
    for (const [place, what] of operations.entries()) {
      results.push(yield* perform(what, `${what}-${place}`));
    }
    return results;
  };
}

/** What an execution comes to, and what its steps did, where environments die at these instants. */
function outcomeOf(operations: readonly Operation[], seed: number, deaths: readonly number[]) {
  const done = new Map<string, number>();
  const { account, start } = durableAccount(handlerOf(operations, done), {
    seed,
    config: { DurableConfig: { ExecutionTimeout: 86_400 }, Timeout: 30 },
    latencies: { "lambda.durable.checkpoint": { type: "constant", value: 15_000 } },
  });
  account.simulation.client().call("sqs", "CreateQueue", { QueueName: "effects" });
  const arn = start()["DurableExecutionArn"];
  const loss: LoseEnvironments = { type: "loseEnvironments", share: 1 };
  const before = account.simulation.now;
  for (const death of [...deaths].sort((one, other) => one - other)) {
    account.simulation.run({ until: (before + milliseconds(death)) as never });
    account.simulation.tell("lambda.function:worker", loss);
  }
  account.advance(minutes(30));
  const { Status, Result } = executionOf(account, arn);
  return { Status, Result, done, arn, account };
}

describe("durable executions", () => {
  it("lambda.durable.replay: come to the same result wherever their environments die, and close each operation once", () => {
    fc.assert(
      fc.property(
        fc.array(operation, { minLength: 1, maxLength: 6 }),
        fc.nat(1_000),
        fc.array(fc.nat(20_000), { maxLength: 8 }),
        (operations, seed, deaths) => {
          const undisturbed = outcomeOf(operations, seed, []);
          expect(undisturbed.Status).toBe("SUCCEEDED");
          // Without a death each step is done once.
          for (const times of undisturbed.done.values()) expect(times).toBe(1);
          const disturbed = outcomeOf(operations, seed, deaths);
          expect(disturbed.Status).toBe("SUCCEEDED");
          expect(disturbed.Result).toBe(undisturbed.Result);
          const { Events } = disturbed.account.call("GetDurableExecutionHistory", {
            DurableExecutionArn: disturbed.arn as string,
            MaxItems: 1_000,
          });
          const closed = new Map<string, number>();
          for (const { EventType, Id } of Events as unknown as {
            EventType: string;
            Id?: string;
          }[]) {
            if (Id === undefined || !/(Succeeded|TimedOut)$/.test(EventType)) continue;
            closed.set(Id, (closed.get(Id) ?? 0) + 1);
          }
          // A condition that does not hold yet has succeeded in that, too.
          const most = operations.includes("condition") ? 2 : 1;
          for (const times of closed.values()) expect(times).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 25 },
    );
  });
});
