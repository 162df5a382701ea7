export type { Behavior, ProfileBehavior, ScriptBehavior } from "./config.ts";
export {
  LambdaFunction,
  profile,
  SqsEventSource,
  type FunctionProps,
  type SqsEventSourceProps,
} from "./construct.ts";
export {
  scalingSettings,
  type Scaling,
  type ScalingSetting,
} from "./event-source-mapping/scaling-config.ts";
