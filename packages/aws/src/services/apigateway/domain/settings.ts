/** A custom domain, as its machine has it. Plain data. */
export interface DomainSettings {
  readonly name: string;
  readonly mode: RoutingMode;
  /** Its callers show certificates. */
  readonly isMutual: boolean;
  /** Those of longer paths first. */
  readonly mappings: readonly DomainMapping[];
  /** In order of their priorities. */
  readonly rules: readonly DomainRule[];
}

/** What decides where a request goes. */
export type RoutingMode =
  "API_MAPPING_ONLY" | "ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_API_MAPPING";

/** A stage of an API, by its connection. */
export interface DomainTarget {
  readonly to: number;
  readonly kind: string;
  readonly arn: string;
  /** `null`: the path names it. */
  readonly stage: string | null;
}

/** The API of a base path. */
export interface DomainMapping extends DomainTarget {
  /** Without slashes at its ends; empty: it is for all the rest. */
  readonly path: string;
}

/** The API of requests for which all conditions hold. */
export interface DomainRule extends DomainTarget {
  /** Of each, one must match. */
  readonly headers: readonly (readonly HeaderMatch[])[];
  /** One must match; empty: any path does. */
  readonly paths: readonly string[];
  readonly stripsPath: boolean;
}

/** A header with a pattern, which has stars at its ends only. */
export interface HeaderMatch {
  readonly name: string;
  readonly pattern: string;
}
