import { days, minutes, seconds } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { watchedBus } from "../../../../test/watched-bus.ts";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
const queue = "arn:aws:sqs:us-east-1:123456789012:told";
let account = new S3Account();

interface Told {
  readonly eventName: string;
  readonly eventVersion: string;
  readonly s3: { readonly configurationId: string; readonly object: Record<string, unknown> };
}
const told = (): readonly Told[] => account.told() as unknown as readonly Told[];
const names = (): readonly string[] => told().map(({ eventName }) => eventName);
const soon = () => {
  account.wait(minutes(2));
};

beforeEach(() => {
  account = new S3Account();
  account.bucket();
});

describe("what a bucket tells", () => {
  it("s3.notification.events: each kind of change has its name", () => {
    account.tell(["s3:ObjectCreated:*", "s3:ObjectTagging:*", "s3:ObjectAcl:Put"]);
    account.call("DeleteBucketOwnershipControls", { Bucket });
    account.call("DeletePublicAccessBlock", { Bucket });
    account.put("a");
    account.call("CopyObject", { Bucket, Key: "b", CopySource: "uploads/a" });
    account.call("PutObjectTagging", {
      Bucket,
      Key: "a",
      Tagging: { TagSet: [{ Key: "k", Value: "v" }] },
    });
    account.call("DeleteObjectTagging", { Bucket, Key: "a" });
    account.call("PutObjectAcl", { Bucket, Key: "a", ACL: "public-read" });
    // Nothing changes.
    account.call("PutObjectAcl", { Bucket, Key: "a", ACL: "public-read" });
    expect(account.code("GetObject", { Bucket, Key: "none" })).toBe("NoSuchKey");
    expect(account.code("PutObject", { Bucket, Key: "a", IfNoneMatch: "*" })).toBe(
      "PreconditionFailed",
    );
    soon();
    expect([...names()].sort()).toEqual([
      "ObjectAcl:Put",
      "ObjectCreated:Copy",
      "ObjectCreated:Put",
      "ObjectTagging:Delete",
      "ObjectTagging:Put",
    ]);
  });

  it("s3.notification.parts: an upload in parts is told of once", () => {
    account.tell(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]);
    const { UploadId } = account.call("CreateMultipartUpload", { Bucket, Key: "a" });
    const part = { Bucket, Key: "a", UploadId, PartNumber: 1, Body: new Uint8Array(7) };
    const { ETag } = account.call("UploadPart", part);
    account.call("CompleteMultipartUpload", {
      Bucket,
      Key: "a",
      UploadId,
      MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
    });
    soon();
    const all = told();
    expect(all.map(({ eventName }) => eventName)).toEqual([
      "ObjectCreated:CompleteMultipartUpload",
    ]);
    expect(all[0]!.s3.object).toMatchObject({
      size: 7,
      eTag: expect.stringMatching(/-1$/) as string,
    });
  });

  it("s3.notification.removed: a delete is told of without size, each of a list by itself", () => {
    account.tell(["s3:ObjectRemoved:*"]);
    for (const key of ["a", "b"]) account.put(key, "text");
    account.call("DeleteObjects", {
      Bucket,
      Delete: { Objects: [{ Key: "a" }, { Key: "b" }, { Key: "c" }] },
    });
    soon();
    const all = told();
    expect(all).toHaveLength(2);
    for (const { eventName, s3 } of all) {
      expect(eventName).toBe("ObjectRemoved:Delete");
      expect(s3.object).not.toHaveProperty("size");
      expect(s3.object).not.toHaveProperty("eTag");
    }
    account.call("PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: "Enabled" } });
    account.call("DeleteObject", { Bucket, Key: "a" });
    soon();
    expect(names()).toEqual(["ObjectRemoved:DeleteMarkerCreated"]);
  });

  it("s3.notification.lifecycle: what expires is told of as such", () => {
    account.tell(["s3:ObjectRemoved:*", "s3:LifecycleExpiration:*", "s3:LifecycleTransition"]);
    account.call("PutBucketLifecycleConfiguration", {
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          { Status: "Enabled", Filter: { Prefix: "a" }, Expiration: { Days: 1 } },
          {
            Status: "Enabled",
            Filter: { Prefix: "b" },
            Transitions: [{ Days: 1, StorageClass: "GLACIER" }],
          },
        ],
      },
    });
    account.put("a");
    account.put("b", "x".repeat(131_072));
    account.wait(days(3));
    expect([...names()].sort()).toEqual(["LifecycleExpiration:Delete", "LifecycleTransition"]);
  });

  it("s3.notification.test: queues hear of a new configuration, and functions do not", () => {
    account.wait(seconds(1));
    account.tell(["s3:ObjectCreated:*"]);
    soon();
    expect(account.told()).toMatchObject([{ Event: "s3:TestEvent", Bucket, Service: "Amazon S3" }]);
  });

  it("s3.notification.delivery: each event is a message with one record, and two where a scenario says so", () => {
    account.bucket("twice", { BucketBehavior: { duplicateRate: 1 } });
    account.tell(["s3:ObjectCreated:*"]);
    account.call("PutBucketNotificationConfiguration", {
      Bucket: "twice",
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn: queue, Events: ["s3:ObjectCreated:*"] }],
      },
    });
    account.put("a");
    account.put("b", "", { Bucket: "twice" });
    account.wait(minutes(6));
    account.told();
    account.put("c", "", { Bucket: "twice" });
    soon();
    expect(told().map(({ s3 }) => s3.object["key"])).toEqual(["c", "c"]);
  });

  it("s3.notification.merged: of two writes of a key soon after each other one notification may tell", () => {
    account = new S3Account();
    account.bucket("uploads", { BucketBehavior: { mergeRate: 1 } });
    account.tell(["s3:ObjectCreated:*"]);
    account.wait(minutes(6));
    account.told(); // The test message.
    const toldAfter = (...writes: readonly (() => void)[]): number => {
      for (const write of writes) write();
      account.wait(minutes(2));
      return account.told().length;
    };
    const one = () => account.put("a", "one");
    expect(toldAfter(one, one)).toBe(1);
    expect(toldAfter(one, () => account.wait(seconds(2)), one)).toBe(2);
    expect(toldAfter(one, () => account.put("b"))).toBe(2);
    account.call("PutBucketVersioning", {
      Bucket: "uploads",
      VersioningConfiguration: { Status: "Enabled" },
    });
    expect(toldAfter(one, one)).toBe(2);
  });

  it("s3.notification.delay: it takes what the scenario says", () => {
    account = new S3Account({
      latencies: { "s3.notification": { type: "constant", value: 3_000_000 } },
    });
    account.bucket();
    account.tell(["s3:ObjectCreated:*"]);
    account.put("a");
    account.wait(seconds(2));
    expect(names()).toEqual([]);
    account.wait(seconds(2));
    expect(names()).toEqual(["ObjectCreated:Put"]);
  });

  it("s3.notification.retry: what is not taken is tried again for a day", () => {
    account.call("CreateQueue", { QueueName: "told" }, "sqs");
    const url = "https://sqs.us-east-1.amazonaws.com/123456789012/told";
    account.tell(["s3:ObjectCreated:*"]);
    account.call("DeleteQueue", { QueueUrl: url }, "sqs");
    account.put("a");
    account.wait(minutes(10));
    account.call("CreateQueue", { QueueName: "told" }, "sqs");
    account.wait(minutes(6));
    expect(names()).toEqual(["ObjectCreated:Put"]);
    account.call("DeleteQueue", { QueueUrl: url }, "sqs");
    account.put("b");
    account.wait(days(2));
    expect(account.state()).toMatchObject({ lostCount: 1, takenCount: 1 });
  });

  it("s3.notification.sequencer: of two of one key, the greater is the later", () => {
    account.tell(["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]);
    account.put("a", "one");
    account.call("DeleteObject", { Bucket, Key: "a" });
    account.put("a", "two");
    soon();
    const all = [...told()].sort((one, other) =>
      String(one.s3.object["sequencer"]) < String(other.s3.object["sequencer"]) ? -1 : 1,
    );
    expect(all.map(({ eventName }) => eventName.split(":")[1])).toEqual(["Put", "Delete", "Put"]);
    expect(new Set(all.map(({ s3 }) => s3.object["sequencer"])).size).toBe(3);
  });

  it("s3.notification.record: its key is encoded as forms are, and kinds have versions", () => {
    account.tell(["s3:ObjectCreated:*", "s3:ObjectTagging:Put", "s3:ObjectRestore:*"]);
    account.put("a b/c@d", "text", { StorageClass: "GLACIER", Tagging: "k=v" });
    account.call("RestoreObject", {
      Bucket,
      Key: "a b/c@d",
      RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: "Expedited" } },
    });
    account.call("PutObjectTagging", { Bucket, Key: "a b/c@d", Tagging: { TagSet: [] } });
    account.wait(days(3));
    const all = Object.fromEntries(told().map((record) => [record.eventName, record]));
    expect(all["ObjectCreated:Put"]).toMatchObject({
      eventVersion: "2.1",
      s3: { object: { key: "a+b/c%40d", size: 4 } },
    });
    expect(all["ObjectTagging:Put"]!.eventVersion).toBe("2.3");
    expect(all["ObjectTagging:Put"]!.s3.object).not.toHaveProperty("sequencer");
    expect(all["ObjectRestore:Completed"]).toMatchObject({
      glacierEventData: { restoreEventData: { lifecycleRestoreStorageClass: "GLACIER" } },
    });
    expect(all["ObjectRestore:Delete"]).toBeDefined();
  });
});

describe("whom a bucket tells", () => {
  const put = (NotificationConfiguration: object, rest: object = {}) => ({
    Bucket,
    NotificationConfiguration,
    ...rest,
  });
  const one = (params: object = {}) => ({
    QueueArn: queue,
    Events: ["s3:ObjectCreated:*"],
    ...params,
  });
  const filter = (...FilterRules: readonly object[]) => ({ Filter: { Key: { FilterRules } } });
  const operation = "PutBucketNotificationConfiguration";

  beforeEach(() => {
    account.call("CreateQueue", { QueueName: "told" }, "sqs");
  });

  it("s3.notification.validation: destinations are looked at, and all that are wrong are named", () => {
    const wrong = {
      QueueConfigurations: [1, 2].map((number) =>
        one({
          QueueArn: `${queue}${number}`,
          Id: `${number}`,
          Events: [number === 1 ? "s3:ObjectCreated:*" : "s3:ObjectRemoved:*"],
        }),
      ),
    };
    expect(account.refusal(operation, put(wrong))).toMatchObject({
      code: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
      details: {
        ArgumentName1: `${queue}1`,
        ArgumentValue1: "The destination queue does not exist",
        ArgumentName2: `${queue}2`,
      },
    });
    account.call(operation, put(wrong, { SkipDestinationValidation: true }));
    expect(
      account.refusal(operation, put({ QueueConfigurations: [one({ QueueArn: "x" })] })),
    ).toMatchObject({
      message: "The ARN could not be parsed",
      details: { ArgumentName: "Queue", ArgumentValue: "x" },
    });
    expect(
      account.code(operation, put({ QueueConfigurations: [one({ Events: ["s3:Nothing"] })] })),
    ).toBe("InvalidArgument");
  });

  it("s3.notification.function: functions are invoked, and FIFO queues are refused", () => {
    account.call(
      "CreateQueue",
      { QueueName: "told.fifo", Attributes: { FifoQueue: "true" } },
      "sqs",
    );
    const fifo = put({ QueueConfigurations: [one({ QueueArn: `${queue}.fifo` })] });
    expect(account.refusal(operation, fifo).details["ArgumentValue1"]).toContain("FIFO");
    account.call(
      "CreateFunction",
      {
        FunctionName: "worker",
        Role: "arn:aws:iam::123456789012:role/worker",
        Handler: "index.handler",
        Runtime: "nodejs22.x",
        Code: { ZipFile: new Uint8Array(1) },
      },
      "lambda",
    );
    const LambdaFunctionArn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
    account.call(
      operation,
      put({
        LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*"] }],
      }),
    );
    account.put("early");
    account.wait(minutes(6));
    account.put("a");
    soon();
    expect(account.state().takenCount).toBe(2);
  });

  it("s3.notification.replace: a configuration takes the place of all, some minutes later", () => {
    account.call(operation, put({ QueueConfigurations: [one()] }));
    const { QueueConfigurations } = account.call("GetBucketNotificationConfiguration", { Bucket });
    expect(QueueConfigurations).toMatchObject([
      { Id: expect.any(String) as string, QueueArn: queue },
    ]);
    account.wait(minutes(1));
    account.call(operation, put({}));
    expect(account.call("GetBucketNotificationConfiguration", { Bucket })).toEqual({});
    account.put("a");
    soon();
    expect(names()).toEqual(["ObjectCreated:Put"]);
    account.wait(minutes(4));
    account.put("b");
    soon();
    expect(names()).toEqual([]);
    const many = Array.from({ length: 101 }, (_, place) =>
      one({ Id: `${place}`, ...filter({ Name: "prefix", Value: `${place}/` }) }),
    );
    expect(account.code(operation, put({ QueueConfigurations: many }))).toBe(
      "TooManyConfigurations",
    );
  });

  it("s3.notification.filter: keys have the prefix and the suffix", () => {
    const rules = filter({ Name: "PREFIX", Value: "raw+data/" }, { Name: "suffix", Value: ".jpg" });
    account.call(operation, put({ QueueConfigurations: [one(rules)] }));
    const { QueueConfigurations } = account.call("GetBucketNotificationConfiguration", { Bucket });
    expect(JSON.stringify(QueueConfigurations)).toContain('"Name":"Prefix","Value":"raw+data/"');
    for (const key of ["raw data/a.jpg", "raw data/a.png", "other/a.jpg"]) account.put(key);
    soon();
    expect(told().map(({ s3 }) => s3.object["key"])).toEqual(["raw+data/a.jpg"]);
    const invalid = (...given: readonly object[]) =>
      account.code(operation, put({ QueueConfigurations: [one(filter(...given))] }));
    expect(invalid({ Name: "middle", Value: "a" })).toBe("InvalidArgument");
    expect(invalid({ Name: "prefix", Value: "a" }, { Name: "Prefix", Value: "b" })).toBe(
      "InvalidArgument",
    );
    expect(invalid({ Name: "suffix", Value: "a".repeat(1_025) })).toBe("InvalidArgument");
    account.call(
      operation,
      put({ QueueConfigurations: [one(filter({ Name: "suffix", Value: "" }))] }),
    );
  });

  it("s3.notification.overlap: no event of a key goes to two configurations", () => {
    const both = (first: object, second: object) =>
      put({ QueueConfigurations: [one({ Id: "1", ...first }), one({ Id: "2", ...second })] });
    const prefix = (Value: string) => filter({ Name: "prefix", Value });
    const suffix = (Value: string) => filter({ Name: "suffix", Value });
    expect(account.refusal(operation, both({}, {})).message).toContain("Configurations overlap");
    expect(account.code(operation, both(prefix("a/"), prefix("a/b")))).toBe("InvalidArgument");
    expect(account.code(operation, both(suffix("jpg"), suffix("pg")))).toBe("InvalidArgument");
    expect(account.code(operation, both(prefix("a"), suffix("b")))).toBe("InvalidArgument");
    account.call(operation, both(prefix("a/"), prefix("b/")));
    account.call(operation, both(suffix("jpg"), suffix("png")));
    account.call(operation, both({}, { Events: ["s3:ObjectRemoved:*"] }));
    expect(account.code(operation, both({}, { Events: ["s3:ObjectCreated:Put"] }))).toBe(
      "InvalidArgument",
    );
  });
});

describe("the default bus", () => {
  let sent: ReturnType<typeof watchedBus>;
  beforeEach(() => {
    sent = watchedBus(account.simulation);
  });

  it("s3.notification.bus: it gets all that happens, with names of its own", () => {
    account.call("PutBucketNotificationConfiguration", {
      Bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    });
    account.put("a b", "text");
    account.call("DeleteObject", { Bucket, Key: "a b" });
    soon();
    const all = [...sent()].sort((one, other) =>
      String(one["detail-type"]) < String(other["detail-type"]) ? -1 : 1,
    );
    expect(all).toMatchObject([
      {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: ["arn:aws:s3:::uploads"],
        detail: {
          version: "0",
          bucket: { name: Bucket },
          object: { key: "a b", size: 4 },
          reason: "PutObject",
          requester: "123456789012",
        },
      },
      {
        "detail-type": "Object Deleted",
        detail: { reason: "DeleteObject", "deletion-type": "Permanently Deleted" },
      },
    ]);
  });

  it("s3.notification.bus-lifecycle: S3 itself asks for what a lifecycle does", () => {
    account.call("PutBucketNotificationConfiguration", {
      Bucket,
      NotificationConfiguration: { EventBridgeConfiguration: {} },
    });
    account.call("PutBucketLifecycleConfiguration", {
      Bucket,
      LifecycleConfiguration: {
        Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
      },
    });
    account.put("a");
    account.wait(days(3));
    const expired = sent().find((event) => event["detail-type"] === "Object Deleted")!;
    expect(expired["detail"]).toMatchObject({
      reason: "Lifecycle Expiration",
      requester: "s3.amazonaws.com",
    });
    expect(expired["detail"]).not.toHaveProperty("source-ip-address");
  });
});
