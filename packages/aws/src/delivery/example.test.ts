import { readFileSync } from "node:fs";
import {
  declare,
  hours,
  seconds,
  unreachable,
  type Context,
  type Machine,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { drive } from "@orrery/testing";
import { expect, it } from "vitest";
import { refused } from "../service/refusal.ts";
import { deliveryInvariants, noDeliveries, type Deliveries } from "./deliveries.ts";
import { delivering, type DeliveryEffect } from "./delivering.ts";
import { checkDeliveryPolicy, type DeliveryPolicy } from "./delivery-policy.ts";
import { usualVerdict } from "./verdict.ts";

// What stands between here and the end of the example is in the README, word for word.
interface Bell {
  readonly policy: DeliveryPolicy;
}
type BellState = Deliveries<{ readonly visitor: string }>;
type BellInput = { readonly type: "ring"; readonly visitor: string } | Replied<Tagged> | TimerFired;

const timers = declare("attempt");
const ports = declare("doors", "givenUp");
const purposes = declare("backoff");
const metrics = declare("Answered", "GivenUp");
const door = { arn: "arn:aws:doors:us-east-1:123456789012:front", to: 0 };

const { deliver, hear, retry } = delivering<BellState, { readonly visitor: string }, Bell>({
  ports: { target: ports.doors, givenUp: ports.givenUp },
  timer: timers.attempt,
  purpose: purposes.backoff,
  policyOf: (_state, _delivery, { settings }) => settings.policy,
  inputOf: ({ item: { visitor } }) => ({ type: "open", visitor }) as Tagged,
  verdictOf: (body) => usualVerdict(body, ({ code }) => code === "NobodyLivesHere"),
  givenUpInputOf: (_state, { item: { visitor } }) => ({ type: "note", visitor }) as Tagged,
  ended(_state, _delivery, ending, _body, context: Context<Bell>) {
    context.observe(ending === "taken" ? metrics.Answered : metrics.GivenUp, 1);
    return [];
  },
});

const bellMachine: Machine<Bell, BellState, BellInput, DeliveryEffect> = {
  kind: "example.bell",
  stateVersion: 1,
  inputs: declare("ring", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,
  initialState: noDeliveries,
  transition(state, input, context) {
    switch (input.type) {
      case "ring":
        return deliver(state, door, { visitor: input.visitor }, context);
      case "replied":
        return hear(state, input, context);
      case "timerFired":
        return retry(state, input, context);
      default:
        return unreachable(input);
    }
  },
  fingerprint: () => 0,
};
// The end of the example.

const policy: DeliveryPolicy = {
  failed: {
    phases: [
      { type: "constant", retries: 1, delay: seconds(0) },
      { type: "exponential", retries: 3, base: seconds(1), factor: 2, cap: seconds(10) },
    ],
    jitter: null,
  },
  throttled: null,
  maximumAge: hours(1),
  timeout: seconds(30),
  onGivenUp: null,
};

it("is the example of the README", () => {
  const source = readFileSync(new URL("example.test.ts", import.meta.url), "utf8");
  const [, example] = /word for word\.\n([^]*?)\/\/ The end/.exec(source)!;
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  expect(readme).toContain(example!.trim());
});

it("rings again when nobody comes, and stops when somebody does or there is nobody", () => {
  checkDeliveryPolicy("bell policy", policy);
  const bell = drive(bellMachine, { policy }, deliveryInvariants);
  bell.tell({ type: "ring", visitor: "Ada" });
  bell.answer(bell.sent[0]!, refused("Asleep", ""));
  bell.advance(seconds(0));
  bell.answer(bell.sent[0]!, refused("Asleep", ""));
  expect(bell.sent).toEqual([]);
  bell.advance(seconds(1));
  bell.answer(bell.sent[0]!, { type: "opened" });
  bell.tell({ type: "ring", visitor: "Grace" });
  bell.answer(bell.sent[0]!, refused("NobodyLivesHere", ""));
  expect([bell.meter("Answered").count, bell.meter("GivenUp").count]).toEqual([1, 1]);
});
