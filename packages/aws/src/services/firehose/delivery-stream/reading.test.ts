import { seconds, type Tagged } from "@orrery/kernel";
import { expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import { refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import type { BatchPayload } from "../../../service/payload.ts";
import { recordEvent } from "../record-event.ts";
import {
  functionArn,
  openDeliveryStream,
  settingsOf,
  type DrivenDeliveryStream,
} from "../test/driven-delivery-stream.ts";
import type { Worked } from "../test/function-entry.ts";
import { got, shard, sourceArn } from "../test/shard-source.ts";
import { ports } from "./declarations.ts";

const reading = { sourceArn, bufferInterval: seconds(10) };

/** A delivery stream that has begun to read. */
function open(config: Parameters<typeof settingsOf>[0] = {}) {
  const stream = openDeliveryStream({ ...reading, ...config });
  stream.change(settingsOf({ ...reading, ...config }));
  return stream;
}

const asked = (stream: DrivenDeliveryStream) =>
  stream.sent.filter(({ port }) => port === ports.source).map(({ input }) => input);
const answer = (stream: DrivenDeliveryStream, body: Tagged) =>
  stream.answer(
    stream.sent.find(({ port }) => port === ports.source)!,
    body,
  );
const described = (...shards: readonly ReturnType<typeof shard>[]) => ({
  type: "shardsDescribed",
  shards,
});
const found = (sequence: number) => ({ type: "placeFound", sequence });
const deliveredIn = (stream: DrivenDeliveryStream) =>
  stream.sent.flatMap(({ input }) => (input.type === "deliver" ? [(input as Deliver).body] : []));

it("firehose.source.latest: reads what open shards get from its making on, each once a second", () => {
  const stream = open();
  answer(stream, described(shard(0), shard(1, [], 5)));
  expect(asked(stream)).toEqual([{ type: "findPlace", shard: 0, start: { type: "latest" } }]);
  answer(stream, found(8));
  expect(asked(stream)).toMatchObject([{ type: "readShard", shard: 0, sequence: 8 }]);
  answer(stream, got(0, 8, ["a", "b"]));
  expect(asked(stream)).toEqual([]);
  stream.advance(seconds(1));
  expect(asked(stream)).toMatchObject([{ type: "readShard", shard: 0, sequence: 10 }]);
  answer(stream, got(0, 10, ["c"]));
  stream.advance(seconds(9));
  expect(deliveredIn(stream)).toEqual(["abc"]);
  expect(stream.meter("DataReadFromKinesisStream.Records").sum).toBe(3);
  expect(stream.meter("IncomingRecords").count).toBe(0);
});

it("firehose.source.latest: pauses where the stream refuses, and asks again", () => {
  const stream = open();
  answer(stream, refused("ProvisionedThroughputExceededException", ""));
  stream.advance(seconds(1));
  answer(stream, described(shard(0)));
  answer(stream, refused("ProvisionedThroughputExceededException", ""));
  stream.advance(seconds(1));
  answer(stream, found(1));
  answer(stream, refused("ProvisionedThroughputExceededException", ""));
  stream.advance(seconds(1));
  expect(asked(stream)).toMatchObject([{ type: "readShard", sequence: 1 }]);
  expect(stream.meter("ThrottledGetRecords").sum).toBe(1);
  expect(stream.meter("firehose.readPause").sum).toBe(3);
});

it("firehose.source.children: reads what came after shards from its start, once all of them were read", () => {
  const stream = open();
  answer(stream, described(shard(0), shard(1)));
  answer(stream, found(1));
  answer(stream, found(1));
  const merged = shard(2, [0, 1]);
  answer(stream, got(0, 1, ["a"], { children: [merged] }));
  expect(asked(stream)).toMatchObject([{ type: "readShard", shard: 1 }]);
  answer(stream, got(1, 1, ["b"], { children: [merged] }));
  expect(asked(stream)).toMatchObject([{ type: "readShard", shard: 2, sequence: 1 }]);
  answer(stream, got(2, 1, ["c"], { children: [shard(3, [2]), shard(4, [2])] }));
  expect(asked(stream)).toMatchObject([
    { type: "readShard", shard: 3, sequence: 1 },
    { type: "readShard", shard: 4, sequence: 1 },
  ]);
});

it("firehose.source.puts: refuses what producers put", () => {
  const stream = open();
  const content = { data: "a", isBase64: false, size: 1 };
  for (const input of [
    { type: "putRecord", content, trail: noTrail },
    { type: "putRecordBatch", entries: [{ content }], trail: noTrail },
  ] as const) {
    expect(stream.request(input).reply).toMatchObject({ code: "InvalidArgumentException" });
  }
});

it("firehose.source.metadata: tells the function which record of the stream each is", () => {
  const stream = open({ transform: { arn: functionArn, bufferInterval: seconds(1) } });
  answer(stream, described(shard(0)));
  answer(stream, found(7));
  answer(stream, got(0, 7, ["a"]));
  stream.advance(seconds(1));
  const work = stream.sent.find(({ port }) => port === ports.transform)!.input as Worked;
  expect(recordEvent.eventOf(work.payload as BatchPayload, 0)).toMatchObject({
    sourceKinesisStreamArn: sourceArn,
    records: [{ kinesisRecordMetadata: { sequenceNumber: "7" } }],
  });
});

it("reads nothing where producers put what it has", () => {
  const stream = openDeliveryStream();
  stream.change(settingsOf({ prefix: "in/" }));
  expect(stream.sent).toEqual([]);
});
