import { milliseconds, minutes, slab, type Distribution, type Plain } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { call, type Script } from "../../../service/script.ts";
import { sqsToLambda } from "../../sqs/sqs-to-lambda.ts";
import { resolveFunctionConfig } from "../config.ts";
import { functionInvariants } from "./invariants.ts";
import { functionMachine } from "./machine.ts";
import type { Environment, FunctionState } from "./state.ts";
import { noTrail } from "../../../service/origin.ts";

const constant = (value: number): Distribution => ({ type: "constant", value });
const scripts: Readonly<Record<string, Script>> = {
  *asks(event) {
    if (event === "quick") return event;
    return yield call("sqs", "SendMessage", {});
  },
};
const machine = functionMachine({ scripts, formOf: () => sqsToLambda });

/** Environments that start, run and idle. */
function busy() {
  const settings = resolveFunctionConfig("worker", {
    reservedConcurrency: 10,
    behavior: { type: "script", name: "asks" },
    environments: {
      placement: constant(0),
      init: constant(milliseconds(200)),
      firstCall: constant(0),
    },
  });
  const fn = drive(machine, settings, functionInvariants);
  const invoke = (value: Plain) =>
    fn.tell({
      type: "invoke",
      payload: { type: "json", value, size: 2 },
      trail: noTrail,
      event: null,
    });
  for (const event of ["quick", "quick", "slow"]) invoke(event);
  fn.advance(milliseconds(250));
  return { fn, settings };
}
const { fn } = busy();

type Name = keyof Environment | keyof FunctionState;
/** What canonical forms tell of an environment that is idle, that is in use, and of the function. */
const told: Readonly<Record<string, readonly Name[]>> = {
  idle: ["condition", "isReset", "wasCalled", "revision", "ageUntil", "idleUntil", "surplusUntil"],
  used: [
    ...(["condition", "isReset", "wasCalled", "revision", "ageUntil", "timesOut"] as const),
    ...(["nextCall", "timeoutAt", "startedAt"] as const),
  ],
  function: ["sparesNext", "rateCount", "rampTokens", "rampFilledAt", "deletion"],
};

type Fields = Record<string, unknown>;
const copy = () => JSON.parse(JSON.stringify(fn.state)) as FunctionState;
const recordsOf = (state: FunctionState): readonly (readonly [string, Fields])[] => [
  ["function", state as unknown as Fields],
  ...slab
    .list(state.environments)
    .map((one) => [one.condition === "idle" ? "idle" : "used", one as unknown as Fields] as const),
];
const view = (state: FunctionState) => JSON.stringify(machine.canonical!(state, fn.now, () => 0));

it("has the environments to look at", () => {
  const conditions = slab.list(fn.state.environments).map(({ condition }) => condition);
  expect(conditions.sort()).toEqual(["calling", "idle", "idle"]);
});

it.each(Object.entries(told))("tells states apart by each that decides: %s", (kind, names) => {
  const place = recordsOf(copy()).findIndex(([name]) => name === kind);
  for (const name of names) {
    const changed = copy();
    const [, fields] = recordsOf(changed)[place]!;
    const value = fields[name];
    if (typeof value === "number") fields[name] = value + minutes(10);
    else fields[name] = typeof value === "boolean" ? !value : `${String(value)}, otherwise`;
    expect([name, view(changed) === view(copy())]).toEqual([name, false]);
  }
});

it("tells payloads, answers and memory apart, and the order of those that are idle", () => {
  const changes: readonly ((environment: Fields, state: Fields) => void)[] = [
    (environment) => (environment["payload"] = { type: "json", value: "other", size: 2 }),
    (environment) => (environment["resumptions"] = null),
    (environment) => (environment["memory"] = { kept: 1 }),
    (_, state) => (state["newestIdle"] = state["oldestIdle"]),
  ];
  const views = changes.map((change) => {
    const changed = copy();
    change(recordsOf(changed).find(([kind]) => kind === "used")![1], changed as unknown as Fields);
    return view(changed);
  });
  expect(new Set([view(copy()), ...views]).size).toBe(5);
});

it("does not tell apart what was counted long ago", () => {
  const changed = copy() as unknown as Fields;
  changed["rateSecond"] = fn.state.rateSecond - 1;
  changed["rateCount"] = 0;
  const counted = copy() as unknown as Fields;
  counted["rateSecond"] = fn.state.rateSecond - 1;
  expect(view(counted as never)).toBe(view(changed as never));
  expect(view(counted as never)).not.toBe(view(copy()));
});
