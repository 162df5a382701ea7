import type { PlainObject } from "./refusal.ts";

/** What else a template has that decides how a resource is made. */
export interface TemplateSurroundings {
  /** Resources of the types that are asked for, in the order of the template. */
  readonly neighbors: readonly TemplateNeighbor[];
  /** The service, as its client is named, whose VPC endpoints are called so: of `kinesis-streams`, `kinesis`. */
  serviceAt(endpoint: string): string;
}

/** A resource beside another, whether it is simulated or not. */
export interface TemplateNeighbor {
  readonly type: string;
  /** The texts by which properties of others name it: what `Ref` returns, and its attributes that are ids or its ARN. */
  readonly names: readonly string[];
  /** Its properties as they are written. */
  readonly values: PlainObject;
}

/** What a property names. */
export interface NamedInTemplate {
  /** The resource, or its stand-in; `null`: the template does not hold it. */
  readonly resource: TemplatePeer | null;
  /** The text that names it; of a stand-in, the ARN by which it is reached. */
  readonly text: string;
  /** What people call its service, such as `Kinesis`; `null`: nobody knows. */
  readonly service: string | null;
}

/** A resource that another one names. */
export interface TemplatePeer {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
}
