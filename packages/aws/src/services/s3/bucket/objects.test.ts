import { days, hours, minutes, seconds } from "@orrery/kernel";
import { beforeEach, describe, expect, it } from "vitest";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
let account = new S3Account();
beforeEach(() => {
  account = new S3Account();
  account.bucket();
});

describe("objects", () => {
  it("s3.object.consistency: what is written or deleted is seen at once", () => {
    account.put("a", "one");
    account.put("a", "two");
    expect(account.get("a")).toBe("two");
    expect(account.keys()).toEqual(["a"]);
    account.call("DeleteObject", { Bucket, Key: "a" });
    expect(account.code("GetObject", { Bucket, Key: "a" })).toBe("NoSuchKey");
    expect(account.keys()).toEqual([]);
    expect(account.code("HeadObject", { Bucket, Key: "a" })).toBe("NotFound");
  });

  it("s3.object.size: keys have 1,024 bytes at most", () => {
    account.put("k".repeat(1_024));
    const refusal = account.refusal("PutObject", { Bucket, Key: "ä".repeat(513) });
    expect(refusal).toMatchObject({ code: "KeyTooLongError", details: { Size: "1026" } });
  });

  it("s3.object.entity-tag: it is the MD5 of the content, where nobody else has the key", () => {
    expect(account.put("a", "test")["ETag"]).toBe('"098f6bcd4621d373cade4e832627b4f6"');
    const secret = { ServerSideEncryption: "aws:kms" };
    expect(account.put("a", "test", secret)["ETag"]).not.toBe('"098f6bcd4621d373cade4e832627b4f6"');
  });

  it("s3.object.checksum: each algorithm gives what AWS computes", () => {
    const sums = {
      CRC32: "lVk/nw==",
      CRC32C: "Fz3epA==",
      CRC64NVME: "1f2xscCCZCU=",
      SHA1: "jbXkHAsXUrubtL3dqDQ4w+7WXc0=",
      SHA256: "1YQo81vx2VFUl0q5ccWISq8AkSBQQ0WO80S82TmfdIQ=",
    };
    for (const [algorithm, sum] of Object.entries(sums)) {
      const put = account.put("a", "test-checksum", { ChecksumAlgorithm: algorithm });
      expect(put[`Checksum${algorithm}`]).toBe(sum);
    }
    expect(account.put("a", "test-checksum")["ChecksumCRC64NVME"]).toBe(sums.CRC64NVME);
    const wrong = { Bucket, Key: "a", Body: new Uint8Array(1), ChecksumCRC32: sums.CRC32 };
    expect(account.code("PutObject", wrong)).toBe("BadDigest");
    const md5 = {
      Bucket,
      Key: "a",
      Body: new Uint8Array(1),
      ContentMD5: "CY9rzUYh03PK3k6DJie09g==",
    };
    expect(account.code("PutObject", md5)).toBe("BadDigest");
    expect(account.code("PutObject", { ...md5, ContentMD5: "x" })).toBe("InvalidDigest");
  });

  it("s3.object.range: what is no range gives all", () => {
    account.put("a", "0123456789");
    const get = (Range: string) => account.call("GetObject", { Bucket, Key: "a", Range });
    expect(get("bytes=2-4")).toMatchObject({ ContentRange: "bytes 2-4/10", Body: btoa("234") });
    expect(get("bytes=-3")).toMatchObject({ ContentRange: "bytes 7-9/10", Body: btoa("789") });
    expect(get("bytes=8-100")).toMatchObject({ ContentLength: 2 });
    expect(get("bytes=4-2")).toMatchObject({ ContentLength: 10 });
    expect(get("lines=1-2")).toMatchObject({ ContentLength: 10 });
    for (const Range of ["bytes=10-", "bytes=-0"]) {
      expect(account.code("GetObject", { Bucket, Key: "a", Range })).toBe("InvalidRange");
    }
  });

  it("s3.object.conditions: what is there decides", () => {
    const { ETag } = account.put("a", "one");
    const put = (params: object) => ({ Bucket, Key: "a", ...params });
    expect(account.refusal("PutObject", put({ IfNoneMatch: "*" }))).toMatchObject({
      code: "PreconditionFailed",
      httpStatus: 412,
      details: { Condition: "If-None-Match" },
    });
    expect(account.code("PutObject", put({ IfMatch: '"other"' }))).toBe("PreconditionFailed");
    account.put("a", "two", { IfMatch: ETag });
    account.put("new", "one", { IfNoneMatch: "*" });
    expect(account.code("DeleteObject", put({ IfMatch: ETag }))).toBe("PreconditionFailed");
    expect(account.code("GetObject", put({ IfMatch: ETag }))).toBe("PreconditionFailed");
    expect(account.code("PutObject", put({ Key: "none", IfMatch: ETag }))).toBe("NoSuchKey");
    const { ETag: newer } = account.call("HeadObject", { Bucket, Key: "a" });
    expect(account.refusal("GetObject", put({ IfNoneMatch: newer }))).toMatchObject({
      code: "NotModified",
      httpStatus: 304,
    });
    const later = new Date(Date.UTC(2030, 0)).toISOString();
    expect(account.code("HeadObject", put({ IfModifiedSince: later }))).toBe("NotModified");
    const before = new Date(Date.UTC(2020, 0)).toISOString();
    expect(account.code("HeadObject", put({ IfUnmodifiedSince: before }))).toBe(
      "PreconditionFailed",
    );
  });

  it("s3.object.copy: it has what its source has, or what its request says", () => {
    account.put("a", "text", {
      ContentType: "text/plain",
      Metadata: { Mark: "1" },
      Tagging: "k=v",
    });
    const copy = (Key: string, params: object = {}) =>
      account.call("CopyObject", { Bucket, Key, CopySource: "uploads/a", ...params });
    copy("b");
    expect(account.call("HeadObject", { Bucket, Key: "b" })).toMatchObject({
      ContentType: "text/plain",
      Metadata: { mark: "1" },
      TagCount: 1,
    });
    copy("c", { MetadataDirective: "REPLACE", TaggingDirective: "REPLACE", Metadata: { x: "2" } });
    const head = account.call("HeadObject", { Bucket, Key: "c" });
    expect(head).toMatchObject({ ContentType: "binary/octet-stream", Metadata: { x: "2" } });
    expect(head).not.toHaveProperty("TagCount");
    expect(account.get("c")).toBe("text");
    const itself = { Bucket, Key: "a", CopySource: "uploads/a" };
    expect(account.code("CopyObject", itself)).toBe("InvalidRequest");
    copy("a", { StorageClass: "STANDARD_IA" });
    expect(account.code("CopyObject", { ...itself, CopySource: "uploads" })).toBe(
      "InvalidArgument",
    );
  });

  it("s3.object.lock: what is held stays", () => {
    account.bucket("held", { ObjectLockEnabledForBucket: true });
    const put = (params: object) =>
      account.call("PutObject", { Bucket: "held", Key: "a", ...params })["VersionId"];
    const VersionId = put({ ObjectLockLegalHoldStatus: "ON" });
    const version = { Bucket: "held", Key: "a", VersionId };
    expect(account.code("DeleteObject", version)).toBe("AccessDenied");
    account.call("PutObjectLegalHold", { ...version, LegalHold: { Status: "OFF" } });
    account.call("DeleteObject", version);
    account.call("PutObjectLockConfiguration", {
      Bucket: "held",
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
      },
    });
    const governed = { Bucket: "held", Key: "a", VersionId: put({}) };
    expect(account.code("DeleteObject", governed)).toBe("AccessDenied");
    expect(account.call("GetObjectRetention", governed)).toMatchObject({
      Retention: { Mode: "GOVERNANCE" },
    });
    account.call("DeleteObject", { ...governed, BypassGovernanceRetention: true });
    const later = { Bucket: "held", Key: "a", VersionId: put({}) };
    account.wait(days(2));
    account.call("DeleteObject", later);
    expect(
      account.code("PutObjectLegalHold", { Bucket, Key: "a", LegalHold: { Status: "ON" } }),
    ).toBe("InvalidRequest");
  });

  it("s3.object.restore: what is archived is read from a copy for a while", () => {
    account.put("cold", "text", { StorageClass: "GLACIER" });
    const cold = { Bucket, Key: "cold" };
    expect(account.code("GetObject", cold)).toBe("InvalidObjectState");
    account.call("RestoreObject", {
      ...cold,
      RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: "Expedited" } },
    });
    expect(account.call("HeadObject", cold)).toMatchObject({ Restore: 'ongoing-request="true"' });
    expect(account.code("RestoreObject", { ...cold, RestoreRequest: { Days: 1 } })).toBe(
      "RestoreAlreadyInProgress",
    );
    account.wait(minutes(6));
    expect(account.get("cold")).toBe("text");
    expect(account.call("HeadObject", cold)["Restore"]).toContain("Sat, 03 Jan 2026 00:00:00 GMT");
    account.wait(days(3));
    expect(account.code("GetObject", cold)).toBe("InvalidObjectState");
    account.put("warm");
    expect(
      account.code("RestoreObject", { Bucket, Key: "warm", RestoreRequest: { Days: 1 } }),
    ).toBe("InvalidObjectState");
  });
});

describe("lists", () => {
  it("s3.object.list: they are in the order of bytes, and common prefixes count once", () => {
    for (const key of ["b/2", "a", "b/1", "c/1/x", "\u{1f600}", "\uffee", "c/2", "z"])
      account.put(key);
    // The last has the greater first byte in UTF-8, though the smaller first unit in UTF-16.
    expect(account.keys()).toEqual(["a", "b/1", "b/2", "c/1/x", "c/2", "z", "\uffee", "\u{1f600}"]);
    expect(account.call("ListObjectsV2", { Bucket, Delimiter: "/" })).toMatchObject({
      KeyCount: 6,
      CommonPrefixes: [{ Prefix: "b/" }, { Prefix: "c/" }],
    });
    expect(account.keys({ Prefix: "c/" })).toEqual(["c/1/x", "c/2"]);
    expect(account.keys({ StartAfter: "c/1/x" })[0]).toBe("c/2");
    const seen: string[] = [];
    for (let token: unknown; ;) {
      const page = account.call("ListObjectsV2", {
        Bucket,
        Delimiter: "/",
        MaxKeys: 1,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }) as Record<string, readonly Record<string, string>[] | undefined>;
      seen.push(page["Contents"]?.[0]?.["Key"] ?? page["CommonPrefixes"]![0]!["Prefix"]!);
      token = page["NextContinuationToken"];
      if (token === undefined) break;
    }
    expect(seen).toEqual(["a", "b/", "c/", "z", "\uffee", "\u{1f600}"]);
    const first = account.call("ListObjects", { Bucket, Delimiter: "/", MaxKeys: 2 });
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: "b/" });
    const next = account.call("ListObjects", { Bucket, Delimiter: "/", Marker: "b/", MaxKeys: 1 });
    expect(next["CommonPrefixes"]).toEqual([{ Prefix: "c/" }]);
  });
});

describe("uploads in parts", () => {
  const begin = (Key = "large", params: object = {}): string =>
    account.call("CreateMultipartUpload", { Bucket, Key, ...params })["UploadId"] as string;
  const part = (UploadId: string, PartNumber: number, size: number, letter = "a"): string =>
    account.call("UploadPart", {
      Bucket,
      Key: "large",
      UploadId,
      PartNumber,
      Body: new Uint8Array(size).fill(letter.charCodeAt(0)),
    })["ETag"] as string;

  it("s3.multipart.complete: nothing is seen before, and all at once after", () => {
    const UploadId = begin();
    const five = 5 * 1_048_576;
    const second = part(UploadId, 2, 3, "b");
    const first = part(UploadId, 1, five);
    expect(account.keys()).toEqual([]);
    expect(account.call("ListParts", { Bucket, Key: "large", UploadId })["Parts"]).toMatchObject([
      { PartNumber: 1, Size: five },
      { PartNumber: 2, Size: 3 },
    ]);
    const Parts = [
      { ETag: first, PartNumber: 1 },
      { ETag: second, PartNumber: 2 },
    ];
    const done = account.call("CompleteMultipartUpload", {
      Bucket,
      Key: "large",
      UploadId,
      MultipartUpload: { Parts },
    });
    expect(done["ETag"]).toMatch(/-2"$/);
    expect(account.get("large", { Range: `bytes=${five - 1}-` })).toBe("abbb");
    expect(account.call("HeadObject", { Bucket, Key: "large", PartNumber: 2 })).toMatchObject({
      ContentLength: 3,
      PartsCount: 2,
    });
    expect(account.code("ListParts", { Bucket, Key: "large", UploadId })).toBe("NoSuchUpload");
  });

  it("s3.multipart.parts: they have 5 MiB at least, but the last, and numbers to 10,000", () => {
    const UploadId = begin();
    const Parts = [1, 2].map((PartNumber) => ({ PartNumber, ETag: part(UploadId, PartNumber, 4) }));
    const complete = (given: object) => ({
      Bucket,
      Key: "large",
      UploadId,
      MultipartUpload: { Parts: given },
    });
    expect(account.code("CompleteMultipartUpload", complete(Parts))).toBe("EntityTooSmall");
    expect(account.code("CompleteMultipartUpload", complete([...Parts].reverse()))).toBe(
      "InvalidPartOrder",
    );
    expect(account.code("CompleteMultipartUpload", complete([{ PartNumber: 3, ETag: "x" }]))).toBe(
      "InvalidPart",
    );
    expect(account.code("UploadPart", { Bucket, Key: "large", UploadId, PartNumber: 10_001 })).toBe(
      "InvalidArgument",
    );
    expect(account.call("ListMultipartUploads", { Bucket })["Uploads"]).toHaveLength(1);
    account.call("AbortMultipartUpload", { Bucket, Key: "large", UploadId });
    expect(account.call("ListMultipartUploads", { Bucket })).not.toHaveProperty("Uploads");
  });
});

describe("request rates", () => {
  const fast = { writeRate: 10, readRate: 20 };

  it("s3.rate.partition: what a partition does not take is refused with 503", () => {
    account.bucket("slow", { BucketBehavior: fast });
    const put = (count: number) => {
      const client = account.simulation.client();
      const all = Array.from({ length: count }, (_, at) =>
        client.begin("s3", "PutObject", { Bucket: "slow", Key: `${at}` }),
      );
      account.wait(seconds(2));
      return all.filter(({ outcome }) => outcome?.type === "refused").length;
    };
    expect(put(15)).toBe(5);
    // Two seconds have filled it again: it holds a second's worth.
    expect(put(11)).toBe(1);
  });

  it("s3.rate.split: a partition that is busy for five minutes becomes several", () => {
    account.bucket("slow", { BucketBehavior: fast });
    const client = account.simulation.client();
    const put = (from: number, rate: number, span: number) => {
      let refused = 0;
      for (let second = 0; second < span; second += 1) {
        const all = Array.from({ length: rate }, (_, at) =>
          client.begin("s3", "PutObject", {
            Bucket: "slow",
            Key: `k/${(from + at) % 10}/${second}`,
          }),
        );
        account.wait(seconds(1));
        refused += all.filter(({ outcome }) => outcome?.type === "refused").length;
      }
      return refused;
    };
    expect(put(0, 20, 10)).toBeGreaterThan(90);
    put(0, 20, 300);
    expect(put(0, 20, 10)).toBe(0);
  });

  it("s3.rate.latency: small objects take their time, and large ones that of their bytes", () => {
    const latencies = {
      "s3.get": { type: "constant", value: 12_000 },
      "s3.put": { type: "constant", value: 25_000 },
    } as const;
    account = new S3Account({ latencies });
    account.bucket();
    const took = (work: () => void) => {
      const before = account.simulation.now;
      work();
      return account.simulation.now - before;
    };
    expect(took(() => account.put("a", "x"))).toBe(25_000);
    expect(took(() => account.get("a"))).toBe(12_000);
    expect(took(() => account.put("a", "x".repeat(8_500)))).toBe(25_100);
  });
});

describe("hours", () => {
  it("keeps what is brought up to its bound, and the size alone of the rest", () => {
    account.bucket("keeping", { BucketBehavior: { key: "raw/{number}", keeps: 4 } });
    const bring = (body: string) => {
      const input = {
        type: "bringObject",
        size: body.length,
        text: { body, size: body.length },
        key: null,
        group: null,
        trail: { from: 1, number: 1, at: 0, lineage: null },
      };
      account.simulation.tell("s3.bucket:keeping", input);
      account.wait(hours(1));
    };
    bring("abc");
    bring("abcdefgh");
    expect(account.get("raw/1", { Bucket: "keeping" })).toBe("abc");
    expect(account.get("raw/2", { Bucket: "keeping" })).toBe("xxxxxxxx");
  });
});
