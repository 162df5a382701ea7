import type { SamExpansion } from "../sam/expansion.ts";
import type { StackEnvironment } from "./environment.ts";
import type { Place } from "./error.ts";
import type { MapNode } from "./node.ts";
import type { AssumedValue } from "./assumed-value.ts";

/** A template without parameters, conditions or intrinsic functions: what would be deployed. */
export interface ResolvedTemplate {
  readonly file: string;
  readonly environment: StackEnvironment;
  /** In the order of the file, each followed by those that SAM makes beside it. */
  readonly resources: readonly ResolvedResource[];
  /** What SAM made of the template; `null` for one without types of SAM. */
  readonly sam: SamExpansion | null;
  readonly warnings: readonly string[];
}

/** A resource that would be deployed. */
export interface ResolvedResource {
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
}
