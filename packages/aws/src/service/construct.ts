import type { DurationSaid } from "@orrery/kernel";
import type { PlainObject } from "./refusal.ts";
import type { Script } from "./script.ts";

/** Plain data by member, such as `Behavior`: what AWS has no parameter for. */
export type Extras = Readonly<Record<string, unknown>>;

/**
 * What an operation of a resource will answer, as a text for parameters of operations after it: `Table.Arn` is the
 * member `Arn` of the answer of what makes `Table`. For what only a deployment knows, as the CDK's tokens are.
 */
export const answerOf = (logicalId: string, member: string): string =>
  `\${Answer[${logicalId}.${member}]}`;

/** Finds such texts: the logical id, and the path of the member. */
export const answerToken = /\$\{Answer\[([^\].]+)\.([\w.]+)\]\}/g;

/** Where constructs are made: the part of a stack that they need. */
export interface ConstructScope {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The name in AWS of a resource that has no name of its own. */
  physicalName(id: string): string;
  /** The ARN of a resource of this account and Region. */
  arnOf(service: string, resource: string): string;
  /** Adds an operation of AWS. @throws ConfigError when `logicalId` is taken. */
  add(service: string, operation: string, logicalId: string, params: PlainObject): void;
  /** Says of a resource what AWS has no parameter for, as its machine takes it. */
  say(logicalId: string, extras: Extras): void;
  /** Says of a resource what a section of scenario files says, in its words. */
  describe(section: string, logicalId: string, said: object): void;
  /** Keeps what a resource does under a name that behaviors may have: its script. */
  handle(name: string, script: Script): void;
}

/** How a metric of a construct is looked at. */
export interface MetricOptions {
  /** @defaultValue 5m */
  readonly period?: DurationSaid;
  /** Such as `Sum`, `p99`. @defaultValue as the construct's metric has it */
  readonly statistic?: string;
  /** @defaultValue of any unit */
  readonly unit?: string;
  readonly label?: string;
  /** Names of dimensions with their values. @defaultValue those of the construct */
  readonly dimensionsMap?: Readonly<Record<string, string>>;
}

/** Which metric, and how it is looked at. */
export interface MetricProps extends MetricOptions {
  readonly namespace: string;
  readonly metricName: string;
}
