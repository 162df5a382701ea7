import { slab, type AskerOf, type Instant, type Plain } from "@orrery/kernel";
import type { DurableState } from "./state.ts";

/** What of durable executions decides the future, counted from now. */
export function canonicalDurable(durable: DurableState, now: Instant, askerOf: AskerOf): Plain {
  if (durable.executions.size === 0) return null;
  const until = (at: Instant | -1): number => (at === -1 ? -1 : at - now);
  return {
    executions: slab.list(durable.executions).map((execution) => ({
      name: execution.name,
      status: execution.status,
      payload: execution.payload as unknown as Plain, // Plain data.
      started: until(execution.startedAt),
      result: execution.result,
      error: execution.error as unknown as Plain, // Likewise.
      callers: execution.callers.map(askerOf),
      counted: [execution.countedOperations, execution.storage, execution.failures],
      invoked: [execution.isInvoked, execution.changed.length, execution.invocations],
      operations: slab.list(execution.operations).map((operation) => ({
        ...(operation as unknown as Record<string, Plain>), // Likewise.
        startedAt: until(operation.startedAt),
        endedAt: until(operation.endedAt),
        nextAt: until(operation.nextAt),
        due: operation.due === -1 ? -1 : slab.slotOf(operation.due),
        heartbeatDue: operation.heartbeatDue === -1 ? -1 : slab.slotOf(operation.heartbeatDue),
      })),
    })),
    dues: slab
      .list(durable.executionDues)
      .map(({ what, execution }) => [what, slab.slotOf(execution)]),
  };
}
