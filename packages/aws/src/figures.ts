import { alarmAssumptions } from "./alarm/limits.ts";
import { consumerAssumptions } from "./consumer/limits.ts";
import { controlAssumptions } from "./control/limits.ts";
import type { AssumedFigure } from "./service/assumed-figure.ts";
import { listLater, recordLater } from "./service/later.ts";
import { deploymentFigures, services } from "./services.ts";
import { callerAssumptions, sdkAssumptions } from "./workload/limits.ts";

// Plain data: what is published has it as it is here, so that nobody reads all services for it.

/** Every figure of ours where AWS gives none: what a scenario's `assumptions` may say otherwise. */
export const allAssumptions: readonly AssumedFigure[] = listLater(() => [
  ...services.flatMap(({ assumptions = [] }) => assumptions),
  ...deploymentFigures(),
  ...Object.values(controlAssumptions),
  ...Object.values(alarmAssumptions),
  ...Object.values(sdkAssumptions),
  ...Object.values(callerAssumptions),
  ...Object.values(consumerAssumptions),
]);

/** What a scenario may give in place of our latencies, by name: one sentence each. */
export const latencies: Readonly<Record<string, string>> = recordLater(() =>
  Object.fromEntries(services.flatMap((service) => Object.entries(service.latencies ?? {}))),
);
