import type { SamExpansion } from "../sam/expansion.ts";
import type { Definition } from "./definition.ts";
import type { StackEnvironment } from "./environment.ts";
import type { Place } from "./error.ts";
import type { Evaluated, Scope } from "./evaluation.ts";
import type { MapNode } from "./node.ts";
import type { ParameterValue } from "./parameters.ts";
import type { ResourceValues } from "./resource-values.ts";
import type { OtherValue, Surroundings } from "./surroundings.ts";

/** What is known while one template is being resolved. */
export interface Resolution {
  /** As messages name it. */
  readonly file: string;
  readonly environment: StackEnvironment;
  /** The template as it is written. */
  readonly source: MapNode;
  /** The same in the words of CloudFormation, without loops. */
  readonly root: MapNode;
  /** What SAM made of it; `null` for one without types of SAM. */
  readonly sam: SamExpansion | null;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly scope: Scope;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly values: ResourceValues;
  readonly hasLanguageExtensions: boolean;
  readonly tracker: Tracker;
  readonly surroundings: Surroundings;
  readonly nested: NestedStacks;
  /** Whether the resource is created. */
  isActive(definition: Definition): boolean;
  /** Evaluates apart from what is being resolved. */
  traced(make: () => Evaluated): Traced;
}

/** What was evaluated, and the ids of the resources that it names. */
export interface Traced {
  readonly value: Evaluated;
  readonly names: readonly string[];
}

/** Knows which resources the node that is being evaluated has named, and where. */
export interface Tracker {
  /** By logical id. */
  named: Map<string, Place>;
  /** Of other stacks, by id. */
  others: Map<string, Place>;
}

/** The templates that a template nests. */
export interface NestedStacks {
  /** The stack that a resource is; a sentence that says why not, where its template is not here. */
  of(definition: Definition): Resolution | string;
  /** Whether it is being opened: what its parameters need does not know it yet. */
  isOpening(definition: Definition): boolean;
  /** What `Fn::GetAtt` of `Outputs.X` returns; `undefined` where the template is not here. */
  output(definition: Definition, attribute: string, place: Place): OtherValue | undefined;
}
