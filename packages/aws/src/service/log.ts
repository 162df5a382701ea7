import type { Plain, Tagged } from "@orrery/kernel";
import type { PlainObject } from "./refusal.ts";
import type { Resource } from "./resource.ts";

/** A line of a log, as CloudWatch Logs has it. */
export interface LogEvent {
  /** The name of its log stream. */
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
  /** The documents of segments of a trace that was sent with it; left out: none was. */
  readonly segments?: readonly PlainObject[];
}

/** A log group that somebody writes to. */
export interface WrittenGroup {
  readonly group: string;
  /** Which part of what is logged goes there; left out: all of it. */
  readonly of?: Plain;
}

/** How resources of a kind log by themselves, in log groups that are made as they begin to. */
export interface LogWriter {
  /**
   * The log groups that one writes to. Its machine is asked for what it has logged there by `readLog`, with the part in
   * `of` where there is one: it answers with a {@link LogRead}, from {@link LogFrom.from} on.
   */
  groupsOf(resource: Resource): readonly WrittenGroup[];
  /** What one has logged by its machine's state, in order; `null` where the run keeps no logs. */
  read(state: unknown, settings: unknown, until: number): readonly LogEvent[] | null;
}

/** What a machine answers that is asked for its log. */
export interface LogRead {
  readonly type: "logRead";
  /** `null` where the run keeps no logs. */
  readonly events: readonly LogEvent[] | null;
  /** From where on to ask for what is logged later. */
  readonly next: number;
}

/** What may be said to whoever is asked for its log. */
export interface LogFrom {
  /** What was read before is left out: the {@link LogRead.next} of that answer. @defaultValue 0 */
  readonly from?: number;
}

/** The answer of who has all of its log at hand. */
export const logReadOf = (all: readonly LogEvent[] | null, { from = 0 }: LogFrom): LogRead => ({
  type: "logRead",
  events: all === null ? null : all.slice(from),
  next: all?.length ?? 0,
});

/** Asks the control plane what all who log, or those of one group, have logged since it was asked last. */
export interface ReadLogs {
  readonly type: "readLogs";
  /** `null`: of any group. */
  readonly group: string | null;
  /** Of one resource nothing is wanted, by its number: it asks itself. Left out: of all. */
  readonly except?: number;
  /** By the {@link LogsRead} `key`: the {@link LogRead.next} of the last answer. */
  readonly from: Readonly<Record<string, number>>;
}

/** What they have logged, one after another. */
export interface LogsRead {
  readonly type: "logsRead";
  readonly logs: readonly {
    /** By what the next answer's place is said in {@link ReadLogs.from}. */
    readonly key: string;
    readonly group: string;
    readonly events: readonly LogEvent[];
    readonly next: number;
  }[];
}

/** A resource that logs, where it does. */
export interface LoggingResource {
  readonly resource: number;
  readonly group: string;
  readonly asks: Tagged & Pick<WrittenGroup, "of">;
}
