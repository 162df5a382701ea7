import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { AwsError } from "../../../control/client.ts";
import { NotModeledError } from "../../../control/not-modeled.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { deployStream, failedArn, streamArn } from "./test/deployed-stream.ts";

const stack = () => deployStream({ mapping: { Enabled: false } });

/** How CreateEventSourceMapping refuses. */
function refusal(params: PlainObject): string {
  const { client, made } = stack();
  client.call("lambda", "DeleteEventSourceMapping", { UUID: made["UUID"]! });
  try {
    client.call("lambda", "CreateEventSourceMapping", {
      FunctionName: "reader",
      EventSourceArn: streamArn,
      ...params,
    });
    return "taken";
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
const latest = { StartingPosition: "LATEST" };

it("stream-mapping.api.position: is needed, and one of those of the source", () => {
  expect(refusal({})).toBe(
    "InvalidParameterValueException: 1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
  );
  expect(refusal({ StartingPosition: "invalid" })).toBe(
    "ValidationException: 1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
  );
  expect(refusal({ StartingPosition: "AT_TIMESTAMP" })).toMatch(/StartingPositionTimestamp/);
  expect(refusal({ ...latest, StartingPositionTimestamp: 1 })).toMatch(/StartingPositionTimestamp/);
  expect(refusal(latest)).toBe("taken");
});

it("stream-mapping.api.shown: answers with all parameters", () => {
  const { made } = deployStream();
  expect(made).toMatchObject({
    BatchSize: 100,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    EventSourceArn: streamArn,
    FunctionResponseTypes: [],
    LastProcessingResult: "No records processed",
    MaximumBatchingWindowInSeconds: 0,
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    StartingPosition: "TRIM_HORIZON",
    State: "Creating",
    StateTransitionReason: "User action",
    TumblingWindowInSeconds: 0,
  });
});

it("stream-mapping.api.conflict: one stream and one function have one mapping", () => {
  const { client, made } = stack();
  expect(() =>
    client.call("lambda", "CreateEventSourceMapping", {
      FunctionName: "reader",
      EventSourceArn: streamArn,
      ...latest,
    }),
  ).toThrow(
    `The event source arn (" ${streamArn} ") and function (" reader ") provided mapping already exists. Please update or delete the existing mapping with UUID ${String(made["UUID"])}`,
  );
});

it("a stream that is not there is not found", () => {
  expect(refusal({ EventSourceArn: `${streamArn}s`, ...latest })).toBe(
    `InvalidParameterValueException: Stream not found: ${streamArn}s`,
  );
});

it("stream-mapping.destination.kinds: takes standard queues and topics, and buckets", () => {
  const to = (Destination: string) => ({
    ...latest,
    DestinationConfig: { OnFailure: { Destination } },
  });
  expect(refusal(to(failedArn))).toBe("taken");
  expect(refusal(to("arn:aws:sns:us-east-1:123456789012:failed"))).toBe("taken");
  expect(refusal(to("arn:aws:s3:::failed"))).toBe("taken");
  expect(refusal(to(`${failedArn}.fifo`))).toMatch(/is invalid/);
  expect(refusal(to("arn:aws:lambda:us-east-1:123456789012:function:other"))).toMatch(/is invalid/);
  expect(() => refusal(to("kafka://failed"))).toThrow(NotModeledError);
});

it("refuses what is for other sources, and what is out of range", () => {
  expect(refusal({ ...latest, ScalingConfig: { MaximumConcurrency: 5 } })).toMatch(
    /Unsupported ScalingConfig parameter/,
  );
  expect(refusal({ ...latest, MaximumRecordAgeInSeconds: 30 })).toMatch(/-1 or between 60/);
  expect(refusal({ ...latest, ParallelizationFactor: 11 })).toMatch(/parallelizationFactor/);
  expect(refusal({ ...latest, FilterCriteria: { Filters: [{ Pattern: "{" }] } })).toMatch(
    /Invalid filter pattern definition/,
  );
  expect(refusal({ ...latest, BatchSize: 10_001 })).toMatch(/batchSize/);
});

it("mappings of queues and streams are listed together, and found by either end", () => {
  const { client, made } = deployStream({ mapping: { Enabled: false }, timeout: 30 });
  client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "reader",
    EventSourceArn: failedArn,
    Enabled: false,
  });
  const list = (params: PlainObject) =>
    client.call("lambda", "ListEventSourceMappings", params)["EventSourceMappings"] as unknown[];
  expect(list({})).toHaveLength(2);
  expect(list({ EventSourceArn: streamArn })).toMatchObject([{ UUID: made["UUID"] }]);
});

it("a mapping that is deleted reads no more, and is gone once its last batch must be done", () => {
  const { client, made, put, run, batches } = deployStream();
  run(seconds(2));
  client.call("lambda", "DeleteEventSourceMapping", { UUID: made["UUID"]! });
  put("a");
  run(seconds(10));
  expect(batches()).toEqual([]);
  expect(() => client.call("lambda", "GetEventSourceMapping", { UUID: made["UUID"]! })).toThrow(
    "The resource you requested does not exist.",
  );
});
