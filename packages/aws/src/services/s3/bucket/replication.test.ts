import { days, hours, minutes, seconds } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
const role = "arn:aws:iam::123456789012:role/copies";
let account = new S3Account();

const keepVersions = (name: string) =>
  account.call("PutBucketVersioning", {
    Bucket: name,
    VersioningConfiguration: { Status: "Enabled" },
  });
const rule = (rest: object = {}) => ({
  ID: "all",
  Status: "Enabled",
  Priority: 1,
  Filter: { Prefix: "" },
  DeleteMarkerReplication: { Status: "Disabled" },
  Destination: { Bucket: "arn:aws:s3:::copies" },
  ...rest,
});
const asked = (...Rules: readonly object[]) => ({
  Bucket,
  ReplicationConfiguration: { Role: role, Rules },
});
const copy = (...Rules: readonly object[]) => account.call("PutBucketReplication", asked(...Rules));
const statusOf = (Key: string, bucket = Bucket) =>
  account.call("HeadObject", { Bucket: bucket, Key })["ReplicationStatus"];

function begin(options: ConstructorParameters<typeof S3Account>[0] = {}): void {
  account = new S3Account(options);
  account.bucket();
  account.bucket("copies");
  for (const name of [Bucket, "copies"]) keepVersions(name);
}

beforeEach(() => {
  begin();
});

describe("replication", () => {
  it("s3.replication.copies: what is written by a rule's prefix and tags is in the other bucket, once", () => {
    account.put("before");
    copy(rule({ Filter: { And: { Prefix: "a/", Tags: [{ Key: "copy", Value: "yes" }] } } }));
    account.put("a/1", "one", { Tagging: "copy=yes", Metadata: { by: "me" } });
    expect(statusOf("a/1")).toBe("PENDING");
    account.put("a/2", "two");
    account.put("b/1", "three", { Tagging: "copy=yes" });
    account.wait(hours(1));
    expect(account.keys({ Bucket: "copies" })).toEqual(["a/1"]);
    expect(statusOf("a/1")).toBe("COMPLETED");
    expect(statusOf("a/2")).toBe(undefined);
    const replica = account.call("HeadObject", { Bucket: "copies", Key: "a/1" });
    expect(replica).toMatchObject({ ReplicationStatus: "REPLICA", Metadata: { by: "me" } });
    expect(account.get("a/1", { Bucket: "copies" })).toBe("one");
  });

  it("copies to several buckets by priority, in another class, and delete markers where a rule says so", () => {
    account.bucket("archive");
    keepVersions("archive");
    const markers = { DeleteMarkerReplication: { Status: "Enabled" } };
    copy(
      rule({ ID: "low", Priority: 1 }),
      rule({
        ID: "high",
        Priority: 2,
        ...markers,
        Destination: { Bucket: "arn:aws:s3:::copies", StorageClass: "STANDARD_IA" },
      }),
      rule({ ID: "cold", Priority: 3, Destination: { Bucket: "arn:aws:s3:::archive" } }),
    );
    account.put("a", "one");
    account.wait(hours(1));
    const head = account.call("HeadObject", { Bucket: "copies", Key: "a" });
    expect(head["StorageClass"]).toBe("STANDARD_IA");
    account.call("DeleteObject", { Bucket, Key: "a" });
    account.wait(hours(1));
    expect(account.keys({ Bucket: "copies" })).toEqual([]);
    expect(account.keys({ Bucket: "archive" })).toEqual(["a"]);
    // A copy is not copied on.
    expect(account.state("copies").replicaCount).toBe(0);
  });

  it("s3.replication.events: tells of copies that are late, and of those that fail", () => {
    begin({ latencies: { "s3.replication": { type: "constant", value: minutes(20) } } });
    account.tell(["s3:Replication:*"]);
    const timed = {
      Bucket: "arn:aws:s3:::copies",
      ReplicationTime: { Status: "Enabled", Time: { Minutes: 15 } },
      Metrics: { Status: "Enabled", EventThreshold: { Minutes: 15 } },
    };
    account.wait(minutes(6));
    account.told(); // The test message.
    copy(rule({ Destination: timed }));
    account.put("late");
    account.wait(minutes(16));
    expect(account.told()).toMatchObject([
      {
        eventName: "Replication:OperationMissedThreshold",
        eventVersion: "2.2",
        s3: { object: { key: "late" } },
        replicationEventData: {
          replicationRuleId: "all",
          destinationBucket: "arn:aws:s3:::copies",
          s3Operation: "OBJECT_PUT",
        },
      },
    ]);
    account.wait(minutes(10));
    expect(account.told().map(({ eventName }) => eventName)).toEqual([
      "Replication:OperationReplicatedAfterThreshold",
    ]);
    account.put("untracked");
    account.call("DeleteBucketReplication", { Bucket });
    account.wait(hours(1));
    // It was on its way already.
    expect(statusOf("untracked")).toBe("COMPLETED");
    copy(rule({ Destination: timed }));
    const { Versions } = account.call("ListObjectVersions", { Bucket: "copies" });
    for (const { Key, VersionId } of Versions as readonly { Key: string; VersionId: string }[]) {
      account.call("DeleteObject", { Bucket: "copies", Key, VersionId });
    }
    account.call("DeleteBucket", { Bucket: "copies" });
    account.told();
    account.put("failed");
    account.wait(days(2));
    expect(statusOf("failed")).toBe("FAILED");
    expect(account.told().at(-1)).toMatchObject({
      eventName: "Replication:OperationFailedReplication",
      replicationEventData: { failureReason: "DstBucketNotFound" },
    });
  });

  it("s3.replication.delay: a copy comes after the latency, and is tried again while the bucket is busy", () => {
    begin({ latencies: { "s3.replication": { type: "constant", value: seconds(30) } } });
    copy(rule());
    account.put("a");
    account.wait(seconds(25));
    expect(statusOf("a")).toBe("PENDING");
    account.wait(seconds(40));
    expect(statusOf("a")).toBe("COMPLETED");
  });

  it("refuses what S3 refuses, in its words", () => {
    const message = (...rules: readonly object[]) =>
      account.refusal("PutBucketReplication", asked(...rules)).message;
    expect(message(rule({ Destination: { Bucket: "arn:aws:s3:::nowhere" } }))).toBe(
      "Destination bucket must exist.",
    );
    account.bucket("plain");
    expect(message(rule({ Destination: { Bucket: "arn:aws:s3:::plain" } }))).toBe(
      "Destination bucket must have versioning enabled.",
    );
    const { Priority: _priority, ...unordered } = rule();
    expect(message(unordered)).toContain("Priority must be specified");
    expect(message(rule(), rule({ ID: "again" }))).toContain("duplicate priority");
    expect(
      message(
        rule({
          Filter: { Tag: { Key: "a", Value: "b" } },
          DeleteMarkerReplication: { Status: "Enabled" },
        }),
      ),
    ).toContain("Delete marker replication is not supported");
    expect(account.code("GetBucketReplication", { Bucket })).toBe(
      "ReplicationConfigurationNotFoundError",
    );
    copy(rule());
    expect(
      account.code("PutBucketVersioning", {
        Bucket,
        VersioningConfiguration: { Status: "Suspended" },
      }),
    ).toBe("InvalidBucketState");
    expect(
      account.refusal("PutBucketReplication", { ...asked(rule()), Bucket: "plain" }).message,
    ).toBe("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
  });
});

describe("loss", () => {
  it("s3.object.lost: what S3 loses is read no more, and told of", () => {
    account = new S3Account();
    account.bucket(Bucket, { BucketBehavior: { lossRate: 1 } });
    account.tell(["s3:ReducedRedundancyLostObject"]);
    account.wait(minutes(6));
    account.told();
    account.put("a", "one", { StorageClass: "REDUCED_REDUNDANCY" });
    account.put("b", "two");
    expect(account.toldWithin(366).map(({ eventName }) => eventName)).toEqual([
      "ReducedRedundancyLostObject",
    ]);
    expect(account.code("GetObject", { Bucket, Key: "a" })).toBe("MethodNotAllowed");
    expect(account.get("b")).toBe("two");
  });
});
