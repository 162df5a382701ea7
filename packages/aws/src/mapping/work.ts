import type { Duration, Plain } from "@orrery/kernel";
import type { Trail } from "../service/origin.ts";
import type { Payload } from "../service/payload.ts";
import type { Refused } from "../service/refusal.ts";

/** What a mapping asks of whoever works on what it has read: to work on a batch. */
export interface WorkOnBatch {
  readonly type: "invoke";
  readonly payload: Payload;
  /** What led to it; `null` for a batch, whose items bear their own. */
  readonly trail: Trail | null;
  /** A mapping's invocations are attempts at no event. */
  readonly event: null;
}

/** What the work on a batch came to. */
export interface Worked {
  readonly type: "invoked";
  /** `null` when it succeeded. */
  readonly functionError: string | null;
  /** What it returned, or the error. */
  readonly payload: Plain;
  /** Items that failed although the work did not, by their places, beside those that the payload names; `null` for none. */
  readonly failedItems: readonly number[] | null;
  /** From its start to its end. */
  readonly duration: Duration;
}

/** What whoever works answers; a refusal has not begun. */
export type WorkReply = Worked | Refused;
