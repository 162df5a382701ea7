import type { Invariants } from "@orrery/kernel";
import type { ClusterState } from "./machine.ts";

/** A cluster has no state of its own. */
export const clusterInvariants: Invariants<ClusterState> = {};
