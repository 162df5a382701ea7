import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { cloudwatchService } from "./index.ts";
import { custom, ofErrors } from "./test/alarm-account.ts";

const ask =
  (operation: string, params: PlainObject = {}) =>
  (): JourneyCall => ["cloudwatch", operation, params];
const actions = [
  "arn:aws:sns:us-east-1:123456789012:nobody",
  "arn:aws:lambda:us-east-1:123456789012:function:worker",
  "arn:aws:ssm:us-east-1:123456789012:opsitem:1", // Counted.
];
const alarm = (AlarmName: string, params: PlainObject = {}) =>
  ask("PutMetricAlarm", { AlarmName, ...(custom as PlainObject), ...params });
const put = (Value: number, more: PlainObject = {}) =>
  ask("PutMetricData", {
    Namespace: "Shop",
    MetricData: [{ MetricName: "Orders", Value, ...more }],
  });
const force = (AlarmName: string, StateValue: string) =>
  ask("SetAlarmState", { AlarmName, StateValue, StateReason: "a test" });
const composite = (params: PlainObject = {}) =>
  ask("PutCompositeAlarm", {
    AlarmName: "both",
    AlarmRule: "ALARM(many) OR ALARM(errors)",
    AlarmActions: actions,
    ...params,
  });
const suppressed = {
  ActionsSuppressor: "other",
  ActionsSuppressorWaitPeriod: 20,
  ActionsSuppressorExtensionPeriod: 20,
};
const ofAge = {
  Namespace: "AWS/Lambda",
  MetricName: "RunningInvocations",
  Dimensions: [{ Name: "FunctionName", Value: "worker" }],
};
const invoke = (): JourneyCall => ["lambda", "Invoke", { FunctionName: "worker" }];

const journeys: Journeys = {
  // Whoever reads metrics looks into logs.
  logs: true,
  // It keeps its history, so that no two of its worlds are alike in which one changed oftener.
  seldomAlike: true,
  made: [
    ["lambda", "CreateFunction", functionParams as PlainObject],
    put(1)(),
    alarm("many", { AlarmActions: actions, OKActions: actions })(),
    alarm("errors", { ...(ofErrors as PlainObject), InsufficientDataActions: actions })(),
    alarm("age", ofAge)(),
    alarm("other")(),
    composite()(),
  ],
  courses: [
    [put(9), minutes(3), put(1), minutes(3)],
    [composite(suppressed), force("many", "ALARM"), seconds(30), force("many", "OK"), seconds(5)],
    [
      composite(suppressed),
      force("other", "ALARM"),
      force("many", "ALARM"),
      seconds(5),
      force("other", "OK"),
      seconds(30),
      force("many", "OK"),
    ],
    [alarm("fast", { Period: 10 }), put(9, { StorageResolution: 1 }), minutes(1)],
    [minutes(2), ask("DeleteAlarms", { AlarmNames: ["other"] }), minutes(2)],
    [
      ask("ListMetrics"),
      ask("DescribeAlarmHistory"),
      ask("GetMetricStatistics", {
        Namespace: "Shop",
        MetricName: "Orders",
        StartTime: 1_767_225_600,
        EndTime: 1_767_226_000,
        Period: 60,
        Statistics: ["Sum"],
      }),
    ],
  ],
  asked: [
    put(9),
    put(1),
    put(3, { StorageResolution: 1 }),
    alarm("many", { AlarmActions: actions, Threshold: 2 }),
    alarm("many", { EvaluationPeriods: 3, DatapointsToAlarm: 2 }),
    alarm("fast", { Period: 10 }),
    composite(suppressed),
    composite(),
    force("many", "ALARM"),
    force("many", "OK"),
    force("other", "ALARM"),
    force("both", "INSUFFICIENT_DATA"),
    ask("DisableAlarmActions", { AlarmNames: ["many"] }),
    ask("EnableAlarmActions", { AlarmNames: ["many"] }),
    ask("DescribeAlarms"),
    ask("DescribeAlarmHistory"),
    ask("ListMetrics"),
    ask("DeleteAlarms", { AlarmNames: ["fast"] }),
    invoke,
  ],
};

itKeepsTheContract(cloudwatchService, journeys);
