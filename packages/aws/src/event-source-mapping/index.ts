export { eventSourceMappingOperations, taggedMappings } from "./api.ts";
export {
  resolveEventSourceMappingConfig,
  type EventSourceMappingConfig,
  type EventSourceMappingSettings,
  type PollerModel,
} from "./config.ts";
export { eventSourceMappingInvariants } from "./invariants.ts";
export { eventSourceMappingMachine } from "./machine.ts";
export { eventSourceMappingRules } from "./rules.ts";
