import {
  ring,
  slab,
  type Instant,
  type Plain,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
} from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { BatchPayload } from "../../../service/payload.ts";
import type { PipeSettings } from "../config.ts";

/** What a pipe has in work. */
export interface PipeState {
  readonly executions: Slab<Execution>;
  /** Executions ever begun; numbers the next one. */
  readonly count: number;
  /** What a log group has got, in order; `null`: none is kept. */
  readonly log: Slab<LogLine> | null;
  /** Records that are on their way elsewhere. */
  readonly lines: Slab<LogLine>;
  /** Those for a delivery stream, which leave as the transition ends. */
  readonly toStream: Ring<SlabId>;
  /** Those for a bucket, which leave together. */
  readonly toBucket: Ring<SlabId>;
  /** Objects ever written with them. */
  readonly objects: number;
}

/** A record of a log. A value. */
export interface LogLine {
  readonly at: Instant;
  readonly text: string;
  readonly trail: Trail;
}

/** A batch on its way through a pipe. */
export interface Execution {
  /** From 1. */
  readonly number: number;
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
export const initialPipe = ({ logging }: Pick<PipeSettings, "logging">): PipeState => ({
  executions: slab.empty(),
  count: 0,
  log: logging?.isKept === true ? slab.empty() : null,
  lines: slab.empty(),
  toStream: ring.empty(),
  toBucket: ring.empty(),
  objects: 0,
});
