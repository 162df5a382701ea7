import {
  declare,
  noEffects,
  unreachable,
  type Context,
  type Distribution,
  type Draft,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type SetTimer,
  type TimerFired,
} from "@orrery/kernel";
import type { Arrive, StationReply } from "./protocol.ts";
import { samplerOf } from "./station.ts";

/** Jobs that arrive independently of each other. */
export interface SourceSettings {
  /** Microseconds between two of them. */
  readonly spacing: Distribution;
}

/** What came back so far. */
export interface SourceTotals {
  readonly served: number;
  readonly refused: number;
  /** Microseconds that served jobs took, from request to reply. */
  readonly took: number;
}

interface Start {
  readonly type: "start";
}

type SourceInput = Start | TimerFired | Replied<StationReply>;
type SourceEffect = Send<Arrive> | SetTimer;

const timers = declare("next");
const ports = declare("station");
const purposes = declare("spacing");

const never = Number.MAX_SAFE_INTEGER as Instant; // Within the range of instants.
const arrival: Arrive = { type: "arrive" };

/** Sends jobs to a station and sees how they come back. */
export const sourceMachine: Machine<SourceSettings, SourceTotals, SourceInput, SourceEffect> = {
  kind: "queueing.source",
  stateVersion: 1,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics: declare(),

  initialState: () => ({ served: 0, refused: 0, took: 0 }),

  transition(totals, input, context) {
    switch (input.type) {
      case "start":
        return [next(context)];
      case "timerFired": {
        const { now } = context;
        const send = {
          type: "send",
          port: ports.station,
          to: 0,
          tag: now,
          deadline: never,
        } as const;
        return [{ ...send, input: arrival }, next(context)];
      }
      case "replied":
        takeBack(totals, input, context.now);
        return noEffects;
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,

  gauges: (totals) => ({ ...totals }),
};

/** The tag of a job is when it was sent. */
function takeBack(
  totals: Draft<SourceTotals>,
  { tag, body }: Replied<StationReply>,
  now: Instant,
): void {
  if (body.type !== "served") {
    totals.refused += 1;
    return;
  }
  totals.served += 1;
  totals.took += now - tag;
}

function next(context: Context<SourceSettings>): SourceEffect {
  const { spacing } = context.settings;
  const duration = samplerOf(spacing)(() => context.random(purposes.spacing));
  const at = (context.now + Math.round(duration)) as Instant; // A whole number of microseconds on.
  return { type: "setTimer", timer: timers.next, index: 0, at };
}
