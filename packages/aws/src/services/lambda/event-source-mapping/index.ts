export { eventSourceMappingOperations, taggedMappings } from "./api.ts";
export {
  resolveEventSourceMappingConfig,
  type EventSourceMappingConfig,
  type EventSourceMappingSettings,
} from "./config.ts";
export { eventSourceMappingInvariants } from "./invariants.ts";
export { eventSourceMappingMachine } from "./machine.ts";
export { scalingSettings, type Scaling, type ScalingSetting } from "./scaling-config.ts";
export { eventSourceMappingRules } from "./rules.ts";
