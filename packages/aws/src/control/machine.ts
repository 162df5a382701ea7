import {
  declare,
  slab,
  table,
  unreachable,
  type AnyEffect,
  type Machine,
  type Replied,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Call } from "../service/call.ts";
import { authorizerOf } from "./authorization.ts";
import { callsOf } from "./calls.ts";
import { canonicalAsk, canonicalControl } from "./canonical.ts";
import { choicesOfControl, metrics, ports, purposes, timers } from "./declarations.ts";
import type { Measure } from "../service/cloudwatch-metric.ts";
import { once } from "../service/later.ts";
import type { ReadLogs } from "../service/log.ts";
import { logsSince } from "./logs-since.ts";
import { measuring } from "./measuring.ts";
import { memberViews } from "../service/origin.ts";
import { Plane } from "./plane.ts";
import type { ControlledServices, ControlSettings, ControlState } from "./state.ts";
import { giveAnswer } from "./unmodeled.ts";

/** What the control plane reacts to. */
export type ControlInput = Call | Measure | ReadLogs | SetUp | Replied<Tagged> | TimerFired;

/** Makes what is there in every account; the first input of a run. */
export interface SetUp {
  readonly type: "setUp";
}

/**
 * The control plane of an account: finds the resource that an operation of AWS is about, and makes,
 * changes and deletes resources while the simulation runs. Every call by name goes through it.
 */
export function controlMachine(
  given: ControlledServices,
): Machine<ControlSettings, ControlState, ControlInput, AnyEffect> {
  const { services, kinds } = given;
  const controlled = { ...given, authorizer: authorizerOf(services, kinds) };
  const { call, hear, answerOf } = callsOf(controlled);
  const measure = once(() => measuring(kinds));

  return {
    kind: "aws.control",
    stateVersion: 9,
    inputs: declare("call", "setUp", "replied", "timerFired", "measure", "readLogs"),
    timers,
    ports,
    purposes,
    choices: choicesOfControl,
    metrics,

    initialState: () => ({
      resources: table.empty(),
      keys: table.empty(),
      deletions: table.empty(),
      joins: table.empty(),
      joinKeys: table.empty(),
      version: {},
      calls: slab.empty(),
      asks: slab.empty(),
      resourceCount: 0,
      outsideCount: 0,
      answers: slab.empty(),
      unmodeledCalls: table.empty(),
      unmodeledCount: 0,
      called: table.empty(),
      rates: table.empty(),
      identities: table.empty(),
      powers: table.empty(),
      spreading: slab.empty(),
      denials: table.empty(),
      unknown: table.empty(),
    }),

    transition(control, input, context) {
      switch (input.type) {
        case "call":
          return call(control, input, context);
        case "measure": {
          const plane = new Plane(control, context, [], controlled);
          return [{ type: "reply", to: context.request, body: measure()(input, plane, context) }];
        }
        case "readLogs": {
          const plane = new Plane(control, context, [], controlled);
          return [{ type: "reply", to: context.request, body: logsSince(input, plane) }];
        }
        case "setUp": {
          const effects: AnyEffect[] = [];
          const plane = new Plane(control, context, effects, controlled);
          for (const { setUp } of services) setUp?.(plane);
          return effects;
        }
        case "replied":
          return hear(control, input, context);
        case "timerFired": {
          if (input.timer === timers.answer) return giveAnswer(control, input.index);
          const effects: AnyEffect[] = [];
          new Plane(control, context, effects, controlled).hearOf(input.index);
          return effects;
        }
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      if (input.type === "call") return input.operation.length;
      return input.type === "measure" ? input.minute : 0;
    },

    canonical: (control, now, askerOf) => canonicalControl(control, now, askerOf, kinds),
    memberViews,
    canonicalTag: canonicalAsk,
    answerOf,
  };
}
