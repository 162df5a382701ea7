import { minutes } from "@orrery/kernel";
import { expect, it } from "vitest";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { functionArn, piped, PipedAccount } from "../test/piped-account.ts";

const group = "arn:aws:logs:us-east-1:123456789012:log-group:pipes";
const toGroup = (Level: string, more: PlainObject = {}): PlainObject => ({
  LogConfiguration: {
    ...{ Level, CloudwatchLogsLogDestination: { LogGroupArn: group } },
    ...more,
  },
});

interface Record {
  readonly executionId: string;
  readonly messageType: string;
  readonly logLevel: string;
  readonly payload?: string;
  readonly awsRequest?: string;
  readonly awsResponse?: string;
  readonly truncatedFields?: readonly string[];
  readonly error?: { readonly message: string; readonly awsService: string };
}

/** The records in a log group. */
function recordsIn(account: PipedAccount, logGroupName = "pipes"): readonly Record[] {
  const { events = [] } = account.call("logs", "FilterLogEvents", { logGroupName });
  return (events as readonly { readonly message: string }[]).map(
    ({ message }) => JSON.parse(message) as Record,
  );
}
const steps = (records: readonly Record[]): readonly string[] =>
  records.map(({ messageType }) => messageType);

/** An account whose logs are kept, with a worker that returns something. */
function logging(response: unknown = null, more: PlainObject = {}): PipedAccount {
  const account = new PipedAccount({ logs: true });
  const { Behavior, ...rest } = functionParams as PlainObject;
  account.call("lambda", "CreateFunction", {
    ...rest,
    Behavior: { ...(Behavior as PlainObject), response: response as never, ...more },
  });
  return account;
}

it("pipes.log.levels: logs each step from the level on", () => {
  const stepsAt = (Level: string): readonly string[] => {
    const account = logging([{ a: 1 }]);
    const template = { InputTemplate: "<$.a>" };
    const by = { Enrichment: functionArn("worker"), TargetParameters: template };
    account.create(piped({ ...toGroup(Level), ...by }));
    account.send("x");
    account.advance(minutes(1));
    expect(account.got()).toEqual(["1"]);
    expect(account.sum("LogRecords")).toBe(Level === "OFF" ? 0 : recordsIn(account).length);
    if (Level === "OFF") return [];
    expect(new Set(recordsIn(account).map(({ executionId }) => executionId)).size).toBeLessThan(2);
    return steps(recordsIn(account));
  };
  expect(stepsAt("OFF")).toEqual([]);
  const info = [
    "EXECUTION_STARTED",
    "ENRICHMENT_STAGE_ENTERED",
    "ENRICHMENT_STAGE_SUCCEEDED",
    "TARGET_STAGE_ENTERED",
    "TARGET_STAGE_SUCCEEDED",
    "EXECUTION_SUCCEEDED",
  ];
  expect(stepsAt("INFO")).toEqual(info);
  const trace = stepsAt("TRACE");
  expect(trace.filter((step) => info.includes(step))).toEqual(info);
  expect(trace.filter((step) => !info.includes(step))).toEqual([
    "ENRICHMENT_INVOCATION_STARTED",
    "ENRICHMENT_INVOCATION_SUCCEEDED",
    "TARGET_TRANSFORMATION_STARTED",
    "TARGET_TRANSFORMATION_SUCCEEDED",
    "TARGET_INVOCATION_STARTED",
    "TARGET_INVOCATION_SUCCEEDED",
  ]);
});

it("pipes.log.levels: logs at the level ERROR what fails, and nothing else", () => {
  const account = logging(null, { failures: 1 });
  account.create(piped({ ...toGroup("ERROR"), Target: functionArn("worker") }));
  account.send("x");
  account.advance(minutes(1));
  const records = recordsIn(account);
  expect(steps(records).slice(0, 3)).toEqual([
    "TARGET_INVOCATION_FAILED",
    "TARGET_STAGE_FAILED",
    "EXECUTION_FAILED",
  ]);
  for (const { logLevel, error } of records) {
    expect(logLevel).toBe("ERROR");
    expect(error).toEqual({
      message: "The target failed.",
      details: "TargetError",
      awsService: "lambda",
    });
  }
  const fine = logging();
  fine.create(piped(toGroup("ERROR")));
  fine.send("x");
  fine.advance(minutes(1));
  expect(fine.got()).toHaveLength(1);
  expect(fine.sum("LogRecords")).toBe(0);
});

it("pipes.log.data: has what was worked on only where the pipe says so", () => {
  const records = (more: PlainObject): readonly Record[] => {
    const account = logging({ done: true });
    account.create(piped({ ...toGroup("TRACE", more), Target: functionArn("worker") }));
    account.send("x");
    account.advance(minutes(1));
    return recordsIn(account);
  };
  for (const record of records({})) {
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(["payload"]));
  }
  const all = records({ IncludeExecutionData: ["ALL"] });
  const named = (step: string) => all.find(({ messageType }) => messageType === step)!;
  expect(JSON.parse(named("EXECUTION_STARTED").payload!)).toMatchObject([{ body: "x" }]);
  expect(JSON.parse(named("TARGET_INVOCATION_STARTED").awsRequest!)).toMatchObject([{ body: "x" }]);
  expect(named("TARGET_INVOCATION_SUCCEEDED").awsResponse).toBe('{"done":true}');
});

it("pipes.log.data: cuts what makes a record too long", () => {
  const account = logging();
  account.create(piped(toGroup("INFO", { IncludeExecutionData: ["ALL"] })));
  account.send("x".repeat(262_000));
  account.advance(minutes(1));
  const [started] = recordsIn(account);
  expect(started!.truncatedFields).toEqual(["payload"]);
  const length = JSON.stringify(started).length;
  expect(length).toBeLessThanOrEqual(262_144);
  expect(length).toBeGreaterThan(261_000);
});

it("pipes.log.destinations: goes to a delivery stream, and together into a bucket", () => {
  const account = logging();
  for (const Bucket of ["pipe-logs", "streamed"]) account.call("s3", "CreateBucket", { Bucket });
  account.call("firehose", "CreateDeliveryStream", {
    DeliveryStreamName: "logs",
    ExtendedS3DestinationConfiguration: {
      BucketARN: "arn:aws:s3:::streamed",
      RoleARN: "arn:aws:iam::123456789012:role/firehose",
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
    },
  });
  const DeliveryStreamArn = "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs";
  account.create(
    piped({
      LogConfiguration: {
        Level: "INFO",
        FirehoseLogDestination: { DeliveryStreamArn },
        S3LogDestination: {
          ...{ BucketName: "pipe-logs", BucketOwner: "123456789012", Prefix: "pipes/" },
        },
      },
    }),
  );
  account.send("x");
  account.advance(minutes(1));
  account.send("y");
  account.advance(minutes(9));
  const logged = account.sum("LogRecords");
  expect(logged).toBe(8);
  expect(account.sum("LogRecordsRefused")).toBe(0);
  const keysIn = (Bucket: string): readonly string[] => {
    const { Contents = [] } = account.call("s3", "ListObjectsV2", { Bucket });
    return (Contents as readonly { readonly Key: string }[]).map(({ Key }) => Key);
  };
  const [key, ...others] = keysIn("pipe-logs");
  expect(others).toEqual([]);
  expect(key).toMatch(/^pipes\/pipe\/2026\/11\/23\/09\/0\d-1\.json$/);
  expect(keysIn("streamed")).not.toEqual([]);
  const size = (Bucket: string): number =>
    (account.call("s3", "ListObjectsV2", { Bucket })["Contents"] as readonly { Size: number }[])
      .map(({ Size }) => Size)
      .reduce((sum, each) => sum + each, 0);
  // A record a line.
  expect(size("pipe-logs")).toBe(account.sum("LogBytes") + logged);
  expect(size("streamed")).toBe(account.sum("LogBytes") + logged);
});

it("pipes.log.destinations: counts records that nobody takes, and begins when a pipe is changed", () => {
  const account = logging();
  account.call("s3", "CreateBucket", { Bucket: "pipe-logs" });
  account.create(piped());
  account.send("x");
  account.advance(minutes(1));
  account.refuse("s3.bucket:pipe-logs", "AccessDenied", minutes(60));
  const LogConfiguration = {
    Level: "INFO",
    CloudwatchLogsLogDestination: { LogGroupArn: group },
    S3LogDestination: { BucketName: "pipe-logs", BucketOwner: "123456789012" },
  };
  const RoleArn = "arn:aws:iam::123456789012:role/pipe";
  account.call("pipes", "UpdatePipe", { Name: "pipe", RoleArn, LogConfiguration });
  account.send("y");
  account.advance(minutes(10));
  expect(recordsIn(account)).toHaveLength(4);
  expect(account.sum("LogRecordsRefused")).toBe(4);
});
