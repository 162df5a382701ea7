import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { kindsOf } from "../../../service/kinds.ts";
import { schedulerService } from "../index.ts";
import { created, ScheduledAccount, toQueue } from "../test/scheduled-account.ts";

const { machine } = kindsOf([schedulerService]).kinds.get("scheduler.group")!;

/** What decides the future of the default group, after some schedules were made so long ago. */
function future(ago: number, ...all: readonly PlainObject[]) {
  const account = new ScheduledAccount();
  account.advance(minutes(3));
  for (const params of all) account.call("scheduler", "CreateSchedule", params);
  account.advance(seconds(ago));
  const { simulation } = account;
  const state = simulation.stateOf("scheduler.group:default");
  return JSON.stringify(machine.canonical!(state, simulation.now, () => 0));
}

const often = created("rate(1 minute)");

it("forgets how often there was an invocation", () => {
  // Created at another time, all the same: it shows that.
  const withoutDates = (text: string) => text.replace(/,\d+,\d+,(-?\d+|null)\]/g, ",$1]");
  expect(withoutDates(future(10, often))).toBe(withoutDates(future(130, often)));
});

it("knows schedules, when they are due, and what is under way", () => {
  const flexible = { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 9 } };
  const all = [
    future(10, often),
    future(20, often),
    future(10, created("rate(2 minutes)")),
    future(10, { ...often, Target: toQueue("other") }),
    future(10, { ...often, ...flexible }),
    future(10, { ...often, State: "DISABLED" }),
    future(10, often, { ...often, Name: "another" }),
  ];
  expect(new Set(all).size).toBe(all.length);
});
