import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import { mebibyte } from "../limits.ts";
import {
  content,
  openDeliveryStream,
  put,
  type DrivenDeliveryStream,
} from "../test/driven-delivery-stream.ts";

const putBatch = (stream: DrivenDeliveryStream, ...sizes: readonly number[]) =>
  stream.ask({
    type: "putRecordBatch",
    entries: sizes.map((size) => ({ content: content(size) })),
    trail: noTrail,
  });
const quota =
  (records: number, requests: number, bytes: number) =>
  (name: string): number =>
    name === "firehose.recordsPerSecond"
      ? records
      : name === "firehose.requestsPerSecond"
        ? requests
        : name === "firehose.bytesPerSecond"
          ? bytes
          : 500;
const slowDown = { type: "refused", code: "ServiceUnavailableException", message: "Slow down." };

it("firehose.put.record-size: takes 1,000 KiB of data, and no more", () => {
  const stream = openDeliveryStream();
  expect(put(stream, 1_024_000)).toEqual({ type: "recordPut", stream: 1, number: 1 });
  expect(put(stream, 1_024_001)).toMatchObject({ code: "ValidationException" });
  expect(stream.meter("IncomingRecords").sum).toBe(1);
});

it("firehose.put.batch: takes 4 MiB at once, each record by itself", () => {
  const stream = openDeliveryStream();
  const quarter = mebibyte - 48_576;
  expect(putBatch(stream, quarter, quarter, quarter, quarter)).toMatchObject({
    type: "recordsPut",
    results: [1, 2, 3, 4].map((number) => ({ type: "recordPut", number })),
  });
  stream.advance(seconds(1));
  expect(putBatch(stream, ...Array<number>(5).fill(quarter))).toMatchObject({
    code: "InvalidArgumentException",
  });
});

it("firehose.put.throttling: refuses records, requests and bytes beyond a second's", () => {
  const records = openDeliveryStream({}, { quota: quota(3, 100, mebibyte) });
  expect(putBatch(records, 1, 1, 1, 1)).toMatchObject({
    results: [{ type: "recordPut" }, { type: "recordPut" }, { type: "recordPut" }, slowDown],
  });
  expect(records.meter("ThrottledRecords").sum).toBe(1);

  const requests = openDeliveryStream({}, { quota: quota(100, 1, mebibyte) });
  put(requests, 1);
  expect(put(requests, 1)).toEqual(slowDown);

  const bytes = openDeliveryStream({}, { quota: quota(100, 100, 1_000) });
  put(bytes, 1_000);
  expect(put(bytes, 1)).toEqual(slowDown);
});

it("firehose.put.reserve: may take later what it did not take, up to a second's worth", () => {
  const stream = openDeliveryStream({}, { quota: quota(2, 100, mebibyte) });
  putBatch(stream, 1, 1);
  stream.advance(seconds(0.5));
  expect(putBatch(stream, 1, 1)).toMatchObject({ results: [{ type: "recordPut" }, slowDown] });
  stream.advance(seconds(100));
  expect(putBatch(stream, 1, 1, 1)).toMatchObject({
    results: [{ type: "recordPut" }, { type: "recordPut" }, slowDown],
  });
});

it("firehose.bill.rounding: bills whole units of 5 KB a record", () => {
  const stream = openDeliveryStream();
  put(stream, 1);
  put(stream, 5_121);
  expect(stream.meter("BilledBytes").sum).toBe(3 * 5_120);
});
