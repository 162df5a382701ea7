import { hours, microseconds, milliseconds, minutes, seconds, type Plain } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  changeOf,
  changesIn,
  openChangeStream,
  shardsIn,
  type DrivenChangeStream,
} from "../test/driven-change-stream.ts";
import {
  compileFilterCriteria,
  matchesFilterCriteria,
  type JsonObject,
} from "../../../pattern/index.ts";
import { streamSettingsOf } from "./config.ts";
import { eventRecordOf, shownRecord } from "./change-record.ts";
import { numberOfSequence, sequenceNumberOf, shardIdOf, shardOfId, streamIn } from "./names.ts";
import { changeStreamSource } from "./source.ts";

it("dynamodb.stream.filters: see the whole record, whose numbers are texts", () => {
  const stream = openChangeStream();
  stream.ask(changeOf("a", null, "101"));
  const [change] = changesIn(stream).records;
  const record = changeStreamSource.filteredOf(change!, 0);
  const matches = (pattern: JsonObject) =>
    matchesFilterCriteria(compileFilterCriteria([JSON.stringify(pattern)], "dynamodb"), record);
  const image = (value: Plain) => ({ dynamodb: { NewImage: { value } } });
  expect(matches({ eventName: ["INSERT", "MODIFY"] })).toBe(true);
  expect(matches({ eventName: ["REMOVE"] })).toBe(false);
  expect(matches(image({ S: ["101"] }))).toBe(true);
  expect(matches(image({ S: [{ numeric: [">", 0] }] }))).toBe(false);
  expect(matches({ dynamodb: { ApproximateCreationDateTime: [{ numeric: [">", 0] }] } })).toBe(
    true,
  );
  expect(matches(image({ S: [{ exists: true }] }))).toBe(true);
  expect(matches(image([{ exists: true }]))).toBe(false);
  expect(matches(image([{ exists: false }]))).toBe(true);
});

it("dynamodb.stream.views: shows what it was told to show", () => {
  const seen = (["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"] as const).map(
    (view) => {
      const stream = openChangeStream(view);
      stream.ask(changeOf("a", "x", "y"));
      const [record] = changesIn(stream).records;
      return [view, record!.before !== null, record!.after !== null, record!.size];
    },
  );
  expect(seen).toEqual([
    ["KEYS_ONLY", false, false, 10],
    ["NEW_IMAGE", false, true, 32],
    ["OLD_IMAGE", true, false, 30],
    ["NEW_AND_OLD_IMAGES", true, true, 52],
  ]);
});

it("dynamodb.stream.record: has what AWS's records have", () => {
  const stream = openChangeStream();
  stream.advance(seconds(61.7));
  stream.ask(changeOf("a", null, "x"));
  stream.ask(changeOf("a", "x", null, { byService: true }));
  const [inserted, removed] = changesIn(stream).records.map(eventRecordOf);
  expect(inserted).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ApproximateCreationDateTime: 1_767_225_661,
      Keys: { id: { S: "a" } },
      NewImage: { id: { S: "a" }, value: { S: "x" } },
      SequenceNumber: "10000000000000000000100000",
      SizeBytes: 32,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN:
      "arn:aws:dynamodb:us-east-1:123456789012:table/table/stream/2026-01-01T00:00:00.000",
  });
  expect(removed).toMatchObject({
    eventName: "REMOVE",
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    dynamodb: { OldImage: { value: { S: "x" } } },
  });
  expect(removed!["eventID"]).not.toBe(inserted!["eventID"]);
  const shown = shownRecord(changesIn(stream).records[1]!);
  expect(shown).toMatchObject({
    userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
  });
  expect(shown).not.toHaveProperty("eventSourceARN");
});

it("dynamodb.stream.size: is the bytes of keys and images", () => {
  const stream = openChangeStream("NEW_IMAGE");
  stream.ask(changeOf("a", null, "x"));
  expect(changesIn(stream).records[0]).toMatchObject({ size: 32, content: { size: 32 } });
});

it("dynamodb.stream.retention: keeps records for 24 hours", () => {
  const stream = openChangeStream();
  stream.ask(changeOf("a", null, "x"));
  stream.advance(hours(1));
  stream.ask(changeOf("b", null, "x"));
  stream.advance(microseconds(hours(23) - 1));
  expect(changesIn(stream).records).toHaveLength(2);
  stream.advance(microseconds(1));
  const { first, records } = changesIn(stream);
  expect([first, records[0]!.keys]).toEqual([2, { id: { S: "b" } }]);
  stream.advance(hours(30));
  expect(shardsIn(stream).every(({ closedAt }) => closedAt === null || closedAt > hours(31))).toBe(
    true,
  );
  expect(stream.ask({ type: "readShard", shard: 0, sequence: 1, limit: 1 })).toMatchObject({
    code: "ResourceNotFoundException",
    message: "Requested resource not found: Shard does not exist",
  });
});

it("dynamodb.stream.roll-over: has a shard followed by another after four hours", () => {
  const stream = openChangeStream();
  stream.ask(changeOf("a", null, "x"));
  stream.advance(microseconds(hours(4) - 1));
  expect(shardsIn(stream)).toHaveLength(1);
  stream.advance(hours(5));
  stream.ask(changeOf("a", "x", "y"));
  expect(shardsIn(stream)).toEqual([
    { number: 0, parents: [], createdAt: 0, closedAt: hours(4), firstNumber: 1, lastNumber: 1 },
    {
      number: 1,
      parents: [0],
      createdAt: hours(4),
      closedAt: hours(8),
      firstNumber: 2,
      lastNumber: 2,
    },
    {
      number: 2,
      parents: [1],
      createdAt: hours(8),
      closedAt: null,
      firstNumber: 2,
      lastNumber: null,
    },
  ]);
  expect(changesIn(stream, 0)).toMatchObject({ next: null, children: [{ number: 1 }] });
  expect(changesIn(stream, 2).records).toMatchObject([{ name: "MODIFY" }]);
});

it("dynamodb.stream.shards: splits one that takes much for a minute", () => {
  const assumptions = { "dynamodb.shardSplitRate": 10 };
  const stream = openChangeStream("KEYS_ONLY", { assumptions });
  for (let number = 0; number < 700; number += 1) {
    stream.ask(changeOf(`${number}`, null, "x", { hash: (number % 2) * 2 ** 31 }));
    stream.advance(milliseconds(90));
  }
  const shards = shardsIn(stream);
  expect(shards.map(({ parents }) => parents)).toEqual([[], [0], [0]]);
  const read = shards.map(({ number }) => changesIn(stream, number).records.length);
  expect(read.reduce((sum, count) => sum + count, 0)).toBe(700);
  expect(read[1]).toBeGreaterThan(5);
  expect(Math.abs(read[1]! - read[2]!)).toBeLessThan(2);
  expect(
    openChangeStream("KEYS_ONLY", { assumptions: { "dynamodb.streamShards": 4 } }).state.open,
  ).toHaveLength(4);
});

it("dynamodb.stream.read: gives 1,000 records or 1 MB, and maybe none", () => {
  const stream = openChangeStream();
  expect(changesIn(stream)).toMatchObject({ records: [], next: 1, behind: 0 });
  for (let number = 0; number < 1_200; number += 1) stream.ask(changeOf(`${number}`, null, "x"));
  stream.advance(seconds(5));
  expect(changesIn(stream)).toMatchObject({ next: 1_001, behind: seconds(5) });
  expect(changesIn(stream, 0, 1_001).records).toHaveLength(200);
  const large = openChangeStream();
  for (let number = 0; number < 4; number += 1) {
    large.ask(changeOf(`${number}`, null, "x", { sizes: { keys: 10, before: 0, after: 400_000 } }));
  }
  expect(changesIn(large).records).toHaveLength(2);
  expect(changesIn(large, 0, 1, 1).records).toHaveLength(1);
});

it("dynamodb.stream.polls: is polled four times a second", () => {
  expect(changeStreamSource).toMatchObject({
    type: "shards",
    pollInterval: seconds(0.25),
    positions: ["TRIM_HORIZON", "LATEST"],
    batchInfo: "DDBStreamBatchInfo",
  });
});

it("dynamodb.stream.disabled: closes its shards, and can be read", () => {
  const stream = openChangeStream();
  stream.ask(changeOf("a", null, "x"));
  stream.advance(minutes(1));
  stream.change(streamSettingsOf("NEW_AND_OLD_IMAGES", { disabledAt: stream.now }));
  stream.ask(changeOf("b", null, "x"));
  expect(shardsIn(stream)).toMatchObject([{ closedAt: minutes(1) }]);
  expect(changesIn(stream)).toMatchObject({
    next: null,
    children: [],
    records: [{ name: "INSERT" }],
  });
});

it("names its parts so that they are found again", () => {
  expect(numberOfSequence(sequenceNumberOf(42))).toBe(42);
  expect(numberOfSequence("5")).toBeNull();
  const mark = { number: 26, createdAt: 0, epochMilliseconds: 1_767_225_600_000 } as const;
  const id = shardIdOf(mark as unknown as Parameters<typeof shardIdOf>[0]);
  expect(id).toBe("shardId-00000001767225600000-0000001a");
  expect([shardOfId(id), shardOfId("shardId-1")]).toEqual([26, null]);
  expect(streamIn("arn:aws:dynamodb:us-east-1:1:table/a/stream/2026-01-01T00:00:00.000")).toEqual({
    table: "a",
    label: "2026-01-01T00:00:00.000",
  });
  expect(streamIn("arn:aws:dynamodb:us-east-1:1:table/a/index/b")).toBeNull();
});

/** What a reader that begins with parents reads of a stream, to its end. */
function readAll(stream: DrivenChangeStream): readonly { id: string; name: string; at: number }[] {
  const read: { id: string; name: string; at: number }[] = [];
  for (const { number } of shardsIn(stream)) {
    for (let sequence: number | null = 1; sequence !== null;) {
      const { records, next }: ReturnType<typeof changesIn> = changesIn(
        stream,
        number,
        sequence,
        7,
      );
      for (const { keys, name, identity } of records) {
        read.push({ id: (keys["id"] as { S: string }).S, name, at: identity.message });
      }
      sequence = records.length === 0 ? null : next;
    }
  }
  return read;
}

it("dynamodb.stream.once: has each change once, and those of one item in their order", () => {
  const changes = fc.array(
    fc.record({
      key: fc.nat(5),
      pause: fc.oneof(fc.nat(2_000_000), fc.constantFrom(hours(1), hours(3))),
    }),
    { maxLength: 40, size: "max" },
  );
  fc.assert(
    fc.property(changes, fc.integer({ min: 1, max: 4 }), (all, shards) => {
      const assumptions = { "dynamodb.streamShards": shards, "dynamodb.shardSplitRate": 1 };
      const stream = openChangeStream("KEYS_ONLY", { assumptions });
      let number = 0;
      const written = all.map(({ key, pause }) => {
        stream.advance(pause as ReturnType<typeof hours>);
        number += 1;
        stream.ask(changeOf(`${key}`, null, "x", { hash: Math.floor((2 ** 32 / 6) * key) }));
        return { id: `${key}`, at: number, when: stream.now };
      });
      const kept = written.filter(({ when }) => when + hours(24) > stream.now);
      const read = readAll(stream);
      expect([...read].map(({ at }) => at).sort((one, other) => one - other)).toEqual(
        kept.map(({ at }) => at),
      );
      for (let key = 0; key <= 5; key += 1) {
        const of = (some: readonly { id: string; at: number }[]) =>
          some.filter(({ id }) => id === `${key}`).map(({ at }) => at);
        expect(of(read)).toEqual(of(kept));
      }
    }),
    { seed: 5, numRuns: 100 },
  );
});
