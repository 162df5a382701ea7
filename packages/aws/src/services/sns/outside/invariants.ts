import type { Invariants } from "@orrery/kernel";
import type { OutsideState } from "./machine.ts";

/** What holds of every place outside between any two inputs. */
export const outsideInvariants: Invariants<OutsideState> = {
  "keeps no more bodies than it was sent": ({ count, lastBodies }) => lastBodies.length <= count,
};
