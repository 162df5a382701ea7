import type { CallNotModeled, CallUnknown } from "./call.ts";

/** Why a function stops a run: who it is, and what it called or does wrong. */
export type FunctionStop = CallStop | ScriptStop;

/** An action of the scenario calls what the simulation, or AWS, does not have. */
export interface ActionStop {
  readonly type: "stoppedByAction";
  /** As the scenario says it. */
  readonly said: string;
  readonly no: CallNotModeled | CallUnknown;
}

/** A function called what the simulation, or AWS, does not have. */
export interface CallStop {
  readonly type: "stoppedByCall";
  /** The function's component, `<kind>:<name>`. */
  readonly component: string;
  /** What calls. @defaultValue function */
  readonly noun?: string;
  readonly no: CallNotModeled | CallUnknown;
  readonly place: string | null;
}

/** A function's script is none, or has a mistake in it. */
export interface ScriptStop {
  readonly type: "stoppedByScript";
  readonly component: string;
  readonly script: string;
  readonly place: string | null;
  readonly expected: string;
  readonly received: string;
}
