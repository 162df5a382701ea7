import type { Tagged } from "@orrery/kernel";
import type { Resource } from "./resource.ts";

/** A line of a log, as CloudWatch Logs has it. */
export interface LogEvent {
  /** The name of its log stream. */
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** How resources of a kind log by themselves, in a log group that is made as they begin to. */
export interface LogWriter {
  /** The name of the log group that one writes to. */
  groupOf(resource: Resource): string;
  /** What asks the machine of one for its log: it answers with a {@link LogRead}. */
  readonly asks: Tagged;
  /** What one has logged by its machine's state, in order; `null` where the run keeps no logs. */
  read(state: unknown, settings: unknown, until: number): readonly LogEvent[] | null;
}

/** What a machine answers that is asked for its log. */
export interface LogRead {
  readonly type: "logRead";
  /** `null` where the run keeps no logs. */
  readonly events: readonly LogEvent[] | null;
}

/** A resource that logs, where it does. */
export interface LoggingResource {
  readonly resource: number;
  readonly group: string;
  readonly asks: Tagged;
}
