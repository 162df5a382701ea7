import type { Interruption, StepChange } from "../../action/update-state.ts";
import type { Traffic } from "./traffic.ts";

/** What an update did to a resource. Times are in microseconds; `null`: not in this run. */
export interface StepReport {
  readonly logicalId: string;
  /** The type of CloudFormation. */
  readonly type: string;
  readonly change: StepChange;
  /** What CloudFormation says of such a change; `null` of what is added or removed. */
  readonly interruption: Interruption | null;
  readonly from: number | null;
  readonly until: number | null;
  /** Left out: it was neither refused nor taken back. */
  readonly end?: "failed" | "undone";
  /** When it was taken back; left out: it was not. */
  readonly back?: StepSpan;
  /** What those outside met while it was under way; left out: nobody watched. */
  readonly traffic?: Traffic;
  /** Of what is removed: how much waited in it then; left out: nothing waits in such a thing. */
  readonly held?: number;
}

/** From when to when something was under way, and what those outside met meanwhile. */
export interface StepSpan {
  readonly from: number;
  readonly until: number | null;
  readonly traffic?: Traffic;
}
