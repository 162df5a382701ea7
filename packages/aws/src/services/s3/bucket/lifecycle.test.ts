import { days, hours, minutes } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
let account = new S3Account();
const rules = (...Rules: readonly object[]) =>
  account.call("PutBucketLifecycleConfiguration", {
    Bucket,
    LifecycleConfiguration: {
      Rules: Rules.map((rule) => ({ Status: "Enabled", Filter: { Prefix: "" }, ...rule })),
    },
  });
const versions = (): number => account.state().keys.size + account.state().older.size;

beforeEach(() => {
  account = new S3Account();
  account.bucket();
});

describe("tiers", () => {
  const tier = (Tierings: readonly object[]) => ({
    Bucket,
    Id: "cold",
    IntelligentTieringConfiguration: {
      Id: "cold",
      Status: "Enabled",
      Filter: { Prefix: "cold/" },
      Tierings,
    },
  });
  const both = [
    { AccessTier: "ARCHIVE_ACCESS", Days: 90 },
    { AccessTier: "DEEP_ARCHIVE_ACCESS", Days: 180 },
  ];
  const large = "x".repeat(131_072);
  const tiered = { StorageClass: "INTELLIGENT_TIERING" };
  const statusOf = (Key: string) =>
    account.call("HeadObject", { Bucket, Key })["ArchiveStatus"] ?? null;

  it("s3.tiering.archive: what nobody reads goes to tiers of archives, and comes back restored", () => {
    account.tell(["s3:IntelligentTiering", "s3:ObjectRestore:*"]);
    account.wait(minutes(10));
    account.told(); // The test message.
    account.call("PutBucketIntelligentTieringConfiguration", tier(both));
    account.put("cold/a", large, tiered);
    account.put("cold/read", large, tiered);
    account.put("cold/small", "x", tiered);
    account.put("cold/other", large);
    account.put("warm/a", large, tiered);
    account.wait(days(60));
    account.get("cold/read");
    account.wait(days(32));
    expect(["cold/a", "cold/read", "cold/small", "cold/other", "warm/a"].map(statusOf)).toEqual([
      "ARCHIVE_ACCESS",
      null,
      null,
      null,
      null,
    ]);
    const records = account.told();
    expect(records).toMatchObject([
      {
        eventName: "IntelligentTiering",
        eventVersion: "2.3",
        intelligentTieringEventData: { destinationAccessTier: "ARCHIVE_ACCESS" },
      },
    ]);
    expect(account.refusal("GetObject", { Bucket, Key: "cold/a" })).toMatchObject({
      code: "InvalidObjectState",
    });
    const later = account.toldWithin(60);
    expect(statusOf("cold/read")).toBe("ARCHIVE_ACCESS");
    later.push(...account.toldWithin(30));
    expect(statusOf("cold/a")).toBe("DEEP_ARCHIVE_ACCESS");
    expect(later).toHaveLength(2);
    account.told();
    account.call("RestoreObject", { Bucket, Key: "cold/a", RestoreRequest: {} });
    expect(account.call("HeadObject", { Bucket, Key: "cold/a" })["Restore"]).toBe(
      'ongoing-request="true"',
    );
    account.wait(hours(13));
    expect(statusOf("cold/a")).toBe(null);
    expect(account.get("cold/a")).toHaveLength(131_072);
    expect(account.told().map(({ eventName }) => eventName)).toEqual([
      "ObjectRestore:Post",
      "ObjectRestore:Completed",
    ]);
    account.wait(days(92));
    expect(statusOf("cold/a")).toBe("ARCHIVE_ACCESS");
  });

  it("counts days from when a lifecycle moved the object, and bills its tier", () => {
    rules({ Transitions: [{ Days: 30, StorageClass: "INTELLIGENT_TIERING" }] });
    account.call("PutBucketIntelligentTieringConfiguration", tier(both));
    account.put("cold/a", large);
    account.wait(days(100));
    expect(statusOf("cold/a")).toBe(null);
    account.wait(days(25));
    expect(statusOf("cold/a")).toBe("ARCHIVE_ACCESS");
    expect(account.code("RestoreObject", { Bucket, Key: "cold/b", RestoreRequest: {} })).toBe(
      "NoSuchKey",
    );
    const { use } = account.state();
    expect(use.bytes[8]).toBe(131_072);
  });

  it("refuses tiers that S3 does not have", () => {
    const put = (Tierings: readonly object[]) =>
      account.code("PutBucketIntelligentTieringConfiguration", tier(Tierings));
    expect(put([{ AccessTier: "ARCHIVE_ACCESS", Days: 89 }])).toBe("InvalidArgument");
    expect(put([{ AccessTier: "DEEP_ARCHIVE_ACCESS", Days: 731 }])).toBe("InvalidArgument");
    expect(put([both[0]!, both[0]!])).toBe("InvalidArgument");
    expect(put([])).toBe("MalformedXML");
  });

  it("wants days where a copy is restored that goes", () => {
    account.put("cold/g", "x", { StorageClass: "GLACIER" });
    expect(account.code("RestoreObject", { Bucket, Key: "cold/g", RestoreRequest: {} })).toBe(
      "MalformedXML",
    );
  });
});

describe("lifecycle", () => {
  it("s3.lifecycle.midnight: objects expire at the midnight behind their days", () => {
    rules({ ID: "old", Filter: { Prefix: "old/" }, Expiration: { Days: 1 } });
    account.wait(hours(10));
    const put = account.put("old/a");
    expect(put["Expiration"]).toBe('expiry-date="Sat, 03 Jan 2026 00:00:00 GMT", rule-id="old"');
    account.put("new/a");
    account.wait(hours(37));
    expect(account.keys()).toEqual(["new/a", "old/a"]);
    account.wait(hours(2));
    expect(account.keys()).toEqual(["new/a"]);
  });

  it("is about what was there before its rules, too, and about each kind of filter", () => {
    account.put("a", "x".repeat(100), { Tagging: "keep=no" });
    account.put("b", "x".repeat(100));
    account.put("c", "x", { Tagging: "keep=no" });
    rules({
      Filter: { And: { Tags: [{ Key: "keep", Value: "no" }], ObjectSizeGreaterThan: 50 } },
      Expiration: { Days: 1 },
    });
    account.wait(days(3));
    expect(account.keys()).toEqual(["b", "c"]);
    rules({ Expiration: { Date: "2026-01-06T00:00:00Z" } });
    account.wait(hours(30));
    expect(account.keys()).toEqual(["b", "c"]);
    account.wait(days(2));
    expect(account.keys()).toEqual([]);
    account.put("d");
    account.wait(days(1));
    expect(account.keys()).toEqual([]);
  });

  it("s3.lifecycle.versions: what expires is hidden, and older versions go by themselves", () => {
    account.call("PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: "Enabled" } });
    rules({
      Expiration: { Days: 2 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    account.put("a", "one");
    account.put("a", "two");
    account.wait(days(2));
    // The first was no longer the newest at once.
    expect(versions()).toBe(1);
    account.wait(hours(25));
    expect(account.keys()).toEqual([]);
    expect(versions()).toBe(2);
    account.wait(days(2));
    // The marker hides nothing any more.
    account.wait(days(2));
    expect(versions()).toBe(0);
  });

  it("keeps as many older versions as a rule says", () => {
    account.call("PutBucketVersioning", { Bucket, VersioningConfiguration: { Status: "Enabled" } });
    rules({ NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 } });
    for (let count = 0; count < 5; count += 1) account.put("a", `${count}`);
    account.wait(days(3));
    expect(account.state().older.size).toBe(2);
    account.put("a", "5");
    account.wait(days(1));
    expect(account.state().older.size).toBe(2);
  });

  it("s3.lifecycle.transition: large objects move to colder classes alone", () => {
    account.put("large", "x".repeat(131_072));
    account.put("small", "x");
    rules({
      Transitions: [
        { Days: 30, StorageClass: "STANDARD_IA" },
        { Days: 60, StorageClass: "GLACIER" },
      ],
    });
    account.wait(days(32));
    const classOf = (Key: string) => account.call("HeadObject", { Bucket, Key })["StorageClass"];
    expect([classOf("large"), classOf("small")]).toEqual(["STANDARD_IA", undefined]);
    account.wait(days(30));
    expect(classOf("large")).toBe("GLACIER");
    rules({ Transitions: [{ Days: 30, StorageClass: "STANDARD_IA" }] });
    account.wait(days(2));
    expect(classOf("large")).toBe("GLACIER");
  });

  it("s3.lifecycle.abort: uploads that nobody completes are given up", () => {
    rules({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } });
    account.call("CreateMultipartUpload", { Bucket, Key: "a" });
    account.wait(days(1));
    expect(account.state().uploads.size).toBe(1);
    account.wait(hours(25));
    expect(account.state().uploads.size).toBe(0);
  });

  it("refuses rules that say nothing, or too much", () => {
    const refused = (rule: object) =>
      account.code("PutBucketLifecycleConfiguration", {
        Bucket,
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, ...rule }] },
      });
    expect(refused({})).toBe("InvalidRequest");
    expect(refused({ Expiration: {} })).toBe("MalformedXML");
    expect(refused({ Expiration: { Days: 0 } })).toBe("InvalidArgument");
    expect(refused({ Transitions: [{ Days: 3, StorageClass: "STANDARD_IA" }] })).toBe(
      "InvalidArgument",
    );
    expect(refused({ Status: "On", Expiration: { Days: 1 } })).toBe("MalformedXML");
  });
});
