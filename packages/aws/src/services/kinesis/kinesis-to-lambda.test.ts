import { base64Of, seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { noTrail } from "../../service/origin.ts";
import type { BatchPayload } from "../../service/payload.ts";
import { sizeInUtf8, utf8Of } from "../../text/utf8.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import { kinesisToLambda, sizeInEvent } from "./kinesis-to-lambda.ts";
import type { StreamRecord } from "./protocol.ts";
import { streamSource } from "./source.ts";

const epochMilliseconds = parseWallClock("the start", "2026-01-01");

const recordOf = (data: string, isBase64 = false): StreamRecord => ({
  content: { data, isBase64, size: isBase64 ? 3 : sizeInUtf8(data) },
  partitionKey: "order-1",
  size: 7 + (isBase64 ? 3 : sizeInUtf8(data)),
  writtenAt: (seconds(90) + 987_654) as Instant,
  identity: { queue: 3, message: 8 },
  shard: { number: 6, createdAt: 0 as Instant, epochMilliseconds },
  sequence: 5,
  trail: noTrail,
});

const batchOf = (items: readonly StreamRecord[]): BatchPayload => ({
  type: "batch",
  form: "kinesis.stream",
  items,
  source: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
  region: "us-east-1",
  reportsItems: false,
  size: 1,
  role: "arn:aws:iam::123456789012:role/reader",
});

it("kinesis.read.event: a function gets data in base64, the instant of its coming in seconds, and the shard in the event's id", () => {
  const record = recordOf('{"total":"5 €"}');
  const number = kinesisToLambda.nameOf(record);
  expect(number).toMatch(/^\d{56}$/);
  expect(kinesisToLambda.eventOf(batchOf([record]), epochMilliseconds)).toEqual({
    Records: [
      {
        kinesis: {
          kinesisSchemaVersion: "1.0",
          partitionKey: "order-1",
          sequenceNumber: number,
          data: base64Of(utf8Of('{"total":"5 €"}')),
          approximateArrivalTimestamp: epochMilliseconds / 1_000 + 90.987,
        },
        eventSource: "aws:kinesis",
        eventVersion: "1.0",
        eventID: `shardId-000000000006:${number}`,
        eventName: "aws:kinesis:record",
        invokeIdentityArn: "arn:aws:iam::123456789012:role/reader",
        awsRegion: "us-east-1",
        eventSourceARN: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
      },
    ],
  });
});

it("data that came as bytes stays as it is for functions, and is text for filters", () => {
  const record = recordOf(btoa("abc"), true);
  const { Records } = kinesisToLambda.eventOf(batchOf([record]), epochMilliseconds);
  expect(Records).toMatchObject([{ kinesis: { data: btoa("abc") } }]);
  expect(streamSource.filteredOf(record, epochMilliseconds)).toMatchObject({
    data: "abc",
    partitionKey: "order-1",
  });
  const binary = { ...record, content: { data: "/w==", isBase64: true, size: 1 } };
  expect(streamSource.filteredOf(binary, epochMilliseconds)).toMatchObject({ data: "/w==" });
});

it("knows the size of a record in an event to within a few bytes", () => {
  for (const data of ["", "x", "x".repeat(5_000), "€".repeat(100)]) {
    const batch = batchOf([recordOf(data)]);
    const text = JSON.stringify(kinesisToLambda.eventOf(batch, epochMilliseconds));
    const own = sizeInEvent(batch.items[0]!) + batch.source.length + batch.role!.length;
    expect(Math.abs(text.length - own)).toBeLessThan(30);
  }
});

it("is named and ordered as its reader needs it", () => {
  const record = recordOf("x");
  expect(streamSource.shardNameOf(record)).toBe("shardId-000000000006");
  expect(streamSource.keyOf(record)).toBe("order-1");
});
