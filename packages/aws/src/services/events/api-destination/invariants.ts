import type { Invariants } from "@orrery/kernel";
import type { ApiDestinationState } from "./machine.ts";

/** What holds of every API destination between any two inputs. */
export const apiDestinationInvariants: Invariants<ApiDestinationState> = {
  "keeps no more bodies than it was sent": ({ count, lastBodies }) => lastBodies.length <= count,
};
