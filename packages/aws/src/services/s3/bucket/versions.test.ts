import { beforeEach, describe, expect, it } from "vitest";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
let account = new S3Account();
const setVersioning = (Status: string) =>
  account.call("PutBucketVersioning", { Bucket, VersioningConfiguration: { Status } });

interface Listed {
  readonly Versions?: readonly {
    readonly Key: string;
    readonly VersionId: string;
    readonly IsLatest: boolean;
  }[];
  readonly DeleteMarkers?: Listed["Versions"];
}
const listed = (params: object = {}): Listed =>
  account.call("ListObjectVersions", { Bucket, ...params });

beforeEach(() => {
  account = new S3Account();
  account.bucket();
});

describe("versions", () => {
  it("s3.versions.states: each write is kept while versioning is on, and null is overwritten else", () => {
    account.put("a", "null");
    setVersioning("Enabled");
    const { VersionId: first } = account.put("a", "first");
    const { VersionId: second } = account.put("a", "second");
    expect(listed().Versions!.map(({ VersionId }) => VersionId)).toEqual([second, first, "null"]);
    expect(account.get("a", { VersionId: first })).toBe("first");
    expect(account.get("a", { VersionId: "null" })).toBe("null");
    setVersioning("Suspended");
    expect(account.put("a", "again")).not.toHaveProperty("VersionId");
    account.put("a", "once more");
    expect(listed().Versions!.map(({ VersionId }) => VersionId)).toEqual(["null", second, first]);
    expect(account.get("a")).toBe("once more");
  });

  it("s3.versions.delete-marker: it hides what is there, and goes as versions do", () => {
    setVersioning("Enabled");
    const { VersionId } = account.put("a", "text");
    const { VersionId: marker } = account.call("DeleteObject", { Bucket, Key: "a" });
    expect(account.code("GetObject", { Bucket, Key: "a" })).toBe("NoSuchKey");
    expect(account.refusal("GetObject", { Bucket, Key: "a", VersionId: marker })).toMatchObject({
      code: "MethodNotAllowed",
      httpStatus: 405,
    });
    expect(account.get("a", { VersionId })).toBe("text");
    expect(account.keys()).toEqual([]);
    expect(listed().DeleteMarkers).toMatchObject([{ Key: "a", IsLatest: true }]);
    account.call("DeleteObject", { Bucket, Key: "a", VersionId: marker });
    expect(account.get("a")).toBe("text");
    account.call("DeleteObject", { Bucket, Key: "a", VersionId });
    expect(listed()).not.toHaveProperty("Versions");
    expect(account.code("DeleteObject", { Bucket, Key: "a", VersionId })).toBe("NoSuchVersion");
    expect(account.code("GetObject", { Bucket, Key: "a", VersionId: "x" })).toBe("InvalidArgument");
  });

  it("lists versions page by page as it lists them at once", () => {
    setVersioning("Enabled");
    for (const key of ["b", "a", "b", "a", "c/1", "c/2", "b"]) account.put(key);
    account.call("DeleteObject", { Bucket, Key: "a" });
    const whole = listed();
    const all: string[] = [];
    let markers: object = {};
    for (;;) {
      const page = account.call("ListObjectVersions", {
        Bucket,
        MaxKeys: 1,
        ...markers,
      }) as Listed & Record<string, unknown>;
      for (const each of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
        all.push(each.VersionId);
      if (page["IsTruncated"] !== true) break;
      markers = { KeyMarker: page["NextKeyMarker"], VersionIdMarker: page["NextVersionIdMarker"] };
    }
    expect(all).toHaveLength(8);
    const ids = [...whole.Versions!, ...whole.DeleteMarkers!].map(({ VersionId }) => VersionId);
    expect([...all].sort()).toEqual([...ids].sort());
    expect(all.slice(0, 3)).toEqual([
      whole.DeleteMarkers![0]!.VersionId,
      ...whole.Versions!.slice(0, 2).map(({ VersionId }) => VersionId),
    ]);
  });
});
