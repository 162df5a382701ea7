import type { ErrorObject, OperationType } from "./state.ts";

/** What a handler, or its SDK, says of an operation at a checkpoint. A value. */
export interface OperationUpdate {
  readonly id: string;
  readonly parentId: string | null;
  readonly type: OperationType;
  readonly action: "START" | "SUCCEED" | "FAIL" | "RETRY" | "CANCEL";
  readonly name?: string;
  readonly subType?: string;
  /** JSON. */
  readonly payload?: string;
  readonly error?: ErrorObject;
  readonly replaysChildren?: boolean;
  /** Of a retry: seconds until the next attempt. */
  readonly delay?: number;
  /** Of a wait: seconds. */
  readonly wait?: number;
  /** Of a callback: seconds, 0 for none. */
  readonly timeout?: number;
  readonly heartbeat?: number;
  /** Of a chained invoke. */
  readonly functionName?: string;
  readonly tenantId?: string | null;
}
