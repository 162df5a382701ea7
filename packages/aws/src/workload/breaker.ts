import { after, between, vector, type Instant } from "@orrery/kernel";
import type { BreakerSettings, Circuit } from "./breaker-settings.ts";
import type { Workload, WorkloadContext } from "./declarations.ts";
import { metrics } from "./metrics.ts";

const closed: Omit<Circuit, "changes"> = {
  phase: "closed",
  since: 0 as Instant,
  until: 0 as Instant,
  ...{ seen: 0, next: 0, failures: 0, tried: 0, succeeded: 0 },
};

/** A breaker that has seen nothing. */
export const noCircuit: Circuit = Object.freeze({ ...closed, changes: 0 });

/** Whether a request may be sent now. */
export function admits(
  workload: Workload,
  { trials }: BreakerSettings,
  { now }: WorkloadContext,
): boolean {
  const { circuit } = workload;
  if (circuit.phase === "closed") return true;
  if (circuit.phase === "open") {
    if (now < circuit.until) return false;
    const changes = circuit.changes + 1;
    workload.circuit = { ...circuit, phase: "halfOpen", changes, tried: 1, succeeded: 0 };
    return true;
  }
  if (circuit.tried >= trials) return false;
  workload.circuit = { ...circuit, tried: circuit.tried + 1 };
  return true;
}

/** Hears how an attempt went that was sent after so many changes of phase. */
export function learn(
  workload: Workload,
  breaker: BreakerSettings,
  changes: number,
  failed: boolean,
  context: WorkloadContext,
): void {
  const { circuit } = workload;
  if (circuit.changes !== changes) return;
  if (circuit.phase === "closed") learnClosed(workload, breaker, failed, context);
  else if (failed) open(workload, breaker, context);
  else {
    const succeeded = circuit.succeeded + 1;
    if (succeeded < breaker.trials) workload.circuit = { ...circuit, succeeded };
    else {
      context.observe(metrics.CircuitOpenTime, between(circuit.since, context.now));
      workload.circuit = { ...closed, changes: changes + 1 };
    }
  }
}

function learnClosed(
  workload: Workload,
  breaker: BreakerSettings,
  failed: boolean,
  context: WorkloadContext,
): void {
  const { circuit, attempts } = workload;
  const { window, threshold } = breaker;
  const { next, seen } = circuit;
  const isFull = seen === window;
  const before = isFull && vector.at(attempts, next) === 1 ? 1 : 0;
  if (next < attempts.size) vector.set(attempts, next, failed ? 1 : 0);
  else vector.push(attempts, failed ? 1 : 0);
  const failures = circuit.failures - before + (failed ? 1 : 0);
  workload.circuit = {
    ...circuit,
    failures,
    seen: isFull ? seen : seen + 1,
    next: next + 1 === window ? 0 : next + 1,
  };
  const isJudged = isFull || seen + 1 === window;
  if (isJudged && failures >= threshold * window) open(workload, breaker, context);
}

function open(workload: Workload, { openFor }: BreakerSettings, context: WorkloadContext): void {
  const { phase, since, changes } = workload.circuit;
  context.observe(metrics.CircuitOpened, 1);
  workload.circuit = {
    ...closed,
    phase: "open",
    changes: changes + 1,
    since: phase === "closed" ? context.now : since,
    until: after(context.now, openFor),
  };
}
