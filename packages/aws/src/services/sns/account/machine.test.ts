import { seconds } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { accountInvariants } from "./invariants.ts";
import { accountMachine } from "./machine.ts";

it("gives what a second brings, each message counted", () => {
  const account = drive(accountMachine, { messagesPerSecond: 10 }, accountInvariants);
  const take = (messages: number) => account.ask({ type: "takePublishes", messages }).type;
  expect([take(9), take(2), take(1), take(1)]).toEqual(["taken", "refused", "taken", "refused"]);
  account.advance(seconds(0.1));
  expect([take(1), take(1)]).toEqual(["taken", "refused"]);
  account.advance(seconds(60));
  expect([take(10), take(1)]).toEqual(["taken", "refused"]);
  expect(account.meter("PublishesThrottled").sum).toBe(5);
});
