import type { Plain } from "@orrery/kernel";
import type { Frame } from "./frame.ts";

/** A compiled expression: what it gives for the data that `$` stands for. It throws a StateFailure. */
export type Query = (data: Plain, frame: Frame, more?: Given) => Plain;

/** A compiled payload template or JSONata value. */
export type Template = Query;

/** What JSONata knows besides of the state. */
export interface Given {
  /** `$states.result`. */
  readonly result?: Plain;
  /** `$states.errorOutput`. */
  readonly errorOutput?: Plain;
}
