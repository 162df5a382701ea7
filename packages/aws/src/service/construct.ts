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
