export { Stack, type StackProps, type StackScenario } from "./builder/stack.ts";
export { AwsClient, AwsError, type Parameter, type PendingCall } from "./control/client.ts";
export { checkUnmodeled } from "./control/unmodeled.ts";
export { missingPermissions } from "./run/warnings/permissions.ts";
export type { PolicyConfig } from "./control/policy-config.ts";
export type { UnmodeledAnswer, UnmodeledAnswers } from "./control/state.ts";
export type { ErrorGroup, Slowdown } from "./run/failures.ts";
export { deadLettersOf, givenUpTo, heldIn, type DeadLetter } from "./run/dead-letters.ts";
export { lossesOf } from "./run/losses.ts";
export type { UnmodeledOperation } from "./run/unmodeled-operations.ts";
export { MinuteSeries, type Series } from "./run/minute-series.ts";
export { GaugeSeries } from "./run/gauge-series.ts";
export { Histogram } from "./run/histogram.ts";
export { Percentiles, type RecordedOf } from "./run/percentiles.ts";
export type { Call } from "./service/call.ts";
export {
  AwsCallError,
  call,
  signedWith,
  type Credentials,
  RuntimeExit,
  wait,
  type AwsCall,
  type Handler,
  type Script,
  type ScriptContext,
  type Scripts,
  type ScriptStep,
} from "./service/script.ts";
export type { QueryAnswer, QueryAsked, QueryEngine, TableData } from "./service/query-engine.ts";
export type { RunCode } from "./service/run-code.ts";
export { shownFigure, type AssumedFigure, type Assumptions } from "./service/assumed-figure.ts";
export type { DecidingAssumption } from "./run/deciding-assumptions.ts";
export type { Extras } from "./service/construct.ts";
export { filteredBody } from "./pattern/example.ts";
export { respelled } from "./request/respelled.ts";
export { partitionOf } from "./service/partition.ts";
export { doorFor, type DoorName, type StandIns } from "./service/entry.ts";
export { nearestName, withNearest } from "./text/nearest.ts";
export { checkOperationName, checkUnmodeledName, NotModeledError } from "./control/not-modeled.ts";
export type { NotModeled, PlainObject, Refused } from "./service/refusal.ts";
export { checkAction } from "./run/actions.ts";
export type { ActionReport, UpdateOutcome } from "./run/action-report.ts";
export type { StepReport } from "./run/update/step-report.ts";
export type { UpdateTimeline } from "./run/update/timeline.ts";
export type { Traffic } from "./run/update/traffic.ts";
export { customDeployment, customOperation, isCustomType } from "./action/custom-resource.ts";
export type { DeployStep, StepChange, UpdateBranch, UpdateEnd } from "./action/update-state.ts";
export type { ActionOutcome } from "./action/machine.ts";
export type { ActionTarget, ActionTargets } from "./action/action-line.ts";
export type { NamedCall, ResourceAction, SettableProperty } from "./service/resource-action.ts";
export { reportOf, type MetricReport, type RunReport, type Verdict } from "./run/report.ts";
export type { Charge } from "./service/billing.ts";
export type { Cost } from "./run/cost.ts";
export { speedscopeFile, type SpeedscopeFile } from "./run/speedscope.ts";
export type { Profiler, ProfileSample } from "./service/profile.ts";
export { logOfResource } from "./run/logs.ts";
export type { LogEvent } from "./service/log.ts";
export { measured, type MeasuredRun } from "./run/measured.ts";
export { disturbancesOf, exceptedLosses } from "./run/expectation/conduct.ts";
export type { Disturbance, Level } from "./run/expectation/recovery.ts";
export { reportedOf, viewOf, type RunView } from "./run/run-view.ts";
export type { Relation, Role, Seen, SeenRun } from "./service/seen.ts";
export { bodiless, httpVersions, type HttpRequestSaid } from "./service/http.ts";
export { figureOf, type Numbers } from "./service/figure.ts";
export type {
  Assumption,
  HeldMessage,
  LossSaid,
  Parts,
  Reporting,
  UsualArrival,
  UsualBehind,
  WayLost,
  Table,
} from "./service/reporting.ts";
export { number, percentage, plural, time, withArticle } from "./text/figures.ts";
export type { Deployment } from "./service/deployment.ts";
export { deploymentIn } from "./service/type-deployment.ts";
export type { TemplateVerdict } from "./service/template-facts.ts";
export type {
  LeftOutMeaning,
  MadeResource,
  MadeType,
  NamedResource,
  NameRule,
  PropertyMeaning,
  Reading,
  ReturningResource,
  TemplateOperation,
  TemplateResource,
  TemplateType,
} from "./service/template-type.ts";
export type {
  NamedInTemplate,
  TemplatePeer,
  TemplateNeighbor,
  TemplateSurroundings,
} from "./service/template-surroundings.ts";
export { parseShare, type RateText, type ShareSaid, type SizeSaid } from "./service/said.ts";
export type {
  ActionInput,
  Durations,
  ExpectInput,
  FaultInput,
  FunctionInput,
  MappingInput,
  MetricName,
  QueueInput,
  ScenarioInput,
  Sizes,
  TopicInput,
  UnmodeledInput,
  WorkloadInput,
} from "./service/scenario-input.ts";
export { parseSize, type SizeText } from "./service/size.ts";
export type { Rule } from "./service/rule.ts";
export type { EventFacts, SampleEvents } from "./service/sample-event.ts";
export {
  continuedRun,
  continueRun,
  prepareRun,
  type ContinueOptions,
  type Later,
  type Run,
  type RunOptions,
  type RunResource,
} from "./run/run.ts";
export {
  imprintRecorder,
  replayRun,
  runFileFormat,
  runFileOf,
  runInPortions,
  type Comparison,
  type ReplayRunOptions,
  type RunFile,
  type SavedCounterexample,
} from "./run/run-file.ts";
export type { Imprint, ImprintRecorder, Mismatch } from "./run/imprint.ts";
export {
  isStatistic,
  percentOf,
  type ArchitectureOperation,
  type Conduct,
  type ConductMeasure,
  type ExtendedClientSaid,
  type CostMeasure,
  type ExceptedLoss,
  type ExpectedBounds,
  type Expectation,
  type Measure,
  type LeftOut,
  type MetricMeasure,
  type MetricNumber,
  type Scenario,
  type ActionSaid,
  type ScenarioAction,
  type ScenarioFault,
  type Slowness,
  type Statistic,
  type Within,
  type Workload,
} from "./run/scenario.ts";
export {
  outcomesAtEnd,
  sensitivityOf,
  tryOtherAssumptions,
  untriedBecause,
  type Difference,
  type RangeEnd,
  type Sensitivity,
} from "./run/sensitivity.ts";
export { allAssumptions, latencies } from "./figures.ts";
export { allMetrics, isCountMetric, isDurationMetric, isMetric } from "./metrics.ts";
export { allKinds, allRules, quotas, services } from "./services.ts";
export type { Kinds } from "./service/kinds.ts";
export { deployed, withExtras, type DeployedResource } from "./run/deployed.ts";
export { givesRows } from "./run/rows-given.ts";
export { scriptsNamedIn } from "./run/scripts-named.ts";
export type { Extra, ExtraSection, ExtraSetting, Form, FormOfObject } from "./service/extras.ts";
export { isStruck, type ResourceKind } from "./service/resource-kind.ts";
export {
  machinesOf,
  simulate,
  withClient,
  type AwsOptions,
  type AwsSimulation,
} from "./run/simulate.ts";
export type {
  AcceptedMessage,
  Branch,
  StoryStep,
  StoryStepType,
  Whereabouts,
} from "./service/story.ts";
export {
  acceptedMessages,
  findMessage,
  storiesOf,
  storyOf,
  type StoryEnd,
  type WholeStory,
} from "./run/story/story.ts";
export type { Origin } from "./service/origin.ts";
export { conventionsVersion, otlpLines, type OtlpOptions } from "./run/spans/otlp-lines.ts";
export { perfettoTrace, type GaugeSample } from "./run/spans/perfetto-trace.ts";
export type { SpanOptions } from "./run/spans/span-reader.ts";
export { consumerComponent, consumerNames } from "./run/consumers.ts";
export type { Consumer } from "./consumer/config.ts";
export { checkCaller, checkMessages, resolveRetry } from "./workload/caller.ts";
export type { Batching, RetryConfig, Users } from "./workload/caller.ts";
export type { AttributeValue, WorkloadAttribute } from "./workload/attributes.ts";
export type { Jitter, RetryBudget } from "./workload/retry.ts";
export {
  noBody,
  resolveHttpRequest,
  resolveRequestMix,
  type MixedRequest,
} from "./workload/http-request.ts";
export { resolveBreaker, type BreakerConfig } from "./workload/breaker-settings.ts";
export { resolveConnections, type ConnectionsConfig } from "./workload/connection-settings.ts";
export { resolveLocation, type Location } from "./workload/location.ts";
export { resolveSession, type SessionStep } from "./workload/session.ts";
export { breakerDefaults, callerBounds } from "./workload/limits.ts";
export { feltColumns, feltNoun } from "./workload/routes.ts";
export { checkExtendedClient } from "./run/offload-store.ts";
export { offloadThreshold } from "./workload/offloading.ts";
export { checkPayload, type PayloadRange } from "./workload/payload-check.ts";
export { type PayloadSettings } from "./workload/payload.ts";
export { workloadAttempts } from "./workload/limits.ts";
// eslint-disable-next-line no-restricted-syntax -- The names are listed in each service's public.ts.
export * from "./public.ts";
