import { base64Of, minutes, seconds, type Plain } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { BatchPayload } from "../../../service/payload.ts";
import { refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { DeliveryStreamConfig } from "../config.ts";
import { recordEvent } from "../record-event.ts";
import {
  functionArn,
  openDeliveryStream,
  put,
  settingsOf,
  type DrivenDeliveryStream,
} from "../test/driven-delivery-stream.ts";
import { returned, threw, type Worked } from "../test/function-entry.ts";
import { ports } from "./declarations.ts";

const inBase64 = (text: string): string => base64Of(utf8Of(text));
const changing = (config: Partial<DeliveryStreamConfig> = {}) =>
  openDeliveryStream({
    bufferInterval: seconds(1),
    transform: { arn: functionArn, bufferInterval: seconds(2) },
    ...config,
  });
const invocationOf = (stream: DrivenDeliveryStream) =>
  stream.sent.find(({ port }) => port === ports.transform)!;
const deliveryOf = (stream: DrivenDeliveryStream) =>
  stream.sent.find(({ port }) => port === ports.destinations)?.input as Deliver | undefined;

/** The records of the event that the function is given. */
function recordsOf(stream: DrivenDeliveryStream) {
  const { payload } = invocationOf(stream).input as Worked;
  return recordEvent.recordsIn(
    recordEvent.eventOf(payload as BatchPayload, 1_000_000),
  ) as readonly {
    readonly recordId: string;
    readonly data: string;
    readonly approximateArrivalTimestamp: number;
  }[];
}

/** Answers for the function: each record with its result. */
function answer(
  stream: DrivenDeliveryStream,
  ...results: readonly Readonly<Record<string, Plain>>[]
) {
  const ids = recordsOf(stream).map(({ recordId }) => recordId);
  const records = results.map((result, place) => ({ recordId: ids[place]!, ...result }));
  stream.answer(invocationOf(stream), returned({ records }));
}

it("firehose.transform.buffer: collects 1 MB or 60 s for the function", () => {
  const stream = openDeliveryStream({ transform: { arn: functionArn } });
  put(stream, "a");
  stream.advance(seconds(59));
  put(stream, "b");
  expect(stream.sent).toEqual([]);
  stream.advance(seconds(1));
  expect(recordsOf(stream).map(({ data }) => data)).toEqual([inBase64("a"), inBase64("b")]);
  expect(recordsOf(stream)[1]!.approximateArrivalTimestamp).toBe(1_059_000);
  const full = openDeliveryStream({ transform: { arn: functionArn } });
  put(full, 1_000_000);
  expect(full.sent).toEqual([]);
  put(full, 48_576);
  expect(recordsOf(full)).toHaveLength(2);
});

it("firehose.transform.results: goes on with what the function gives back", () => {
  const stream = changing();
  for (const data of ["a", "b", "c", "d"]) put(stream, data);
  stream.advance(seconds(2));
  answer(
    stream,
    { result: "Ok", data: inBase64("A") },
    { result: "Dropped", data: "" },
    { result: "ProcessingFailed", data: inBase64("c") },
  );
  stream.advance(seconds(1));
  const bodies = stream.sent.map(({ input }) => (input as Deliver).body);
  expect(bodies[0]).toBe("A");
  expect(
    bodies[1]!
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([
    { errorCode: "Lambda.ProcessingFailedStatus", rawData: inBase64("c") },
    { errorCode: "Lambda.MissingRecordId", rawData: inBase64("d") },
  ]);
  expect(stream.meter("RecordsDropped").sum).toBe(1);
  expect(stream.meter("RecordsFailed").sum).toBe(2);
  expect(stream.meter("SucceedProcessing.Records").sum).toBe(2);
});

it("firehose.transform.results: fails what has another result, or data that is not in base64", () => {
  const stream = changing();
  put(stream, "a");
  put(stream, "b");
  stream.advance(seconds(2));
  answer(stream, { result: "ok", data: inBase64("A") }, { result: "Ok", data: "*" });
  stream.advance(seconds(1));
  expect(deliveryOf(stream)!.body.match(/Lambda\.JsonProcessingException/g)).toHaveLength(2);
});

it("firehose.transform.retries: invokes the function four times, and then its records have failed", () => {
  const stream = changing();
  put(stream, "a");
  stream.advance(seconds(2));
  stream.answer(invocationOf(stream), threw("no"));
  stream.advance(seconds(1));
  stream.answer(invocationOf(stream), refused("TooManyRequestsException", "Rate Exceeded."));
  stream.advance(seconds(1));
  stream.advance(minutes(5)); // Nothing answers.
  stream.advance(seconds(1));
  expect(deliveryOf(stream)).toBeUndefined();
  stream.answer(invocationOf(stream), threw("no"));
  stream.advance(seconds(1));
  expect(stream.meter("ExecuteProcessing.Success")).toMatchObject({ count: 4, sum: 0 });
  expect(JSON.parse(deliveryOf(stream)!.body)).toMatchObject({
    attemptsMade: 4,
    errorCode: "Lambda.FunctionError",
    lambdaArn: functionArn,
  });
});

it("firehose.transform.failed-records: writes what failed under processing-failed/, a line each", () => {
  const stream = changing({ prefix: "clicks/" });
  put(stream, "a");
  stream.advance(seconds(2));
  answer(stream, { result: "ProcessingFailed", data: "" });
  stream.advance(seconds(1));
  const { key, body } = deliveryOf(stream)!;
  expect(key).toMatch(
    /^clicks\/processing-failed\/2026\/01\/01\/00\/clicks-1-2026-01-01-00-00-00-/,
  );
  const epoch = Date.UTC(2026, 0, 1);
  expect(JSON.parse(body)).toEqual({
    attemptsMade: 1,
    arrivalTimestamp: epoch,
    errorCode: "Lambda.ProcessingFailedStatus",
    errorMessage: "ProcessingFailed status set for record",
    attemptEndingTimestamp: epoch + 2_000,
    rawData: inBase64("a"),
    lambdaArn: functionArn,
  });
});

it("firehose.transform.unsaid: takes records for unchanged where nobody says what the function returns", () => {
  const stream = changing();
  put(stream, "a");
  put(stream, "b");
  stream.advance(seconds(2));
  stream.answer(invocationOf(stream), returned(null, [1]));
  stream.advance(seconds(1));
  expect(stream.sent.map(({ input }) => (input as Deliver).body)[0]).toBe("a");
  expect(stream.meter("UnsaidTransforms").sum).toBe(2);
  expect(stream.meter("RecordsFailed").sum).toBe(1);
});

it("goes on without the function that was taken away meanwhile", () => {
  const stream = changing();
  put(stream, "a");
  stream.change(settingsOf({ bufferInterval: seconds(1) }));
  stream.advance(seconds(3));
  expect(deliveryOf(stream)!.body).toBe("a");
});
