import type { Duration } from "@orrery/kernel";

/** The qualifier of what has none. */
export const latest = "$LATEST";

/** Where records of events go. Plain data. */
export interface Destination {
  readonly arn: string;
  /** Which target of the port it is. */
  readonly to: number;
  /** The kind of resource whose entry takes them; `null`: nothing that is modeled, so that they are counted only. */
  readonly kind: string | null;
}

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
