import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";
import { declareMeters } from "../../../service/metric.ts";

/** What the machine of a cluster knows. */
export interface ClusterSettings {
  readonly brokers: number;
}

/** A cluster does nothing itself: what it has is in its topics. */
export type ClusterState = Record<never, never>;

type ClusterInput = SettingsChanged<ClusterSettings>;

/** A cluster of brokers. */
export const clusterMachine: Machine<ClusterSettings, ClusterState, ClusterInput, never> = {
  kind: "kafka.cluster",
  stateVersion: 1,
  inputs: declare("settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declareMeters({}),
  initialState: () => ({}),
  transition: () => noEffects,
  fingerprint: () => 0,
  canonical: () => null,
};
