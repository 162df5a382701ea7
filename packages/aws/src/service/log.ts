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
  /** What one has logged by its machine's state, in order; `null` where the run keeps no logs. */
  read(state: unknown, settings: unknown, until: number): readonly LogEvent[] | null;
}
