import type { Duration, Meter } from "@orrery/kernel";
import type { Numbers } from "./figure.ts";
import type { Resource } from "./resource.ts";

/** A resource that is there at the end of a run, or as far as the run has come. */
export interface Seen<Settings = unknown> {
  /** Its logical id; its name in AWS where nobody gave it one. */
  readonly name: string;
  readonly kind: string;
  readonly component: string;
  readonly arn: string;
  /** What the control plane knows of it. */
  readonly resource: Resource;
  /** Its machine's own. */
  readonly settings: Settings;
  /** Its machine's own. */
  readonly state: unknown;
  /** Whether its operation or the scenario says this of it, for which AWS has no parameter, such as `Behavior`. */
  says(extra: string): boolean;
  /** What was observed of a metric; `undefined` where it has no such metric. */
  meter(metric: string): Meter | undefined;
  /** The sum of what was observed of a metric; 0 where it was never observed. */
  sum(metric: string): number;
  /** A gauge over time; `undefined` where it was never read. */
  gauge(name: string): Readings | undefined;
  /** For figures. */
  readonly numbers: Numbers;
}

/** A gauge over time. */
export interface Readings {
  readonly points: readonly { readonly second: number; readonly value: number }[];
  readonly max: number;
  /** The one read last. */
  readonly last: number;
}

/**
 * How a resource is joined to another: it *reads* what waits there, *sends* there, or *gives up* to
 * there what it could not get rid of.
 */
export type Role = "reads" | "sendsTo" | "givesUpTo";

/** A relation as the kind of its beginning says it. */
export interface RelationSaid {
  readonly role: Role;
  /** Of the other resource, which need not be there. */
  readonly arn: string;
  /** Of what is given up: after how many attempts. */
  readonly after?: number;
  /** How often it came to that in the run; left out: that is not counted. */
  readonly times?: number;
  /** Of what is read: the event patterns of what it wants, as JSON; left out: it wants everything. */
  readonly filters?: readonly string[];
}

/** A relation between resources of a run. */
export interface Relation extends RelationSaid {
  readonly from: Seen;
  /** `undefined`: it is not there. */
  readonly to: Seen | undefined;
}

/** A fault of the scenario. */
export interface SeenFault {
  readonly name: string;
  readonly type: string;
  readonly from: Duration;
  readonly until: Duration;
}

/** A consumer that is no function. */
export interface SeenConsumer {
  readonly name: string;
  /** How often it asked for messages. */
  readonly receives: number;
}

/**
 * A run as far as it has come, made ready once: whoever looks for something in it finds it without a
 * search, so that what is said of a run costs time in proportion to its resources.
 */
export interface SeenRun {
  readonly now: Duration;
  /** How long the run is to be. */
  readonly duration: Duration;
  /** Whether nothing came to any resource. */
  readonly isIdle: boolean;
  /** The scenario's resources of a kind, in the order of their making; what was deleted is left out. */
  ofKind(kind: string): readonly Seen[];
  /** What is there of a kind though no scenario made it, such as the account's concurrency. */
  inAccount(kind: string): readonly Seen[];
  /** By its logical id. */
  named(logicalId: string): Seen | undefined;
  /** By its ARN, with a qualifier or without. */
  at(arn: string): Seen | undefined;
  /** How a resource is joined to others, in a role. */
  outOf(resource: Seen, role: Role): readonly Relation[];
  /** How others are joined to a resource, in a role. */
  into(resource: Seen, role: Role): readonly Relation[];
  /**
   * Whether anything may reach a resource: a workload, another resource that sends to it, a call that is
   * written down, or a script, which may call anything. With `operation` only calls that begin so count.
   */
  mayReach(resource: Seen, operation?: string): boolean;
  /** Likewise, without what scripts may do. */
  reaches(resource: Seen, operation?: string): boolean;
  /** The scenario's faults that are about a resource, by its logical id. */
  faultsOf(logicalId: string): readonly SeenFault[];
  /** The consumers of a resource that are no function, by its logical id. */
  consumersOf(logicalId: string): readonly SeenConsumer[];
}
