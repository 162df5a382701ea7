import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { logsService } from "./index.ts";

const ask =
  (operation: string, params: PlainObject = {}) =>
  (): JourneyCall => ["logs", operation, { logGroupName: "shop", ...params }];
const start = 1_767_225_600_000; // When journeys begin.
const put = (...messages: readonly string[]) =>
  ask("PutLogEvents", {
    logStreamName: "one",
    logEvents: messages.map((message) => ({ timestamp: start, message })),
  });
const subscribe = (filterName: string, destinationArn: string, more: PlainObject = {}) =>
  ask("PutSubscriptionFilter", { filterName, filterPattern: "", destinationArn, ...more });
const measure = (filterName: string, transformation: PlainObject) =>
  ask("PutMetricFilter", {
    filterName,
    filterPattern: "ERROR",
    metricTransformations: [
      { metricNamespace: "Shop", metricName: "Found", metricValue: "1", ...transformation },
    ],
  });
const worker = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const stream = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
const elsewhere = "arn:aws:es:us-east-1:123456789012:domain/logs";

const journeys: Journeys = {
  logs: true,
  // It keeps its events, so that no two of its worlds are alike in which one has more.
  seldomAlike: true,
  made: [
    ["lambda", "CreateFunction", functionParams as PlainObject],
    ["kinesis", "CreateStream", { StreamName: "clicks", ShardCount: 1 }],
    ask("CreateLogGroup")(),
    ask("CreateLogStream", { logStreamName: "one" })(),
    put("first")(),
    subscribe("worker", worker)(),
    subscribe("stream", elsewhere)(),
    measure("found", { defaultValue: 0 })(),
  ],
  courses: [
    [put("ERROR", "fine"), minutes(2), put("fine"), minutes(2)],
    [ask("CreateLogStream", { logStreamName: "two" }), ask("DescribeLogStreams"), seconds(5)],
    [subscribe("stream", stream), put("ERROR"), minutes(4)],
    [
      ask("CreateLogStream", { logStreamName: "two" }),
      ask("DeleteLogStream", { logStreamName: "two" }),
    ],
  ],
  asked: [
    put("ERROR"),
    put("fine", "ERROR"),
    put("{}"),
    subscribe("worker", worker, { filterPattern: "ERROR" }),
    subscribe("stream", elsewhere),
    subscribe("stream", stream, { distribution: "Random" }),
    measure("found", { defaultValue: 1 }),
    measure("found", {}),
    ask("DeleteSubscriptionFilter", { filterName: "worker" }),
    ask("CreateLogStream", { logStreamName: "two" }),
    ask("DeleteLogStream", { logStreamName: "two" }),
    ask("DescribeLogStreams"),
    ask("FilterLogEvents"),
    ask("StartQuery", { startTime: 0, endTime: 2_000_000_000, queryString: "stats count(*)" }),
    ask("PutRetentionPolicy", { retentionInDays: 1 }),
    ask("DeleteRetentionPolicy"),
    (): JourneyCall => ["lambda", "Invoke", { FunctionName: "worker" }],
  ],
};

itKeepsTheContract(logsService, journeys);
