import type { Place } from "./error.ts";
import type { MapNode } from "./node.ts";

/** A resource as the template defines it, its properties merged with `Globals`. */
export interface Definition {
  readonly logicalId: string;
  readonly type: string;
  /** Where its logical id stands. */
  readonly place: Place;
  readonly node: MapNode;
  readonly properties: MapNode;
}
