import type { Invariants } from "@orrery/kernel";
import type { SinkState } from "./machine.ts";

/** What holds of every place that is not modeled between any two inputs. */
export const sinkInvariants: Invariants<SinkState> = {
  "keeps no more records than it was brought": ({ count, lastRecords }) =>
    lastRecords.length <= count,
};
