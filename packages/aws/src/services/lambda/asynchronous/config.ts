import type { Duration } from "@orrery/kernel";
import type { Destination } from "../../../delivery/record-input.ts";

/** The qualifier of what has none. */
export const latest = "$LATEST";

/** How events that were addressed to a function, or to a version or an alias of it, are gone on with. */
export interface EventSettings {
  /** `$LATEST` for the function itself. */
  readonly qualifier: string;
  /** After function errors, 0 to 2. */
  readonly maximumRetryAttempts: number;
  readonly maximumEventAge: Duration;
  readonly onSuccess: Destination | null;
  readonly onFailure: Destination | null;
}

/** Asynchronous invocations of a function. Plain data. */
export interface AsynchronousSettings {
  /** Those that were configured; all others go on by the defaults. */
  readonly configs: readonly EventSettings[];
  /** Of the function with all its versions. */
  readonly deadLetterQueue: Destination | null;
}

/** A function whose asynchronous invocations nobody has configured. */
export const usualAsynchronous: AsynchronousSettings = Object.freeze({
  configs: Object.freeze([]),
  deadLetterQueue: null,
});
