import type { Duration } from "@orrery/kernel";
import type { CallReply } from "./call.ts";
import type { CloudWatchMetric, Measured } from "./cloudwatch-metric.ts";
import type { NamedCall } from "./resource-action.ts";
import type { PlainObject } from "./refusal.ts";
import type { ResourceFinder } from "./resource.ts";

/**
 * A capacity of resources that Application Auto Scaling sets: how it is read and set, by operations of the
 * resource's own service, and which metrics it is scaled by.
 */
export interface ScalableDimension {
  /** Such as `lambda:function:ProvisionedConcurrency`. */
  readonly dimension: string;
  /** What descriptions of activities call it, such as `desired concurrency`. */
  readonly noun: string;
  /** The least capacity that a scalable target may have. */
  readonly least: number;
  /** How long a policy waits after an activity where it does not say. */
  readonly cooldown: Duration;
  /** The service-linked role, such as `lambda.application-autoscaling.amazonaws.com/AWSServiceRoleFor…`. */
  readonly role: string;
  /** Why the resource cannot be scaled, in AWS's words; `null`: it can. */
  refusalOf(resourceId: string, resources: ResourceFinder): string | null;
  /** The operation that tells the capacity. */
  read(resourceId: string): NamedCall;
  /** What the answer says; `null`: it tells nothing, as where the resource is gone. */
  capacityIn(answer: CallReply, resourceId: string): Capacity | null;
  /** The operation that sets the capacity, with what it says besides, as it was told last. */
  set(resourceId: string, capacity: number, others: PlainObject): NamedCall;
  /** By the names of predefined metrics. */
  readonly metrics: Readonly<Record<string, PredefinedMetric>>;
}

/** Finds a capacity by its name; `undefined`: nothing that is simulated has it. */
export type ScalableOf = (dimension: string) => ScalableDimension | undefined;

/** A capacity as its service tells it. Plain data. */
export interface Capacity {
  /** What was asked for last. */
  readonly requested: number;
  /** What is there. */
  readonly inEffect: number;
  /** Nothing is under way. */
  readonly isSettled: boolean;
  /** What else is set with it, and stays as it is. @defaultValue nothing */
  readonly others?: PlainObject;
}

/** What target tracking may keep at a target. */
export interface PredefinedMetric {
  metricOf(resourceId: string): CloudWatchMetric;
  /** The value of a minute in the target's unit; `null`: nothing was published. */
  valueOf(minute: Omit<Measured, "type">, capacity: number): number | null;
  /** How many minutes in a row lie above the target before it scales out. */
  readonly outPeriods: number;
  /** How many lie below {@link PredefinedMetric.lowOf} before it scales in. */
  readonly inPeriods: number;
  /** Where the low alarm lies, of a target. */
  lowOf(target: number): number;
  /** What its alarms make of minutes in which nothing was published. */
  readonly missing: "missing" | "ignore";
  /** What a target may be. */
  readonly target: { readonly min: number; readonly max: number };
}
