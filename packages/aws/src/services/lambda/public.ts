export * as lambda from "./namespace.ts";
export * as sources from "./event-sources.ts";
export * as destinations from "./event-destinations.ts";
export * as durable from "./durable/script-steps.ts";
export { checkedScript } from "./function/script-check.ts";
export {
  profile,
  type Behavior,
  type ProfileBehavior,
  type ProfileCall,
  type ScriptBehavior,
} from "./config.ts";
export {
  scalingSettings,
  type Scaling,
  type ScalingSetting,
} from "../../mapping/queue/scaling-config.ts";
export {
  assumedOfInvocation,
  invocableFunctions,
  invokeFunction,
  type InvocableFunction,
  type InvocationReport,
  loggedBy,
  type SingleInvocation,
} from "./operations/single-invocation.ts";
export { sampleTriggerEvent } from "./trigger/sample.ts";
export { triggerStandIns } from "./trigger/stand-ins.ts";
