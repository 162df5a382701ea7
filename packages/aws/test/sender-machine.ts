import {
  declare,
  later,
  seconds,
  unreachable,
  type Draft,
  type Instant,
  type Lost,
  type Machine,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import {
  canonicalDeliveries,
  deliveryInvariants,
  noDeliveries,
  type Deliveries,
} from "../src/delivery/deliveries.ts";
import { delivering, type DeliveryEffect, type Ending } from "../src/delivery/delivering.ts";
import type { DeliveryPolicy } from "../src/delivery/delivery-policy.ts";
import { usualVerdict, type Verdict } from "../src/delivery/verdict.ts";
import type { Refused } from "../src/service/refusal.ts";

/** A machine that does nothing but deliver, to one target for each of its policies. */
export interface SenderSettings {
  /** `null`: a target that is withdrawn. */
  readonly policies: readonly (DeliveryPolicy | null)[];
  /** How many attempts it makes in a second at most; `null`: any number. */
  readonly perSecond: number | null;
}

export interface SenderState extends Deliveries<string> {
  readonly endings: readonly SenderEnding[];
  /** What became of what was handed over, by the letter. */
  readonly handedOver: readonly (readonly [letter: string, answer: string])[];
  /** When the next attempt has its turn. */
  readonly nextTurn: Instant;
}

export interface SenderEnding {
  readonly letter: string;
  readonly ending: Ending;
  readonly at: Instant;
  readonly attempts: number;
}

export interface SendLetter {
  readonly type: "send";
  readonly letter: string;
  /** Which target, from 0. */
  readonly to: number;
  readonly since?: Instant;
  readonly at?: Instant;
}

export type SenderInput = SendLetter | Replied<Tagged> | TimerFired;

const timers = declare("attempt");
const ports = declare("targets", "deadLetters");
const purposes = declare("wait");

const { deliver, hear, retry } = delivering<SenderState, string, SenderSettings>({
  ports: { target: ports.targets, givenUp: ports.deadLetters },
  timer: timers.attempt,
  purpose: purposes.wait,
  policyOf: (_state, { target }, { settings }) => settings.policies[target.to]!,
  inputOf: ({ item, attempts }) => ({ type: "letter", letter: item, attempts }) as Tagged,
  verdictOf: (body): Verdict =>
    codeOf(body) === "Full" ? "throttled" : usualVerdict(body, ({ code }) => code === "Wrong"),
  leastWaitOf: (body) => seconds(codeOf(body) === "Later" ? 100 : 0),
  turnOf(state, _delivery, latest, { settings, now }) {
    if (settings.perSecond === null) return now;
    const turn = later(now, state.nextTurn);
    if (latest !== null && turn > latest) return null;
    state.nextTurn = (turn + 1_000_000 / settings.perSecond) as Instant;
    return turn;
  },
  givenUpInputOf: (_state, { item, target }, ending, body) =>
    ({ type: "deadLetter", letter: item, arn: target.arn, ending, code: codeOf(body) }) as Tagged,
  ended(state, { item, attempts }, ending, _body, { now }) {
    state.endings = [...state.endings, { letter: item, ending, at: now, attempts }];
    return [];
  },
  handedOver(state, { item }, { type }) {
    state.handedOver = [...state.handedOver, [item, type]];
    return [];
  },
});

const codeOf = (body: Tagged | Lost | null): string | null =>
  body?.type === "refused" ? (body as Refused).code : null;

/** The machine. */
export const senderMachine: Machine<SenderSettings, SenderState, SenderInput, DeliveryEffect> = {
  kind: "test.sender",
  stateVersion: 1,
  inputs: declare("send", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics: declare(),

  initialState: () => ({
    ...noDeliveries(),
    endings: [],
    handedOver: [],
    nextTurn: 0 as Instant,
  }),

  transition(state: Draft<SenderState>, input, context) {
    switch (input.type) {
      case "send": {
        const { letter, to, type: _, ...timing } = input;
        return deliver(state, { arn: `arn:target:${to}`, to }, letter, context, timing);
      }
      case "replied":
        return hear(state, input, context);
      case "timerFired":
        return retry(state, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  canonical: (state, now) => canonicalDeliveries(state, now, (letter) => letter),
};

export const senderInvariants = deliveryInvariants;
