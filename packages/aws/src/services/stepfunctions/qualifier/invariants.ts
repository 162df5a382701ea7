import type { Invariants } from "@orrery/kernel";
import type { QualifierState } from "./machine.ts";

/** What holds of every version and alias between any two inputs. */
export const qualifierInvariants: Invariants<QualifierState> = {
  "counts what it hands on": ({ starts }) => starts >= 0,
};
