// What the namespace of the service holds; each file lists its own names.
/* eslint-disable no-restricted-syntax -- Listing them here as well would say them twice. */
export * from "./calls.ts";
export * from "./construct.ts";
export {
  ReplicationTimeValue,
  type IntelligentTieringConfiguration,
  type ReplicationRule,
} from "./construct-rules.ts";
export { getObject } from "./get-object.ts";
