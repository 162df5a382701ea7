import { seconds } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { accountInvariants } from "./invariants.ts";
import { accountMachine } from "./machine.ts";

const open = (messagesPerSecond = 10, fifoMessagesPerSecond = 10) => {
  const settings = { messagesPerSecond, fifoMessagesPerSecond };
  const account = drive(accountMachine, settings, accountInvariants);
  return {
    account,
    take: (messages: number, fifo = false) =>
      account.ask({ type: "takePublishes", messages, fifo }).type,
  };
};

it("gives what a second brings, each message counted", () => {
  const { account, take } = open();
  expect([take(9), take(2), take(1), take(1)]).toEqual(["taken", "refused", "taken", "refused"]);
  account.advance(seconds(0.1));
  expect([take(1), take(1)]).toEqual(["taken", "refused"]);
  account.advance(seconds(60));
  expect([take(10), take(1)]).toEqual(["taken", "refused"]);
  expect(account.meter("PublishesThrottled").sum).toBe(5);
});

it("counts messages of standard and FIFO topics together, each kind against its own quota", () => {
  const { account, take } = open(10, 30);
  expect([take(8, true), take(2), take(1)]).toEqual(["taken", "taken", "refused"]);
  expect([take(20, true), take(1, true)]).toEqual(["taken", "refused"]);
  account.advance(seconds(0.5));
  expect([take(6), take(5), take(11, true), take(10, true)]).toEqual([
    "refused",
    "taken",
    "refused",
    "taken",
  ]);
});

it("is as new after a second in which nobody asked", () => {
  const used = open();
  used.take(3);
  used.take(1, true);
  const view = ({ account }: ReturnType<typeof open>) =>
    accountMachine.canonical!(account.state, account.now, () => 0);
  expect(view(used)).toEqual([[6_000_000, 6_000_000, 0]]);
  used.account.advance(seconds(0.5));
  expect(view(used)).toEqual([[6_000_000, 6_000_000, 500_000]]);
  used.account.advance(seconds(0.5));
  expect(view(used)).toEqual([[]]);
});
