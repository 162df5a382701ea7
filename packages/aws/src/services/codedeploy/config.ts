import type { Duration, Instant } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { codedeployAssumptions } from "./limits.ts";

/** How traffic is shifted to a version. */
export type TrafficShift =
  | { readonly type: "AllAtOnce" }
  | {
      readonly type: "TimeBasedCanary" | "TimeBasedLinear";
      /** Percent of the canary, or of each step. */
      readonly percentage: number;
      readonly interval: Duration;
    };

/** What ends a deployment before its time, by the name of the event that rolls it back. */
export type EndedBy =
  "DEPLOYMENT_FAILURE" | "DEPLOYMENT_STOP_ON_ALARM" | "DEPLOYMENT_STOP_ON_REQUEST";

/** The alarms of a deployment. */
export interface AlarmPlan {
  readonly names: readonly string[];
  /** Whether it goes on where CloudWatch does not tell their states. */
  readonly ignoresSilence: boolean;
}

/** Who is told of what, by topics. */
export interface Trigger {
  readonly name: string;
  readonly arn: string;
  readonly events: readonly string[];
}

/** What an application specification says of a deployment to Lambda. */
export interface AppSpec {
  readonly functionName: string;
  readonly alias: string;
  readonly current: string;
  readonly target: string;
  /** Names or ARNs of functions; `null`: there is no such hook. */
  readonly before: string | null;
  readonly after: string | null;
}

/** How a deployment is set: all that its machine needs. */
export interface DeploymentSettings {
  /** Its resource number. */
  readonly deployment: number;
  readonly id: string;
  readonly application: string;
  readonly group: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly epochMilliseconds: number;
  /** The role that it acts with. */
  readonly caller: Caller;
  readonly spec: AppSpec;
  readonly shift: TrafficShift;
  readonly alarms: AlarmPlan;
  readonly rollsBackOn: readonly EndedBy[];
  readonly triggers: readonly DeploymentTrigger[];
  /** The kinds of its hooks' functions; `null`: it has none, or nothing that is modeled. */
  readonly hookKinds: { readonly before: string | null; readonly after: string | null };
  /** The kind of the default bus. */
  readonly busKind: string;
  /** It was made, and is to begin. */
  readonly isBegun: boolean;
  readonly assumed: FigureValues<typeof codedeployAssumptions>;
}

/** A trigger with what takes its notifications. */
export interface DeploymentTrigger extends Trigger {
  /** The kind of resource at its ARN; `null`: of none that is modeled. */
  readonly kind: string | null;
}

/** How many names an account has. */
export interface AccountSettings {
  readonly applications: number;
  readonly configurations: number;
}

/** How a deployment group is set. */
export interface GroupSettings {
  readonly configuration: string;
  /** What its deployments go by, and count on its meters. */
  readonly assumed: FigureValues<typeof codedeployAssumptions>;
}

/** What the control plane keeps of an account. */
export interface AccountRecord {
  readonly applications: readonly ApplicationRecord[];
  readonly configurations: readonly ConfigurationRecord[];
}

/** What it keeps of an application. */
export interface ApplicationRecord {
  readonly name: string;
  readonly id: string;
  readonly createdAt: Instant;
  readonly tags: readonly PlainObject[];
}

/** What it keeps of a deployment configuration. */
export interface ConfigurationRecord {
  readonly name: string;
  readonly id: string;
  readonly createdAt: Instant;
  readonly shift: TrafficShift;
}

/** What the control plane keeps of a deployment group. */
export interface GroupRecord {
  readonly id: string;
  readonly application: string;
  readonly group: string;
  readonly configuration: string;
  readonly role: string;
  readonly alarms: AlarmPlan;
  readonly rollsBackOn: readonly EndedBy[];
  readonly triggers: readonly Trigger[];
  /** As it was asked for. */
  readonly said: PlainObject;
  readonly tags: readonly PlainObject[];
  /** The resource number of its last deployment; `null`: there was none. */
  readonly last: number | null;
}

/** What the control plane keeps of a deployment. */
export interface DeploymentRecord {
  readonly application: string;
  readonly group: string;
  readonly configuration: string;
  readonly description: string | null;
  readonly creator: string;
  /** As it was asked for. */
  readonly revision: PlainObject;
  readonly previous: PlainObject | null;
  readonly rollsBackOn: readonly EndedBy[];
}
