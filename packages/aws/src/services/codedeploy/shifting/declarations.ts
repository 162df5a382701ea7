import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { DeploymentSettings } from "../config.ts";
import { codedeployAssumptions } from "../limits.ts";
import type { DeploymentState } from "./state.ts";

/** What a deployment's handlers write on. */
export type Deployment = Draft<DeploymentState>;

/** What they may know besides. */
export type DeploymentContext = Context<DeploymentSettings>;

/** The timers of a deployment. */
export const timers = declare(
  "prepared", // It is in progress.
  "step", // The next part of the traffic is shifted, or the last has been.
  "hook", // A hook has not answered in time.
  "alarms", // The alarms are looked at.
  "attempt", // An errand, by its slot, is attempted once more.
);

/** Whom a deployment asks. */
export const ports = declare(
  "targets", // Operations, the default bus, the hooks, and the topics of triggers, in this order.
  "alarms", // The states of alarms.
);

/** Where each thing is among the targets. */
export const targets = { calls: 0, bus: 1, before: 2, after: 3, triggers: 4 } as const;

/** What a deployment draws. */
export const purposes = declare(
  "turn", // Which part of a wait is waited where there is no room.
);
/** A deployment asks the oracle nothing. */
export const choices = declare();

/**
 * What deployments count and measure, all of it ours: AWS publishes no metric. *DeploymentDuration* is from the start
 * to the end; *MessagesLost* are changes of which the bus or a topic did not hear.
 */
export const meters = {
  DeploymentsStarted: "count",
  DeploymentsSucceeded: "count",
  DeploymentsFailed: "count",
  DeploymentsStopped: "count",
  DeploymentsRolledBack: "count",
  HooksInvoked: "count",
  HooksFailed: "count",
  HooksSilent: "count",
  AlarmsSeen: "count",
  Shifts: "count",
  DeploymentDuration: "time",
  MessagesLost: "count",
  ...figureMeters(codedeployAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off a deployment at any instant: the percentage that goes to the new version. */
export const gauges = { TrafficShifted: "level" } as const satisfies MetricForms;
