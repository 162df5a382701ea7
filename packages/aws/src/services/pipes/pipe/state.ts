import { slab, type Instant, type Plain, type RequestId, type Slab } from "@orrery/kernel";
import type { BatchPayload } from "../../../service/payload.ts";

/** What a pipe has in work. */
export interface PipeState {
  readonly executions: Slab<Execution>;
}

/** A batch on its way through a pipe. */
export interface Execution {
  readonly request: RequestId;
  readonly batch: BatchPayload;
  readonly beganAt: Instant;
  readonly stageAt: Instant;
  readonly stage: "enriching" | "waiting" | "delivering";
  /** Each event that goes to the target. A value. */
  readonly events: readonly Plain[];
  /** Whether an event is at the place of its item in the batch. */
  readonly isInPlace: boolean;
  /** Answers that are to come. */
  readonly left: number;
  /** Places of the events that the target did not take. A value. */
  readonly failed: readonly number[];
  /** Why; `null`: none failed so far. A value. */
  readonly failure: Failure | null;
}

/** Why events were not taken: by a fault of the pipe's user, which counts as an attempt, or not. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly isCounted: boolean;
}

/** A pipe that has nothing to do. */
export const initialPipe = (): PipeState => ({ executions: slab.empty() });
