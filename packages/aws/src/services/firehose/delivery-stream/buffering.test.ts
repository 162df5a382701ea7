import { hours, minutes, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { mebibyte } from "../limits.ts";
import {
  openDeliveryStream,
  put,
  type DrivenDeliveryStream,
} from "../test/driven-delivery-stream.ts";

const delivered = { type: "delivered" };
const sentTo = (stream: DrivenDeliveryStream) =>
  stream.sent.map(({ to, input }) => [to, (input as Deliver).body]);
const second = (number: number): Duration => seconds(number);

it("firehose.buffer.hints: delivers after 300 s, or at 5 MiB", () => {
  const stream = openDeliveryStream();
  put(stream, "a");
  stream.advance(second(299));
  put(stream, "b");
  expect(stream.sent).toEqual([]);
  stream.advance(second(1));
  expect(sentTo(stream)).toEqual([[0, "ab"]]);
  stream.answer(stream.sent[0]!, delivered);
  stream.advance(second(60));
  for (let number = 0; number < 5; number += 1) {
    put(stream, 1_000_000);
    stream.advance(second(1));
  }
  expect(stream.sent).toEqual([]);
  put(stream, 5 * mebibyte - 5_000_000);
  expect((stream.sent[0]!.input as Deliver).size).toBe(5 * mebibyte);
  // The timer of the buffer that was full delivers nothing of the next.
  stream.answer(stream.sent[0]!, delivered);
  put(stream, "c");
  stream.advance(second(299));
  expect(stream.sent).toEqual([]);
});

it.each([
  ["Splunk", 60],
  ["HttpEndpoint", 300],
] as const)("firehose.buffer.hints: collects for %s for %i s", (destination, interval) => {
  const stream = openDeliveryStream({ destination });
  put(stream, "a");
  stream.advance(second(interval - 1));
  expect(stream.sent).toEqual([]);
  stream.advance(second(1));
  stream.answer(stream.sent[0]!, delivered);
  expect(stream.meter(`DeliveryTo${destination}.Records`).sum).toBe(1);
});

it("firehose.buffer.zero: collects for five seconds where it buffers for none", () => {
  const stream = openDeliveryStream({ bufferInterval: second(0) });
  put(stream, "a");
  stream.advance(second(4));
  expect(stream.sent).toEqual([]);
  stream.advance(second(1));
  expect(sentTo(stream)).toEqual([[0, "a"]]);
  expect(stream.meter("firehose.zeroBuffering").sum).toBe(1);
});

it("firehose.delivery.retry: delivers again for 24 hours what is not taken, and then loses it", () => {
  const stream = openDeliveryStream({ bufferInterval: second(1) });
  put(stream, "a");
  stream.advance(second(1));
  let attempts = 0;
  let last = 0;
  while (stream.gauges()["RecordsHeld"] === 1) {
    const [send] = stream.sent;
    if (send === undefined) stream.advance(second(1));
    else {
      attempts += 1;
      last = stream.now;
      stream.answer(send, refused("SlowDown", "Please reduce your request rate."));
    }
  }
  // 1, 2, 4, … 64 s, and two minutes from then on.
  expect(attempts).toBe(8 + Math.floor((86_400 - 127) / 120));
  expect(last).toBeLessThanOrEqual(hours(24) + second(1));
  expect(last).toBeGreaterThan(hours(24) - minutes(2));
  expect(stream.meter("RecordsLost").sum).toBe(1);
});

const failures = {
  arn: "arn:aws:s3:::failures",
  prefix: "",
  errorPrefix: "!{firehose:error-output-type}/",
  extension: "",
  bufferSize: mebibyte,
  bufferInterval: second(1),
};

it.each([
  ["Splunk", 300, "splunk-failed"],
  ["HttpEndpoint", 300, "http-endpoint-failed"],
  ["AmazonOpenSearchService", 300, "AmazonOpenSearchService-failed"],
  ["Redshift", 3_600, "redshift-failed"],
  ["Snowflake", 60, "snowflake-failed"],
] as const)(
  "firehose.delivery.destination-retry: tries %s for %i s, and then keeps records in a bucket",
  (destination, longest, type) => {
    const stream = openDeliveryStream({
      destination,
      bufferInterval: second(1),
      failures,
    });
    put(stream, "a");
    stream.advance(second(1));
    let last = 0;
    while (stream.sent[0]?.to !== 2) {
      const [send] = stream.sent;
      if (send === undefined) stream.advance(second(1));
      else {
        expect(send.to).toBe(0);
        last = stream.now;
        stream.answer(send, refused("ServiceUnavailable", "Busy."));
      }
    }
    expect(last).toBeLessThanOrEqual(second(longest + 1));
    expect(last).toBeGreaterThan(second(longest / 2));
    const failed = stream.sent[0].input as Deliver;
    expect(failed.key).toMatch(new RegExp(`^${type}/`));
    expect(JSON.parse(failed.body)).toMatchObject({ rawData: "YQ==" });
    stream.answer(stream.sent[0], delivered);
    expect(stream.meter("RecordsLost").sum).toBe(0);
    expect(stream.meter("DeliveryToS3.Records").sum).toBe(1);
    expect(stream.gauges()["RecordsHeld"]).toBe(0);
  },
);

it("firehose.delivery.destination-retry: a retry duration of 0 tries once", () => {
  const stream = openDeliveryStream({
    destination: "Splunk",
    destinationRetry: second(0),
    bufferInterval: second(1),
    failures,
  });
  put(stream, "a");
  stream.advance(second(1));
  stream.answer(stream.sent[0]!, refused("ServiceUnavailable", "Busy."));
  stream.advance(second(1));
  expect(stream.sent.map(({ to }) => to)).toEqual([2]);
});

it("firehose.delivery.backup: gives another bucket every record as it came", () => {
  const stream = openDeliveryStream({
    bufferInterval: second(10),
    backup: {
      arn: "arn:aws:s3:::all",
      prefix: "all/",
      errorPrefix: "",
      extension: "",
      bufferSize: mebibyte,
      bufferInterval: second(20),
    },
  });
  put(stream, "a");
  stream.advance(second(10));
  stream.answer(stream.sent[0]!, delivered);
  put(stream, "b");
  stream.advance(second(10));
  expect(sentTo(stream)).toEqual([
    [1, "ab"],
    [0, "b"],
  ]);
  for (const send of [...stream.sent]) stream.answer(send, delivered);
  expect(stream.meter("BackupToS3.Records").sum).toBe(2);
  expect(stream.meter("DeliveryToS3.Records").sum).toBe(2);
});

it("firehose.metrics.delivery: measures how old the oldest record is that is delivered", () => {
  const stream = openDeliveryStream({ bufferInterval: second(30) });
  put(stream, "ab");
  stream.advance(second(20));
  put(stream, "c");
  stream.advance(second(10));
  stream.advance(second(5));
  stream.answer(stream.sent[0]!, delivered);
  expect(stream.meter("DeliveryToS3.DataFreshness").max).toBe(second(35));
  expect(stream.meter("DeliveryToS3.Bytes").sum).toBe(3);
  expect(stream.meter("DeliveryToS3.ObjectCount").sum).toBe(1);
  expect(stream.meter("IncomingBytes").sum).toBe(3);
});

it("ends each record with a line feed where it is told to", () => {
  const stream = openDeliveryStream({ bufferInterval: second(1), appendsNewline: true });
  put(stream, "a");
  put(stream, "b");
  stream.advance(second(1));
  expect(stream.sent[0]!.input).toMatchObject({ body: "a\nb\n", size: 4 });
});

it("firehose.buffer.order: an object has records in the order of their coming, whenever it is delivered", () => {
  const stream = openDeliveryStream({ bufferInterval: second(10) });
  for (const data of ["a", "b", "c"]) put(stream, data);
  stream.advance(second(10));
  stream.answer(stream.sent[0]!, refused("SlowDown", "Please reduce your request rate."));
  for (const data of ["d", "e"]) put(stream, data);
  stream.advance(second(10));
  // The object that was refused is delivered again, beside that of what came later.
  expect(
    sentTo(stream)
      .map(([, body]) => body)
      .sort(),
  ).toEqual(["abc", "de"]);
});
