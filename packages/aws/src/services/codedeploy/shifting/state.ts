import { start, type Instant } from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import {
  lifecycleEvents,
  type DeploymentFailure,
  type DeploymentStatus,
  type LifecycleShown,
} from "../protocol.ts";

/** What a deployment asks others for. A value. */
export type Errand =
  /** Looks whether the alias leads where the specification says. */
  | { readonly type: "look" }
  /** Gives the new version this percentage of the traffic; 0: the alias is as it was. */
  | { readonly type: "shift"; readonly weight: number }
  | { readonly type: "hook"; readonly event: "BeforeAllowTraffic" | "AfterAllowTraffic" }
  /** Tells the bus of a change. */
  | { readonly type: "event"; readonly state: EventState; readonly at: Instant }
  /** Tells a topic of a change. */
  | {
      readonly type: "notification";
      readonly trigger: number;
      readonly event: TriggerEvent;
      readonly at: Instant;
      readonly begunAt: Instant;
      readonly failure: DeploymentFailure | null;
    };

/** The states of which the default bus hears. */
export type EventState = "START" | "SUCCESS" | "FAILURE" | "STOP";

/** What triggers may be about. */
export type TriggerEvent =
  | "DeploymentStart"
  | "DeploymentSuccess"
  | "DeploymentFailure"
  | "DeploymentStop"
  | "DeploymentRollback";

/** What a deployment has. */
export interface DeploymentState extends Deliveries<Errand> {
  readonly status: DeploymentStatus;
  /** The percentage of the traffic that the new version has, as far as it was asked for. */
  readonly weight: number;
  /** The steps that were taken. */
  readonly steps: number;
  /** The events of its life, in their order. */
  readonly life: readonly LifecycleShown[];
  /** When traffic began to shift. */
  readonly shiftedAt: Instant;
  readonly failure: DeploymentFailure | null;
  readonly isRolledBack: boolean;
  readonly begunAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly changedAt: Instant;
  /** Whether alarms are being looked at. */
  readonly isLooking: boolean;
}

/** A deployment that has not begun. */
export const initialDeployment = (): DeploymentState => ({
  ...noDeliveries<Errand>(),
  status: "Created",
  weight: 0,
  steps: 0,
  life: lifecycleEvents.map((event) => ({
    event,
    status: "Pending",
    startedAt: null,
    endedAt: null,
  })),
  shiftedAt: start,
  failure: null,
  isRolledBack: false,
  begunAt: null,
  startedAt: null,
  endedAt: null,
  changedAt: start,
  isLooking: false,
});
