import type { Instant, RequestId, Slab, SlabId, Table } from "@orrery/kernel";
import type { Text } from "../../../service/entry.ts";
import type { Trail } from "../../../service/origin.ts";

/** What a trigger waits for. */
export interface TriggerState {
  readonly events: Slab<OpenEvent>;
  /** Events by the numbers that are in their tickets, where somebody may settle them. */
  readonly byNumber: Table<SlabId>;
  /** How many there ever were. */
  readonly count: number;
}

/** An event that has no ending yet. */
export interface OpenEvent {
  /** Who caused it and hears what becomes of it. */
  readonly request: RequestId;
  readonly number: number;
  readonly text: Text;
  readonly trail: Trail;
  readonly cameAt: Instant;
  /** How often the function was invoked for what goes on. */
  readonly attempt: number;
  /** What the function is called again with. */
  readonly continuation: string | null;
  /** For what it waits: an answer of Lambda, an answer of the function, or the instant of the next call. */
  readonly waitsFor: "lambda" | "answer" | "nextCall";
  /** When it is given up; -1: Lambda's own answer says so. */
  readonly until: Instant | -1;
}
