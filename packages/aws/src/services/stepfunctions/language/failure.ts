/** Why a state failed, as data. */
export interface Failed {
  readonly type: "failed";
  readonly error: string | null;
  readonly cause: string | null;
  /** Of a failed JSONata evaluation: the field, where it is one, for the event EvaluationFailed. */
  readonly evaluation: { readonly location: string | null } | null;
}

/** Thrown within the library alone: what calls it from outside gets a {@link Failed}. */
export class StateFailure extends Error {
  readonly error: string;
  /** The field of a failed evaluation; null where none is to blame, undefined where it is no evaluation. */
  readonly location: string | null | undefined;

  constructor(error: string, message: string, location?: string | null) {
    super(message);
    this.error = error;
    this.location = location;
  }
}

/** What could not be processed: never retried, never caught by a wildcard. */
export const runtimeFailure = (message: string): StateFailure =>
  new StateFailure("States.Runtime", message);

/** An evaluation of JSONata that failed: retried and caught like others. */
export const queryFailure = (message: string, location: string | null): StateFailure =>
  new StateFailure("States.QueryEvaluationError", message, location);

/** The work's outcome, or why the state fails, in AWS's words. */
export function failing<Outcome>(
  state: { readonly name: string },
  enteredId: number,
  work: () => Outcome,
): Outcome | Failed {
  try {
    return work();
  } catch (failure) {
    if (!(failure instanceof StateFailure)) throw failure;
    return {
      type: "failed",
      error: failure.error,
      cause: `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredId}). ${failure.message}`,
      evaluation: failure.location === undefined ? null : { location: failure.location },
    };
  }
}
