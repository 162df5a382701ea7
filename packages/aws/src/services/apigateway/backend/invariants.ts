import type { Invariants } from "@orrery/kernel";
import type { EndpointState } from "./machine.ts";

/** What holds of every endpoint outside between any two inputs. */
export const endpointInvariants: Invariants<EndpointState> = {
  "keeps no more bodies than it was sent": ({ count, lastBodies }) => lastBodies.length <= count,
};
