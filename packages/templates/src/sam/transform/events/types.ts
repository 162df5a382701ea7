import { apiOfFunction, apiOfStateMachine } from "./api.ts";
import type { EventTypes } from "./event.ts";
import { httpApi } from "./http-api.ts";
import { alexaSkill, cloudWatchLogs, cognito, iotRule } from "./other-events.ts";
import { pullEvents } from "./pull.ts";
import { patternRule, schedule } from "./rules.ts";
import { s3 } from "./s3.ts";
import { scheduler } from "./scheduler.ts";
import { sns } from "./sns.ts";

/** The events that a function may have. */
export const functionEvents: EventTypes = {
  ...pullEvents,
  Schedule: schedule,
  CloudWatchEvent: patternRule,
  EventBridgeRule: patternRule,
  S3: s3,
  SNS: sns,
  Api: apiOfFunction,
  HttpApi: httpApi,
  AlexaSkill: alexaSkill,
  IoTRule: iotRule,
  Cognito: cognito,
  CloudWatchLogs: cloudWatchLogs,
  ScheduleV2: scheduler,
};

/** The events that a state machine may have. */
export const stateMachineEvents: EventTypes = {
  Schedule: schedule,
  CloudWatchEvent: patternRule,
  EventBridgeRule: patternRule,
  Api: apiOfStateMachine,
  ScheduleV2: scheduler,
};
