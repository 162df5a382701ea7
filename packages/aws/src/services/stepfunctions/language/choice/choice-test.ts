import type { Plain } from "@orrery/kernel";
import type { Frame } from "../frame.ts";

/** Whether a rule holds. It throws a StateFailure. */
export type ChoiceTest = (data: Plain, frame: Frame) => boolean;
