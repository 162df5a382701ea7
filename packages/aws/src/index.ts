export {
  LambdaFunction,
  profile,
  Queue,
  SqsEventSource,
  Stack,
  type DeadLetterQueue,
  type FunctionProps,
  type QueueProps,
  type SqsEventSourceProps,
  type StackProps,
  type StackScenario,
} from "./builder/index.ts";
export { AwsClient, AwsError, type Parameter, type PendingCall } from "./client.ts";
export {
  checkUnmodeled,
  type UnmodeledAnswer,
  type UnmodeledAnswers,
} from "./control/unmodeled.ts";
export type { ErrorGroup, UnmodeledOperation } from "./function-errors.ts";
export { GaugeSeries } from "./gauge-series.ts";
export type { Behavior, ProfileBehavior, ScriptBehavior } from "./lambda/config.ts";
export {
  AwsCallError,
  call,
  RuntimeExit,
  wait,
  type Script,
  type ScriptContext,
  type Scripts,
  type ScriptStep,
} from "./lambda/script.ts";
export { isDurationMetric, tallyMetrics } from "./metric.ts";
export { latencyNames } from "./latency-names.ts";
export { nearestName, withNearest } from "./nearest.ts";
export { checkOperationName, checkUnmodeledName, NotModeledError } from "./not-modeled.ts";
export {
  scalingSettings,
  type Scaling,
  type ScalingSetting,
} from "./event-source-mapping/scaling-config.ts";
export type { NotModeled, PlainObject, Refused } from "./refusal.ts";
export {
  reportOf,
  type MetricReport,
  type PercentilesOf,
  type RunReport,
  type Verdict,
} from "./report.ts";
export type { Charge } from "./billing.ts";
export type { Cost } from "./cost.ts";
export {
  reportedOf,
  viewOf,
  type Consumer,
  type RunView,
  type SeenFunction,
  type SeenQueue,
} from "./run-view.ts";
export { throttlesByLimit, type LimitedThrottles } from "./throttle-limits.ts";
export type { Rule } from "./rule.ts";
export {
  continueRun,
  prepareRun,
  type ContinueOptions,
  type Run,
  type RunOptions,
  type RunResource,
} from "./run.ts";
export {
  imprintRecorder,
  replayRun,
  runFileFormat,
  runFileOf,
  runInPortions,
  type Comparison,
  type RunFile,
} from "./run-file.ts";
export type { Imprint, ImprintRecorder, Mismatch } from "./imprint.ts";
export {
  statistics,
  type ArchitectureOperation,
  type Expectation,
  type MappingSettings,
  type LeftOut,
  type Scenario,
  type ScenarioFault,
  type Statistic,
  type Workload,
} from "./scenario.ts";
export {
  tryOtherAssumptions,
  type Difference,
  type OutcomeMetric,
  type Sensitivity,
} from "./sensitivity.ts";
export type { Assumption, DecisiveSetting, Slowdown } from "./slowdown.ts";
export { allRules, rulesOf } from "./services.ts";
export {
  machinesFor,
  simulate,
  withClient,
  type AwsOptions,
  type AwsSimulation,
} from "./simulate.ts";
export type { StoryStep, StoryStepType, Whereabouts } from "./story/step.ts";
export { findMessage, storyOf } from "./story/story.ts";
export { messageIdOf } from "./sqs/message-names.ts";
export type { MessageIdentity } from "./sqs/protocol.ts";
export type { QueueChance, QueueConfig } from "./sqs/config.ts";
export {
  checkPayload,
  functionPayload,
  queuePayload,
  type PayloadRange,
} from "./workload/payload-check.ts";
export { type PayloadSettings } from "./workload/payload.ts";
export { workloadAttempts, workloadTimeouts } from "./workload/retry.ts";
