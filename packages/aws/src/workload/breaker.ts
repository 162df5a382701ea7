import { after, between, vector, type Instant } from "@orrery/kernel";
import type { BreakerSettings, Circuit } from "./breaker-settings.ts";
import type { Workload, WorkloadContext } from "./declarations.ts";
import { metrics } from "./metrics.ts";
import type { WorkloadState } from "./state.ts";

const closed: Omit<Circuit, "changes"> = {
  phase: "closed",
  since: 0 as Instant,
  until: 0 as Instant,
  ...{ seen: 0, next: 0, failures: 0, tried: 0, succeeded: 0 },
};

/** A breaker that has seen nothing. */
const noCircuit: Circuit = Object.freeze({ ...closed, changes: 0 });

/** The circuits of a caller of so many routes, and how their last attempts went. */
export function noCircuits(
  breaker: BreakerSettings | null,
  routes: number,
): Pick<WorkloadState, "circuits" | "attempts"> {
  const count = breaker === null ? 0 : breaker.per === "route" ? Math.max(1, routes) : 1;
  return {
    circuits: vector.of(Array.from({ length: count }, () => noCircuit)),
    attempts: vector.of(Array.from({ length: count * (breaker?.window ?? 0) }, () => 0)),
  };
}

/** Which circuit a request of a route goes through. */
export const circuitOf = ({ per }: BreakerSettings, route: number): number =>
  per === "route" && route > 0 ? route : 0;

/** Whether a request may be sent now. */
export function admits(
  { circuits }: Workload,
  place: number,
  { trials }: BreakerSettings,
  { now }: WorkloadContext,
): boolean {
  const circuit = vector.at(circuits, place);
  if (circuit.phase === "closed") return true;
  if (circuit.phase === "open") {
    if (now < circuit.until) return false;
    const changes = circuit.changes + 1;
    vector.set(circuits, place, { ...circuit, phase: "halfOpen", changes, tried: 1, succeeded: 0 });
    return true;
  }
  if (circuit.tried >= trials) return false;
  vector.set(circuits, place, { ...circuit, tried: circuit.tried + 1 });
  return true;
}

/** Hears how an attempt went that was sent after so many changes of phase. */
export function learn(
  workload: Workload,
  place: number,
  breaker: BreakerSettings,
  changes: number,
  failed: boolean,
  context: WorkloadContext,
): void {
  const { circuits } = workload;
  const circuit = vector.at(circuits, place);
  if (circuit.changes !== changes) return;
  if (circuit.phase === "closed") learnClosed(workload, place, breaker, failed, context);
  else if (failed) open(workload, place, breaker, context);
  else {
    const succeeded = circuit.succeeded + 1;
    if (succeeded < breaker.trials) vector.set(circuits, place, { ...circuit, succeeded });
    else {
      context.observe(metrics.CircuitOpenTime, between(circuit.since, context.now));
      vector.set(circuits, place, { ...closed, changes: changes + 1 });
    }
  }
}

function learnClosed(
  workload: Workload,
  place: number,
  breaker: BreakerSettings,
  failed: boolean,
  context: WorkloadContext,
): void {
  const { circuits, attempts } = workload;
  const circuit = vector.at(circuits, place);
  const { window, threshold } = breaker;
  const { next, seen } = circuit;
  const isFull = seen === window;
  const attempt = place * window + next;
  const before = isFull ? vector.at(attempts, attempt) : 0;
  vector.set(attempts, attempt, failed ? 1 : 0);
  const failures = circuit.failures - before + (failed ? 1 : 0);
  vector.set(circuits, place, {
    ...circuit,
    failures,
    seen: isFull ? seen : seen + 1,
    next: next + 1 === window ? 0 : next + 1,
  });
  const isJudged = isFull || seen + 1 === window;
  if (isJudged && failures >= threshold * window) open(workload, place, breaker, context);
}

function open(
  { circuits }: Workload,
  place: number,
  { openFor }: BreakerSettings,
  context: WorkloadContext,
): void {
  const { phase, since, changes } = vector.at(circuits, place);
  context.observe(metrics.CircuitOpened, 1);
  vector.set(circuits, place, {
    ...closed,
    phase: "open",
    changes: changes + 1,
    since: phase === "closed" ? context.now : since,
    until: after(context.now, openFor),
  });
}
