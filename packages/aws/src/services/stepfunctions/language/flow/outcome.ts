import type { Plain } from "@orrery/kernel";
import type { Failed } from "../failure.ts";
import type { PlainObject, Variables } from "../frame.ts";

/** A state was left. */
export interface Exit {
  readonly type: "exit";
  readonly output: Plain;
  /** The number of the next state; null where the flow ends. */
  readonly next: number | null;
  /** What `Assign` set, which is visible from the next state on; null where there is none. */
  readonly assigned: PlainObject | null;
  /** The variables from now on. */
  readonly variables: Variables;
}

/** The state was left, or has failed. */
export type Left = Exit | Failed;

/** Hears what data is after a step of its processing, for who inspects a state. */
export type Watch = (step: Step, value: Plain) => void;

/** Steps of processing, as TestState calls them. */
export type Step =
  | "afterInputPath"
  | "afterParameters"
  | "afterArguments"
  | "result"
  | "afterResultSelector"
  | "afterResultPath"
  | "afterItemsPath"
  | "afterItemSelector"
  | "afterItemBatcher"
  | "afterItemsPointer";
