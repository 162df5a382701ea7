import { days, hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { md5OfText } from "../../../text/md5.ts";
import { openWithBucket } from "../test/bucket-client.ts";

const startsAt = Date.parse("2026-11-01T00:00:00Z") / 1_000;
const TableArn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
const asked: PlainObject = { TableArn, S3Bucket: "data" };
const item = (id: string, n = 1) => ({ id: { S: id }, n: { N: `${n}` } });

/** A table with point-in-time recovery, and what it exports. */
function openExporting() {
  const account = openWithBucket();
  account.table();
  account.call("UpdateContinuousBackups", {
    TableName: "Orders",
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  const describe = (ExportArn: PlainObject[string]) =>
    account.call("DescribeExport", { ExportArn })["ExportDescription"] as PlainObject;
  return {
    ...account,
    describe,
    remove: (id: string) =>
      account.call("DeleteItem", { TableName: "Orders", Key: { id: { S: id } } }),
    /** What an export comes to. */
    exported(more: PlainObject = {}) {
      const { ExportArn } = account.call("ExportTableToPointInTime", { ...asked, ...more })[
        "ExportDescription"
      ] as PlainObject;
      account.wait(minutes(6));
      const description = describe(ExportArn!);
      const summary = JSON.parse(account.textIn(description["ExportManifest"] as string)) as {
        readonly [name: string]: string;
      };
      const files = account
        .textIn(summary["manifestFilesS3Key"]!)
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
      const lines = files
        .flatMap(({ dataFileS3Key }) => account.linesIn(dataFileS3Key!))
        .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
      return { description, summary, files, lines };
    },
  };
}

it("dynamodb.export.recovery: a table that is there, with point-in-time recovery, at a time that it reaches", () => {
  const { table, call, refusal, wait } = openWithBucket();
  expect(refusal("ExportTableToPointInTime", asked)).toBe(
    `TableNotFoundException: Table not found: ${TableArn}`,
  );
  table();
  expect(refusal("ExportTableToPointInTime", asked)).toBe(
    "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'Orders'",
  );
  wait(hours(1));
  call("UpdateContinuousBackups", {
    TableName: "Orders",
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 1 },
  });
  const at = (ExportTime: number) =>
    refusal("ExportTableToPointInTime", { ...asked, ExportTime: startsAt + ExportTime });
  expect(at(3_599)).toMatch("InvalidExportTimeException");
  expect(at(3_601)).toMatch("InvalidExportTimeException");
  expect(at(3_600)).toBe("none");
  wait(days(2));
  expect(at(3_600)).toMatch("InvalidExportTimeException");
});

it("dynamodb.export.full: has all items as they were at its time", () => {
  const { put, remove, wait, exported } = openExporting();
  put(item("same"));
  put(item("changed"));
  put(item("gone"));
  wait(seconds(60));
  put(item("changed", 2));
  remove("gone");
  put(item("new"));
  wait(seconds(60));
  const now = exported({ S3Prefix: "out" });
  const lines = (...items: readonly PlainObject[]) => items.map((Item) => ({ Item }));
  expect(now.lines).toEqual(lines(item("changed", 2), item("new"), item("same")));
  expect(now.description).toMatchObject({
    ExportStatus: "COMPLETED",
    ExportType: "FULL_EXPORT",
    ItemCount: 3,
  });
  const past = exported({ ExportTime: startsAt + 30 });
  expect(past.lines).toEqual(lines(item("changed"), item("gone"), item("same")));
});

it("dynamodb.export.incremental: has what changed in a span, once for each key", () => {
  const { put, remove, wait, exported, refusal } = openExporting();
  put(item("same"));
  put(item("changed"));
  put(item("gone"));
  wait(minutes(10));
  put(item("changed", 2));
  put(item("changed", 3));
  put(item("new"));
  put(item("passing"));
  remove("passing");
  remove("gone");
  wait(minutes(20));
  put(item("changed", 4));
  put(item("new", 5));
  const span = (from: number, to: number, more: PlainObject = {}) => ({
    ExportType: "INCREMENTAL_EXPORT",
    IncrementalExportSpecification: {
      ExportFromTime: startsAt + from * 60,
      ExportToTime: startsAt + to * 60,
      ...more,
    },
  });
  for (const [from, to] of [
    [5, 19],
    [-2, 14],
    [5, 31],
  ] as const) {
    expect(refusal("ExportTableToPointInTime", { ...asked, ...span(from, to) })).not.toBe("none");
  }
  const { lines, summary, files } = exported(span(5, 25));
  expect(lines.map(({ Metadata: _at, ...line }) => line)).toEqual(
    expect.arrayContaining([
      { Keys: { id: { S: "changed" } }, OldImage: item("changed"), NewImage: item("changed", 3) },
      { Keys: { id: { S: "gone" } }, OldImage: item("gone") },
      { Keys: { id: { S: "new" } }, NewImage: item("new") },
    ]),
  );
  expect(lines.length).toBe(3);
  expect(lines[0]!["Metadata"]).toEqual({
    WriteTimestampMicros: { N: expect.stringMatching(/^1793491\d{9}$/) as string },
  });
  expect(summary).toMatchObject({
    version: "2023-08-01",
    exportType: "INCREMENTAL_EXPORT",
    outputView: "NEW_AND_OLD_IMAGES",
    itemCount: 3,
  });
  expect(files[0]!["dataFileS3Key"]).toMatch(/^AWSDynamoDB\/data\//);
  const news = exported(span(5, 25, { ExportViewType: "NEW_IMAGE" }));
  expect(news.lines.some((line) => "OldImage" in line)).toBe(false);
});

it("dynamodb.export.manifest: tells of each file with its number of items, digest and entity tag", () => {
  const { put, exported, keys, textIn, s3 } = openExporting();
  put(item("one"));
  const { description, summary, files } = exported({ S3Prefix: "out" });
  const id = (description["ExportArn"] as string).split("/").at(-1)!;
  const folder = `out/AWSDynamoDB/${id}`;
  expect(keys("out/").filter((key) => !key.includes("/data/"))).toEqual(
    [
      "_started",
      "manifest-files.checksum",
      "manifest-files.json",
      "manifest-summary.checksum",
      "manifest-summary.json",
    ].map((name) => `${folder}/${name}`),
  );
  expect(summary).toMatchObject({
    version: "2020-06-30",
    exportArn: description["ExportArn"],
    tableArn: TableArn,
    s3Bucket: "data",
    s3Prefix: "out",
    itemCount: 1,
    outputFormat: "DYNAMODB_JSON",
  });
  const sum = files.reduce((total, { itemCount }) => total + Number(itemCount), 0);
  expect(sum).toBe(1);
  const head = s3("HeadObject", { Key: files[0]!["dataFileS3Key"]! });
  expect(head["ETag"]).toBe(`"${files[0]!["etag"]}"`);
  const hex = md5OfText(textIn(`${folder}/manifest-files.json`));
  const bytes = (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(parseInt(pair, 16)));
  expect(textIn(`${folder}/manifest-files.checksum`)).toBe(btoa(bytes.join("")));
});

it("dynamodb.export.token: the same token is the same export; lists have the newest first", () => {
  const { call, refusal, put, wait } = openExporting();
  put(item("one"));
  const arnOf = (more: PlainObject) =>
    (call("ExportTableToPointInTime", { ...asked, ...more })["ExportDescription"] as PlainObject)[
      "ExportArn"
    ];
  const first = arnOf({ ClientToken: "one" });
  wait(seconds(10));
  expect(arnOf({ ClientToken: "one" })).toBe(first);
  expect(
    refusal("ExportTableToPointInTime", { ...asked, ClientToken: "one", S3Prefix: "else" }),
  ).toMatch("ExportConflictException");
  const second = arnOf({ ClientToken: "two" });
  wait(minutes(6));
  const summary = (ExportArn: unknown) => ({
    ExportArn,
    ExportStatus: "COMPLETED",
    ExportType: "FULL_EXPORT",
  });
  expect(call("ListExports", { TableArn })["ExportSummaries"]).toEqual([
    summary(second),
    summary(first),
  ]);
});

it("dynamodb.export.no-bucket: an export into a bucket that is not there has failed", () => {
  const { call, describe, wait } = openExporting();
  const { ExportArn } = call("ExportTableToPointInTime", { TableArn, S3Bucket: "nowhere" })[
    "ExportDescription"
  ] as PlainObject;
  wait(seconds(1));
  expect(describe(ExportArn!)).toMatchObject({
    ExportStatus: "FAILED",
    FailureCode: "S3NoSuchBucket",
  });
});

it("dynamodb.export.duration: five minutes at least in mid-run, with the items of its beginning", () => {
  const { call, describe, put, wait } = openExporting();
  wait(seconds(1));
  put(item("one"));
  const { ExportArn } = call("ExportTableToPointInTime", asked)["ExportDescription"] as PlainObject;
  put(item("two"));
  wait(minutes(4));
  expect(describe(ExportArn!)["ExportStatus"]).toBe("IN_PROGRESS");
  wait(minutes(2));
  expect(describe(ExportArn!)).toMatchObject({ ExportStatus: "COMPLETED", ItemCount: 1 });
});

it("forgets what was there before once point-in-time recovery is turned off", () => {
  const { call, put, wait, exported } = openExporting();
  put(item("one"));
  const turn = (PointInTimeRecoveryEnabled: boolean) =>
    call("UpdateContinuousBackups", {
      TableName: "Orders",
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
    });
  wait(seconds(10));
  turn(false);
  put(item("one", 2));
  turn(true);
  expect(exported().lines).toEqual([{ Item: item("one", 2) }]);
});
