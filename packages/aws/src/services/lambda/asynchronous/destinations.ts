import { seconds } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { Caller } from "../../../service/caller.ts";
import { latest, type AsynchronousSettings } from "./config.ts";
import type { Destination } from "../../../delivery/record-input.ts";
import { asyncInvocation } from "../limits.ts";
import { unmodeledDestinationAt } from "./unmodeled-destination.ts";

/** Where a function ever sent records of events. Plain data. */
export interface KnownDestination {
  readonly arn: string;
  /** The kind of resource that its ARN is of; `null`: of none that is modeled. */
  readonly kind: string | null;
}

/** How asynchronous invocations that are addressed by one qualifier are configured. Plain data. */
export interface EventInvokeConfig {
  readonly qualifier: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** `null` where it says nothing of it. */
  readonly maximumRetryAttempts: number | null;
  readonly maximumEventAgeInSeconds: number | null;
  readonly onSuccess: string | null;
  readonly onFailure: string | null;
}

/** What of a function's record its asynchronous invocations go by. */
export interface AsynchronousRecord {
  /** In order of their making. */
  readonly eventInvokeConfigs: readonly EventInvokeConfig[];
  /** The targets of its port, in order. */
  readonly destinations: readonly KnownDestination[];
}

/** The ARN of a function's dead-letter queue among the members that it shows; `null`: it has none. */
export const deadLetterArnIn = (shown: PlainObject): string | null =>
  textOf(memberOf(shown["DeadLetterConfig"], "TargetArn")) ?? null;

/** What the machine of a function needs to know of its asynchronous invocations. */
export function asynchronousSettings(
  { eventInvokeConfigs, destinations }: AsynchronousRecord,
  deadLetterArn: string | null,
): AsynchronousSettings {
  const { maximumRetryAttempts, maximumEventAge } = asyncInvocation;
  const destinationAt = (arn: string | null): Destination | null => {
    const to = destinations.findIndex((known) => known.arn === arn);
    const known = destinations[to];
    return known === undefined ? null : { ...known, to };
  };
  return {
    configs: eventInvokeConfigs.map((config) => ({
      qualifier: config.qualifier,
      maximumRetryAttempts: config.maximumRetryAttempts ?? maximumRetryAttempts.default,
      maximumEventAge:
        config.maximumEventAgeInSeconds === null
          ? maximumEventAge.default
          : seconds(config.maximumEventAgeInSeconds),
      onSuccess: destinationAt(config.onSuccess),
      onFailure: destinationAt(config.onFailure),
    })),
    deadLetterQueue: destinationAt(deadLetterArn),
  };
}

/** Destinations with those that are new to them, each as a target of its own. */
export function withDestinations(
  known: readonly KnownDestination[],
  arns: readonly (string | null)[],
  plane: ControlPlane,
): readonly KnownDestination[] {
  const all = [...known];
  for (const arn of arns) {
    if (arn === null || all.some((each) => each.arn === arn)) continue;
    all.push({ arn, kind: plane.target(arn)?.kind ?? null });
  }
  return all;
}

/** What joins a function to destinations from the place `from` on: Lambda sends with the function's role. */
export function destinationConnections(
  destinations: readonly KnownDestination[],
  from: number,
  caller: Caller,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  return destinations.slice(from).map(({ arn }, place) => {
    const join = { port: "destinations", to: from + place };
    const target = plane.target(arn);
    if (target === null) return { ...join, target: unmodeledDestinationAt(arn, plane) };
    const { component, action } = target;
    return { ...join, target: component, access: { caller, action, arn } };
  });
}

/** A configuration that says nothing. */
export const emptyConfig: Omit<EventInvokeConfig, "lastModified"> = {
  qualifier: latest,
  maximumRetryAttempts: null,
  maximumEventAgeInSeconds: null,
  onSuccess: null,
  onFailure: null,
};
