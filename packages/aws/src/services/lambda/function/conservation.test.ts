import {
  milliseconds,
  minutes,
  seconds,
  type Distribution,
  type Duration,
  type Tagged,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { resolveFunctionConfig } from "../config.ts";
import type { AccountInput, FunctionReply, Invoke } from "../protocol.ts";
import { call, RuntimeExit, wait, type Script } from "../../../service/script.ts";
import { functionInvariants } from "./invariants.ts";
import { queueSource } from "../../sqs/source.ts";
import { functionMachine } from "./machine.ts";
import { noTrail } from "../../../service/origin.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const uniform = (min: number, max: number): Distribution => ({ type: "uniform", min, max });

/** Waits, calls, throws, exits or runs into the timeout, as the event says. */
const moody: Script = function* (event, { environmentState, remainingTime }): ReturnType<Script> {
  const { mood } = event as { mood: number };
  environmentState["uses"] = ((environmentState["uses"] as number | undefined) ?? 0) + 1;
  yield wait(milliseconds(mood * 10));
  if (mood % 5 === 1) yield call("sqs", "SendMessage", { left: remainingTime() });
  if (mood % 5 === 2) throw new RuntimeExit(mood);
  if (mood % 5 === 3) yield wait(seconds(9));
  if (mood % 5 === 4) throw new Error("moody");
  return environmentState["uses"];
};

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("invoke" as const), mood: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), time: fc.nat(3_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("waitLong" as const), time: fc.nat(400) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("answer" as const), yes: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("reserve" as const),
      reserved: fc.option(fc.nat(3), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("update" as const) }) },
);

it("answers every invocation once, keeps to its reservation, and gives back all it acquired", () => {
  const cases = fc.record({
    scripted: fc.boolean(),
    asOf: fc.constantFrom("2026-11-01", "2022-06-01"),
    steps: fc.array(step, { maxLength: 40, size: "max" }),
  });
  fc.assert(
    fc.property(cases, ({ scripted, asOf, steps }) => {
      let reservedConcurrency: number | null = null;
      let revision = 1;
      const settings = () =>
        resolveFunctionConfig("worker", {
          asOf,
          reservedConcurrency,
          revision,
          memorySize: 128 * revision,
          behavior: scripted
            ? { type: "script", name: "moody" }
            : {
                type: "profile",
                duration: uniform(0, seconds(4)),
                durationPerItem: null,
                coldStart: null,
                failures: 0.2,
                poison: 0,
                calls: [{ type: "call", service: "sqs", operation: "SendMessage", params: {} }],
                response: null,
              },
          environments: {
            placement: constant(milliseconds(50)),
            init: uniform(0, seconds(11)),
            idleLifetime: uniform(seconds(10), seconds(60)),
            maximumAge: uniform(seconds(30), minutes(3)),
          },
        });
      const machine = functionMachine({ scripts: { moody }, formOf: () => queueSource.form });
      let pooled = 0;
      let isYes = true;
      const consult = (_port: number, _to: number, question: Tagged): Tagged => {
        const asked = question as AccountInput;
        if (asked.type === "acquireConcurrency" || asked.type === "startEnvironment") {
          const no = { reason: "ConcurrentInvocationLimitExceeded", limit: "accountConcurrency" };
          if (!isYes) return { type: "denied", ...no };
          if (asked.type === "acquireConcurrency") pooled += 1;
          return { type: "acquired" };
        }
        pooled += asked.type === "adjustConcurrency" ? asked.by : -1;
        return { type: "released" };
      };
      const fn = drive(machine, settings(), functionInvariants, { consult });
      const invocations: { readonly reply: FunctionReply | undefined }[] = [];

      const answer = (yes: boolean) => {
        isYes = yes;
        const [send] = fn.sent;
        if (send === undefined) return;
        const no = { type: "refused", code: "OverLimit", message: "no" };
        fn.answer(send, yes ? ({ type: "called", response: {} } as Tagged) : no);
      };

      const advance = (time: number) => {
        for (let left = time; left > 0; left -= milliseconds(500)) {
          fn.advance(Math.min(left, milliseconds(500)) as Duration);
        }
      };

      for (const step of steps) {
        switch (step.do) {
          case "invoke": {
            const before = fn.state.runningCount;
            const payload = { type: "json", value: { mood: step.mood }, size: 2 } as const;
            const input: Invoke = { type: "invoke", payload, trail: noTrail, event: null };
            invocations.push(fn.request(input));
            if (reservedConcurrency !== null && before >= reservedConcurrency) {
              expect(invocations.at(-1)!.reply).toMatchObject({ type: "refused" });
            }
            break;
          }
          case "wait":
            advance(milliseconds(step.time));
            break;
          case "waitLong":
            advance(seconds(step.time));
            break;
          case "answer":
            answer(step.yes);
            break;
          case "reserve":
            reservedConcurrency = step.reserved;
            fn.change(settings());
            break;
          case "update":
            revision += 1;
            fn.change(settings());
        }
      }
      const replies = () => invocations.flatMap(({ reply }) => reply ?? []);
      const throttled = replies().filter(({ type }) => type === "refused").length;
      expect(fn.meter("Throttles").sum).toBe(throttled);
      expect(fn.meter("Invocations").sum).toBe(invocations.length - throttled);
      expect(fn.state.runningCount).toBe(invocations.length - replies().length);

      advance(minutes(1));
      expect(replies()).toHaveLength(invocations.length);
      const failed = replies().filter((reply) => "functionError" in reply && reply.functionError);
      expect(fn.meter("Errors").sum).toBe(failed.length);
      expect(fn.meter("Duration").count).toBe(fn.meter("Invocations").sum);
      expect(pooled).toBe(0);
      advance(minutes(10));
      expect(fn.gauges()).toEqual({ Environments: 0, IdleEnvironments: 0, RunningInvocations: 0 });
      expect(fn.state.calls.size).toBe(0);
    }),
    { seed: 20_261_124, numRuns: 150 },
  );
});
