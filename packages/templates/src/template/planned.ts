import type {
  LeftOut,
  MadeType,
  TemplateOperation,
  TemplateType,
  TemplateVerdict,
} from "@orrery/aws";
import type { Position } from "./error.ts";
import type { PlainObject } from "./node.ts";
import type { ResolvedResource } from "./resolved.ts";
import type { AssumedValue } from "./assumed-value.ts";

/** Simulated; left out without harm to the answer; or left out, with what that means. */
export type Verdict = TemplateVerdict;

/** An AWS API operation that makes a part of the template, in the shape of its request. */
export interface PlannedOperation {
  readonly logicalId: string;
  /** As the client names it, such as `sqs`. */
  readonly service: string;
  /** Such as `CreateQueue`. */
  readonly operation: string;
  readonly params: PlainObject;
  /** How CloudFormation is to update what it makes, where the template says so. */
  readonly updatePolicy?: PlainObject;
  readonly position: Position;
}

/** What becomes of one property. */
export interface PropertyReport {
  /** Such as `VisibilityTimeout`, or `Events.Orders` for an event of SAM. */
  readonly path: string;
  readonly verdict: Verdict;
  readonly meaning: string;
  readonly position: Position;
}

/** What becomes of one resource. */
export interface ResourceReport {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalName?: string;
  readonly verdict: Verdict;
  /** What it means for the answer, one sentence. */
  readonly meaning: string;
  readonly properties: readonly PropertyReport[];
  /** The file that its position is in. */
  readonly file: string;
  readonly position: Position;
}

/** What a template comes to: what is simulated, and an account of all else. */
export interface TemplatePlan {
  /** Each after those it needs: dead-letter queues before their sources, both ends before a mapping. */
  readonly operations: readonly PlannedOperation[];
  /** In the order of the template. */
  readonly resources: readonly ResourceReport[];
  readonly warnings: readonly string[];
  /** What AWS charges for and a run does not price, in the order of the template. */
  readonly leftOut: readonly LeftOut[];
}

/** What is made of one resource, and the resources that must be there before it. */
export interface PlannedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Its ARN; empty where nobody asks for it. */
  readonly arn: string;
  /** As the client names it. */
  readonly service: string;
  readonly operations: readonly TemplateOperation[];
  readonly needs: readonly string[];
}

/** A plan, and what `lint` warns of beside it. */
export interface LintedPlan extends TemplatePlan {
  readonly lintWarnings: readonly string[];
  /** What is made, each resource after those that it needs. */
  readonly made: readonly PlannedResource[];
  /** What is simulated has of others that only AWS knows, and what stands for it; each once. */
  readonly assumed: readonly AssumedValue[];
}

/** The properties of one resource, read as its type says. */
export interface ReadProperties {
  readonly values: PlainObject;
  readonly reports: readonly PropertyReport[];
  readonly warnings: readonly string[];
  /** What AWS charges for them and no run prices. */
  readonly charges: readonly string[];
  /** Properties that hold what only a deployment knows. */
  readonly unknown: readonly string[];
}

/** A resource that operations of AWS make, unless it says why they cannot. */
export interface Candidate {
  readonly resource: ResolvedResource;
  readonly type: TemplateType & MadeType;
  readonly read: ReadProperties;
}
