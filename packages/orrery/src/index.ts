export { anyFaults, type FaultOptions } from "./any-faults.ts";
export { anySettings, type GivenSettings } from "./any-settings.ts";
export { anyWorkload, type GivenWorkload, type WorkloadOptions } from "./any-workload.ts";
export type { FaultKind, GivenFault } from "./fault-sentence.ts";
export { deploy, Deployment, World, type LaterSettings, type WorldNumbers } from "./deployment.ts";
export { duckDb, queryEngineFor } from "./duckdb.ts";
export { run } from "./run.ts";
export type { DeadLetter } from "@orrery/aws";
export { RunResult, type Reading, type Recovery } from "./run-result.ts";
export { MetricNumbers } from "./numbers.ts";
export {
  combinationsOf,
  Sweep,
  sweep,
  replicationSteps,
  seedsOfSweep,
  sweepOf,
  type Combination,
  type Replication,
  type Sweeping,
  type SweepOptions,
  type SweepRow,
} from "./sweep.ts";
export { type Interval } from "./interval.ts";
export type { HandledFunction, Scenario, ScenarioSettings, Subject } from "./subject.ts";
export { version } from "./version.ts";
export type {
  ActionInput,
  FaultInput,
  FunctionInput,
  MappingInput,
  MetricName,
  QueueInput,
  TopicInput,
  WorkloadInput,
} from "@orrery/aws";
export { assertProperty, type PropertyOptions, type PropertyTally } from "@orrery/testing";
export {
  actions,
  apigateway,
  apigatewayv2,
  appscaling,
  athena,
  call,
  signedWith,
  type Credentials,
  cloudfront,
  cloudwatch,
  codedeploy,
  cognito,
  docdb,
  durable,
  dynamodb,
  elbv2,
  elbv2Targets,
  events,
  firehose,
  glue,
  kafka,
  kinesis,
  lambda,
  logs,
  logs_destinations,
  mq,
  origins,
  pipes,
  s3,
  s3n,
  scheduler,
  schedulerTargets,
  sns,
  sources,
  sqs,
  Stack,
  stepfunctions,
  destinations,
  subscriptions,
  targets,
  tasks,
  wait,
  xray,
  AwsCallError,
  RuntimeExit,
  type DynamoDBRecord,
  type DynamoDBStreamEvent,
  type Handler,
  type Script,
  type ScriptContext,
  type Scripts,
  type SNSEvent,
  type SQSBatchResponse,
  type SQSEvent,
  type SQSRecord,
} from "@orrery/aws";
export {
  ConfigError,
  days,
  formatDuration,
  hours,
  microseconds,
  milliseconds,
  minutes,
  seconds,
  type Duration,
} from "@orrery/kernel";
