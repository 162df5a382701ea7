import type { SamExpansion } from "../sam/expansion.ts";
import type { StackEnvironment } from "./environment.ts";
import type { Place } from "./error.ts";
import type { MapNode, PlainObject, PlainValue } from "./node.ts";
import type { AssumedValue } from "./assumed-value.ts";

/** Templates without parameters, conditions or intrinsic functions: what would be deployed. */
export interface ResolvedTemplate {
  /** Of several stacks the first one's, and their folder's where one names them all. */
  readonly file: string;
  /** Of several stacks the first one's: they are in one account and Region. */
  readonly environment: StackEnvironment;
  /** Each stack with those that are nested in it, in the order of their deployment. */
  readonly stacks: readonly ResolvedStack[];
  /** In the order of the file, each followed by those that SAM makes beside it or that are nested in it. */
  readonly resources: readonly ResolvedResource[];
  /** What SAM made of the template; `null` for one without types of SAM. */
  readonly sam: SamExpansion | null;
  readonly warnings: readonly string[];
}

/** A stack of those that would be deployed. */
export interface ResolvedStack {
  /** Before the logical ids of its resources: `Child/`, `shop-orders/`; empty where it is the only one. */
  readonly prefix: string;
  readonly file: string;
  readonly environment: StackEnvironment;
  /** `AWS::StackId`. */
  readonly stackId: string;
  /** How many resources are its own, without those of stacks that are nested in it. */
  readonly resources: number;
  readonly outputs: readonly StackOutput[];
  /** Its template as it is written. */
  readonly source: MapNode;
  /** The same in the words of CloudFormation, without loops. */
  readonly root: MapNode;
}

/** An output of a stack. */
export interface StackOutput {
  readonly name: string;
  readonly value: PlainValue;
  /** Whether it is what only a deployment knows, and stands here in its form alone. */
  readonly isPlaceholder: boolean;
  /** The name that other stacks import it by; `null`: it is not exported. */
  readonly exportedAs: string | null;
}

/** A resource that would be deployed. */
export interface ResolvedResource {
  /** Of several stacks, with the stack before it: `Child/Orders`. */
  readonly logicalId: string;
  readonly type: string;
  /** Where its logical id stands; of one that SAM makes, where what it is made of stands. */
  readonly place: Place;
  /** Under the names of its type, without those that come to `AWS::NoValue`. */
  readonly properties: MapNode;
  /** What it is called once deployed. */
  readonly physicalName: string;
  /** Resources that must be there before it: by DependsOn, or because its properties name them. */
  readonly dependsOn: readonly string[];
  /** Every resource that its properties name. */
  readonly references: readonly string[];
  /** The same by property. */
  readonly namedBy: ReadonlyMap<string, readonly string[]>;
  /** What its properties have of others that only AWS knows, and what stands for it. */
  readonly assumed: readonly AssumedValue[];
  /** Where the CDK says that it is in the tree of constructs. */
  readonly constructPath?: string;
  /** How often one of its logical id was made, with it; of what is numbered, its number. */
  readonly generation: number;
  /** How CloudFormation is to update it, where the template says so. */
  readonly updatePolicy?: PlainObject;
  /** What is left of it when it is removed, and when it is replaced, as its policies say. */
  readonly keeps: Readonly<Record<"removed" | "replaced", boolean>>;
  /** Of a nested stack: what it comes to, or why it comes to nothing here. */
  readonly nested?: NestedMeaning;
}

/** What a nested stack comes to. */
export type NestedMeaning =
  | { readonly file: string; readonly resources: number }
  /** Why its template is not here: a sentence. */
  | { readonly missing: string };
