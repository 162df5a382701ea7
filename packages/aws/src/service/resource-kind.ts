import type { AnyMachine, Instant, Invariants, Plain, Tagged } from "@orrery/kernel";
import type { Charge, Meters, Tally } from "./billing.ts";
import type { Published } from "./cloudwatch-metric.ts";
import type { Entry, EntryOf } from "./entry.ts";
import type { Extra } from "./extras.ts";
import type { LogWriter } from "./log.ts";
import type { MetricForms } from "./metric.ts";
import type { BatchForm, FormOf } from "./payload.ts";
import type { PlainObject, Refused } from "./refusal.ts";
import type { Reporting } from "./reporting.ts";
import type { Caller } from "./caller.ts";
import type { NamedCall, ResourceAction, SettableProperty } from "./resource-action.ts";
import type { Rule } from "./rule.ts";
import type { ScalableDimension, ScalableOf } from "./scalable-dimension.ts";
import type { RunCode } from "./run-code.ts";
import type { Resource } from "./resource.ts";
import type { Source, Sources } from "./source.ts";

/** What a kind of resource is to runs, reports, templates and summaries: all that anybody asks about it. */
export interface ResourceKind {
  readonly machine: AnyMachine;
  /** What always holds of its machine's states. */
  readonly invariants: Invariants<never>;
  /** What messages and summaries call one, such as `queue`. */
  readonly noun: string;
  /** Every meter and gauge of the machine, with what it is. */
  readonly metrics: MetricForms;
  /** The rules of AWS that its machine and its operations follow. */
  readonly rules: readonly Rule[];
  /** How it takes what others bring; left out: nothing can be brought to it. */
  readonly entry?: Entry;
  /** How it is read by mappings and pipes; left out: it cannot be read. */
  readonly source?: Source;
  /** How the batches that it brings to others by itself are read; left out: it brings none. */
  readonly brings?: BatchForm;
  /** What a scenario may say of one that AWS has no parameter for: members of the parameters that make it. */
  readonly extras?: Readonly<Record<string, Extra>>;
  /**
   * What of a resource's record decides the future, counted from `now`; left out: all of it, which then has
   * no instants.
   */
  canonicalRecord?(resource: Resource, now: Instant): Plain;
  /** Members of a resource's record, at any depth, that every change writes, such as its instant. @defaultValue none */
  readonly stamps?: readonly string[];
  /** What may be done to one at a time, by the verb that scenarios have for it. @defaultValue nothing */
  readonly actions?: Readonly<Record<string, ResourceAction>>;
  /** Properties, as templates name them, that may be set at a time. @defaultValue none */
  readonly settable?: Readonly<Record<string, SettableProperty>>;
  /** What a resource's record says of who may do what with it, or of what it may do; left out: nothing. */
  policyIn?(record: PlainObject): string | undefined;
  /** What one asks of others by itself, as far as its settings tell; left out: nothing. */
  acts?(settings: unknown): Acts;
  /** The ARN of the resource that it is a part of, which speaks for it in reports; left out: of none. */
  partOf?(record: PlainObject, arn: string): string;
  /** The name in DNS by which a resource takes requests of HTTP from everywhere; left out: it has none. */
  domainOf?(resource: Resource): string | undefined;
  /** How others send to one by its ARN; left out: nobody does. */
  readonly byArn?: ByArn;
  /** Requests reach it that no scenario brings: faults may strike those, too. @defaultValue false */
  readonly takesFaults?: true;
  /** Faults of its own by name, such as `crash`, as inputs of its machine; `share` is above 0 and at most 1. */
  readonly strikes?: Readonly<Record<string, (share: number) => Tagged>>;
  /**
   * Faults of its own work over a span by name, such as `fail`: what its machine is told of them, by what a
   * scenario says. They throw a ConfigError about `path`.
   */
  readonly impairments?: Readonly<Record<string, (said: Tagged, path: string) => Tagged>>;
  /** What AWS charges for; `settings` are its machine's own. Left out: it bills nothing. */
  charges?(meters: Meters, settings: unknown, tally: Tally): readonly Charge[];
  /** The name under which one is billed that no architecture made, since it is of the account. Left out: it is not. */
  readonly billedAs?: string;
  /** What AWS charges for beside that, which no run prices. */
  readonly unpriced?: { readonly type: string; readonly what: string };
  /** What it publishes to CloudWatch; left out: nothing that alarms could read. */
  readonly publishes?: Published;
  /** Capacities of one that Application Auto Scaling sets. @defaultValue none */
  readonly scalable?: readonly ScalableDimension[];
  /** How one logs by itself; left out: it does not. */
  readonly logs?: LogWriter;
  /** What it says of itself in reports and summaries; left out: nothing but its numbers. */
  readonly reporting?: Reporting;
}

/** What a resource asks of others by itself. */
export interface Acts {
  readonly caller: Caller;
  /** What it will call, as far as that is known before. */
  readonly calls: readonly NamedCall[];
  /** What it is told by its settings, such as environment variables by their names: ARNs, names and URLs among it. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Whether faults may strike what comes to resources of a kind. */
export const isStruck = ({ entry, takesFaults }: ResourceKind): boolean =>
  entry !== undefined || takesFaults === true;

/** How resources of a kind are found by their ARNs, there or not. */
export interface ByArn {
  /** What their ARNs have for the service, such as `states`. */
  readonly service: string;
  /** The name of the resource that has an ARN of this account and Region; `undefined`: none of this kind has. */
  nameIn(arn: string): string | undefined;
  /** What a sender hears while no resource has this ARN; `null`: the ARN may be of somebody else's. */
  absent(arn: string): Refused | null;
  /** What AWS says where no resource has this ARN and one is to be read; left out: none can be. */
  unread?(arn: string): string;
}

/** What a machine may know of others, found late: no import, no order, no circle. */
export interface World extends RunCode {
  readonly entryOf: EntryOf;
  readonly sources: Sources;
  readonly formOf: FormOf;
  readonly scalableOf: ScalableOf;
}
