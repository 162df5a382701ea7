import { slab, type Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { DurableOperation, ExecutionDraft, OperationType } from "./state.ts";

const names: Readonly<Record<OperationType, string>> = {
  EXECUTION: "Execution",
  CONTEXT: "Context",
  STEP: "Step",
  WAIT: "Wait",
  CALLBACK: "Callback",
  CHAINED_INVOKE: "ChainedInvoke",
};

/** Writes into an execution's history what became of an operation. */
export function note(
  execution: ExecutionDraft,
  { id, type }: Pick<DurableOperation, "id" | "type">,
  what: string,
  at: Instant,
  details: PlainObject | null,
): void {
  slab.insert(execution.history, { type: `${names[type]}${what}`, at, id, details });
}

/** Writes into an execution's history what became of the execution itself, or of an invocation. */
export function noteExecution(
  execution: ExecutionDraft,
  type: string,
  at: Instant,
  details: PlainObject | null,
): void {
  slab.insert(execution.history, { type, at, id: null, details });
}
