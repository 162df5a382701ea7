import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "./refusal.ts";

/** A resource as the control plane knows it. A value: a change puts another in its place. */
export interface Resource {
  /** The kind of its machine, such as `sqs.queue`. */
  readonly kind: string;
  /** Its name in AWS, unique among those of its kind. */
  readonly name: string;
  /** Unique in a run, from 1; never used again. */
  readonly number: number;
  /** Its component's name in the architecture, `<kind>:<name>`. */
  readonly component: string;
  readonly arn: string;
  /** What the architecture calls it; left out where a call in the run made it. */
  readonly logicalId?: string;
  /** What only one of its kind may have at a time besides, such as a mapping's queue and function. */
  readonly mark?: string;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** What the service's operations keep of it: plain data, such as attributes as AWS spells them. */
  readonly record: PlainObject;
}

/** Finds resources; `undefined`: there is none. */
export interface ResourceFinder {
  find(kind: string, name: string): Resource | undefined;
  list(kind: string): readonly Resource[];
}
