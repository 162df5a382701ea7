import type { StackEnvironment } from "./environment.ts";
import type { Place } from "./error.ts";
import type { MapNode, TemplateNode } from "./node.ts";

/** A template without parameters, conditions or intrinsic functions: what would be deployed. */
export interface ResolvedTemplate {
  readonly file: string;
  readonly environment: StackEnvironment;
  /** In the order of the file, each followed by those that SAM makes of it. */
  readonly resources: readonly ResolvedResource[];
  readonly warnings: readonly string[];
}

/** A resource that would be deployed. */
export interface ResolvedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Where its logical id stands; of an implied one, where what implies it stands. */
  readonly place: Place;
  /** Under the names of its type, without those that come to `AWS::NoValue`. */
  readonly properties: MapNode;
  /** What it is called once deployed. */
  readonly physicalName: string;
  /** Resources that must be there before it: by DependsOn, or because its properties name them. */
  readonly dependsOn: readonly string[];
  /** Every resource that it names, also those that need not be there before it. */
  readonly references: readonly string[];
  /** Of a SAM resource, those that its events name: what starts it. */
  readonly eventReferences: readonly string[];
  /** The SAM resource that this one is made of; absent for those that the template spells out. */
  readonly impliedBy?: string;
  /** By a property, the type of what it names, where whoever made the resource knows it. */
  readonly typesNamed?: Readonly<Record<string, string>>;
  /** Where results are sent by resources that SAM makes beside it. */
  readonly destinations?: readonly TemplateNode[];
}
