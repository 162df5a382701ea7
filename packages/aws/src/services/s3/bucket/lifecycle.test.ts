import { days, hours } from "@orrery/kernel";
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
