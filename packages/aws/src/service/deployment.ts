import type { Duration } from "@orrery/kernel";
import type { AssumedFigure } from "./assumed-figure.ts";
import type { PlainObject, Refused } from "./refusal.ts";

/** An operation of AWS's API, in the shape of its request. */
export interface TemplateOperation {
  /** The service, as the client names it. @defaultValue the type's own */
  readonly service?: string;
  /** Such as `CreateTopic`. */
  readonly operation: string;
  readonly params: PlainObject;
  /** How CloudFormation is to update what it makes, where the template says so. */
  readonly updatePolicy?: PlainObject;
}

/** An operation of a change that is made to a resource. */
export interface ChangeOperation extends TemplateOperation {
  /** When CloudFormation performs it: so long after the change began. Left out: at once. */
  readonly after?: Duration;
  /** What it asks until then, again and again: where {@link DeploymentWait.endIn} finds that it failed, the change has. */
  readonly watch?: TemplateOperation;
}

/** What becomes of resources when a stack is changed or deleted. */
export interface Deployment {
  /**
   * How long CloudFormation takes to make, change or remove one: it waits until the resource is ready. Left out: no
   * run changes any.
   */
  readonly takes?: AssumedFigure<Duration>;
  /** What is asked before a change, where that depends on how the resource is now; left out: nothing. */
  looks?(before: DeployedOperations): TemplateOperation;
  /**
   * The operations that lead from a resource to what other operations would make; `replace` where CloudFormation
   * makes another and removes this one; or why the step fails before any. Left out: every change replaces.
   */
  change?(before: DeployedOperations, after: readonly TemplateOperation[]): Change;
  /** The operations that take it away; `null`: no run takes one away. */
  remove(made: DeployedOperations): readonly TemplateOperation[] | null;
  /** Whether CloudFormation makes a request that is refused so once more a little later, since something is under way. */
  isUnderWay?(refusal: Refused): boolean;
  /** What CloudFormation waits for once a change was asked for; left out: nothing. */
  readonly waits?: DeploymentWait;
}

/**
 * How a resource becomes another: by operations, by another resource, or not at all, where CloudFormation refuses it; `null`
 * where CloudFormation changes it in place and no run does.
 */
export type Change = readonly ChangeOperation[] | "replace" | Refused | null;

/** Something that a change begins, and that goes on after the answer. */
export interface DeploymentWait {
  /** What is asked again and again, by the last operation and its answer; `null`: there is nothing to wait for. */
  asks(operation: TemplateOperation, answer: PlainObject): TemplateOperation | null;
  /** How it has ended by an answer: well, or why not; `null`: it goes on. */
  endIn(answer: PlainObject): "well" | { readonly code: string; readonly message: string } | null;
}

/** The operations that made a resource. */
export interface DeployedOperations {
  readonly operations: readonly TemplateOperation[];
  /** What each answered. */
  readonly responses: readonly PlainObject[];
  /** Of the resource. */
  readonly arn: string;
  /** What {@link Deployment.looks} was answered; empty where nothing was asked yet. */
  readonly found: PlainObject;
}
