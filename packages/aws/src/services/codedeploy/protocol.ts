import type {
  ClearTimer,
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../../service/refusal.ts";
import type { DeploymentSettings } from "./config.ts";

/** Where a deployment is in its life, as AWS names it. */
export type DeploymentStatus = "Created" | "InProgress" | "Succeeded" | "Failed" | "Stopped";

/** The events of the life of a deployment to Lambda, in their order. */
export const lifecycleEvents = ["BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"] as const;

/** One of them. */
export type LifecycleEvent = (typeof lifecycleEvents)[number];

/** How far one of them is, as AWS names it. */
export type LifecycleStatus = "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped";

/** All that a deployment reacts to. */
export type DeploymentInput =
  | SettingsChanged<DeploymentSettings>
  | ShowDeployment
  | AnswerHook
  | StopDeployment
  | Replied<Tagged>
  | TimerFired;

/** Asks how far it is. */
export interface ShowDeployment {
  readonly type: "showDeployment";
}

/** A hook says what it came to. */
export interface AnswerHook {
  readonly type: "answerHook";
  /** Which of the life's events it is of. */
  readonly event: LifecycleEvent;
  readonly hasSucceeded: boolean;
}

/** Somebody stops it. */
export interface StopDeployment {
  readonly type: "stopDeployment";
  /** Whether the traffic goes back; `null`: as its group says. */
  readonly rollsBack: boolean | null;
}

/** All that a deployment asks for. */
export type DeploymentEffect = Reply<DeploymentReply> | Send<Tagged> | SetTimer | ClearTimer;

/** How a deployment answers. */
export type DeploymentReply = DeploymentShown | Refused | { readonly type: "heard" };

/** What a deployment says of itself. */
export interface DeploymentShown {
  readonly type: "deploymentShown";
  readonly status: DeploymentStatus;
  readonly weight: number;
  readonly events: readonly LifecycleShown[];
  readonly failure: DeploymentFailure | null;
  readonly isRolledBack: boolean;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly changedAt: Instant;
}

/** How far one event of its life is. */
export interface LifecycleShown {
  readonly event: LifecycleEvent;
  readonly status: LifecycleStatus;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** Why a deployment did not succeed. */
export interface DeploymentFailure {
  readonly code: string;
  readonly message: string;
}
