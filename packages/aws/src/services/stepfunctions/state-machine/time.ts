import {
  compileDistribution,
  noTime,
  seconds,
  slab,
  after,
  type Distribution,
  type Duration,
  type Instant,
  type Sampler,
  type SlabId,
} from "@orrery/kernel";
import type { AccountReply } from "../account/machine.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { metrics, ports, purposes, timers, type Turn } from "./declarations.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import type { Execution } from "./state.ts";

// A memo of a pure function.
const samplers = new WeakMap<Distribution, Sampler>();

/** A time that is drawn. */
function drawn({ context }: Turn, distribution: Distribution, purpose: number): Duration {
  let sampler = samplers.get(distribution);
  if (sampler === undefined)
    samplers.set(distribution, (sampler = compileDistribution(distribution)));
  const value = sampler(() => context.random(purpose));
  return value > 0 ? (Math.round(value) as Duration) : noTime;
}

/** When an execution is over, whatever it does. */
export function endsAt(turn: Turn, execution: Readonly<Execution>): Instant {
  const { last } = turn;
  if (last === null || last.execution !== execution) return endOf(turn, execution);
  // It is asked for several times in a turn.
  if (last.end === -1) last.end = endOf(turn, execution);
  return last.end;
}

function endOf({ machine, context }: Turn, execution: Readonly<Execution>): Instant {
  const { type } = context.settings;
  const isExpress = type === "EXPRESS" && execution.more?.child == null;
  const { standardDuration, expressDuration } = stepFunctionsLimits;
  const most = isExpress || isExpressChild(execution) ? expressDuration : standardDuration;
  const { timeoutSeconds } = definitionOf(revisionAt(machine, execution.revision));
  const isWhole = execution.more?.child == null;
  const own = timeoutSeconds === null || !isWhole ? most : seconds(timeoutSeconds);
  const from = execution.more?.redrivenAt ?? execution.startedAt;
  return after(from, own < most ? own : most);
}

const isExpressChild = ({ more }: Readonly<Execution>): boolean => more?.child?.isExpress === true;

/** Has a strand go on at an instant, or at the end of its execution where that is earlier. */
export function wakeAt(turn: Turn, id: SlabId, at: Instant, execution: Readonly<Execution>): void {
  const end = endsAt(turn, execution);
  turn.effects.push({
    type: "setTimer",
    timer: timers.strand,
    index: slab.slotOf(id),
    at: at < end ? at : end,
  });
}

/** Takes back what a strand waits for. */
export function clearWake({ effects }: Turn, id: SlabId): void {
  effects.push({ type: "clearTimer", timer: timers.strand, index: slab.slotOf(id) });
}

/** When a state that an execution goes to can be entered: after its way there, and once the account lets it. */
export function transitionAt(
  turn: Turn,
  execution: Readonly<Execution>,
  isFirst: boolean,
): Instant {
  const { context } = turn;
  const { latencies, type } = context.settings;
  const isStandard = type === "STANDARD" && !isExpressChild(execution);
  let way = drawn(
    turn,
    latencies[
      isStandard ? "stepfunctions.standard.transition" : "stepfunctions.express.transition"
    ],
    purposes.transition,
  );
  if (isFirst) {
    const isSynchronous = execution.more?.waiters.some(({ isSynchronous: is }) => is) === true;
    const name = isStandard
      ? "stepfunctions.standard.start"
      : isSynchronous
        ? "stepfunctions.sync.start"
        : "stepfunctions.express.start";
    way = (way + drawn(turn, latencies[name], purposes.start)) as Duration;
  }
  const at = after(context.now, way);
  if (!isStandard) return at;
  const reply = context.consult(ports.account, 0, takeTransition) as AccountReply; // It gives no other.
  const free = reply.type === "granted" ? reply.at : context.now;
  if (free <= context.now) return at;
  context.observe(metrics.ExecutionThrottled, 1);
  return free > at ? free : at;
}

const takeTransition = Object.freeze({ type: "takeTransition" });
