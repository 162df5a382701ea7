import { valueAsOf, type Plain } from "@orrery/kernel";
import type { Bound, Shape } from "./api-facts.ts";
import { isObject } from "./params.ts";

/** Whether a value has a type of AWS's models; services of a query protocol take texts for others. */
export function hasType(value: Plain, type: Shape["type"], isQuery: boolean): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" || (isQuery && isScalar(value));
    case "scalar":
      return isScalar(value);
    case "blob":
      return typeof value === "string";
    case "integer":
    case "long":
      return typeof value === "number" && Number.isSafeInteger(value);
    case "float":
    case "double":
    case "bigdecimal":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean" || (isQuery && (value === "true" || value === "false"));
    case "timestamp":
      return typeof value === "number" || typeof value === "string";
    case "list":
      return Array.isArray(value);
    case "structure":
    case "map":
      return isObject(value);
    case "any":
      return true;
  }
}

const isScalar = (value: Plain): boolean => value !== null && typeof value !== "object";

/** Whether values of a shape have values inside them. */
export const isComposite = ({ type }: Shape): boolean =>
  type === "structure" || type === "list" || type === "map";

/** A bound as it was on a date. */
export const boundAt = (bound: Bound, asOf: string): number =>
  typeof bound === "number" ? bound : valueAsOf(bound, asOf);
