import { seconds } from "@orrery/kernel";
import {
  codeOf,
  entry,
  get,
  openStream,
  put,
  taken,
  type DrivenStream,
} from "../../../packages/aws/src/services/kinesis/test/driven-stream.ts";
import { SimulatedAccount } from "../account.ts";
import { BotoClient, BotoError } from "../boto-client.ts";
import { isList, memberOf, type Value, type ValueObject } from "../value.ts";

const account = { accountId: "123456789012", region: "us-east-1" };
/** Before requests of 10 MiB. */
const beforeLargeRecords = "2025-01-01";
const kibibyte = 1_024;

/** Records of a size that a shard takes in a second, after what it had in reserve. */
function takenInSecond(stream: DrivenStream, size: number): number {
  const fill = (): number => {
    let count = 0;
    while (codeOf(put(stream, "k", entry("k", size))) === "recordPut") count += 1;
    return count;
  };
  fill();
  stream.advance(seconds(1));
  return fill();
}

function readsInSecond(stream: DrivenStream): number {
  let count = 0;
  while (codeOf(get(stream)) === "recordsGot") count += 1;
  return count;
}

/** Bytes a second of a reader that reads as much as it may, again and again. */
function readBytesPerSecond(stream: DrivenStream): number {
  for (let second = 0; second < 30; second += 1) {
    taken(stream, "k", entry("k", kibibyte ** 2));
    stream.advance(seconds(1));
  }
  let [bytes, second, place] = [0, 0, 1];
  while (place <= 20) {
    const reply = get(stream, 0, place);
    if (reply.type === "recordsGot") {
      bytes += reply.records.reduce((sum, { size }) => sum + size, 0);
      place += reply.records.length;
    } else {
      stream.advance(seconds(1));
      second += 1;
    }
  }
  // The last of them uses up as much time as the others.
  for (; codeOf(get(stream)) !== "recordsGot"; second += 1) stream.advance(seconds(1));
  return bytes / second;
}

/** In pieces that are large enough for the number of records not to count. */
const writeBytesPerSecond = (): number =>
  takenInSecond(openStream(), 16 * kibibyte) * 16 * kibibyte;

/** The most that one request of PutRecords may have: records, and bytes. */
function mostOfRequest(): Pick<ValueObject, "putRecordsMaxRecords" | "putRecordsMaxBytes"> {
  const client = new BotoClient(new SimulatedAccount({ ...account, asOf: beforeLargeRecords }));
  const stream = { StreamName: "clicks" };
  client.call("kinesis", "create_stream", { ...stream, ShardCount: 1 });
  client.advance(seconds(20));
  const takes = (sizes: readonly number[]): boolean => {
    const Records = sizes.map((size) => ({ Data: new Uint8Array(size - 1), PartitionKey: "k" }));
    try {
      client.call("kinesis", "put_records", { ...stream, Records });
      return true;
    } catch (error) {
      if (error instanceof BotoError) return false;
      throw error;
    }
  };
  const inTen = (bytes: number) =>
    Array.from({ length: 10 }, (_, nth) => Math.floor((bytes + nth) / 10));
  return {
    putRecordsMaxRecords: mostOf(1_000, (count) => takes(Array.from({ length: count }, () => 2))),
    putRecordsMaxBytes: mostOf(10 * kibibyte ** 2, (bytes) => takes(inTen(bytes))),
  };
}

/** The most that passes, below what does not. */
function mostOf(refused: number, passes: (count: number) => boolean): number {
  let [fine, above] = [20, refused];
  while (above - fine > 1) {
    const middle = Math.floor((fine + above) / 2);
    if (passes(middle)) fine = middle;
    else above = middle;
  }
  return fine;
}

/** What shards take and give, as writers and readers find. */
export function limitsShown({ shards }: ValueObject): ValueObject {
  const count = Number(shards);
  const bytes = writeBytesPerSecond() * count;
  return {
    writeBytesPerSecond: bytes,
    writeRecordsPerSecond: takenInSecond(openStream(), 2) * count,
    writeGBPerSecond: Math.round(bytes / kibibyte ** 3),
    readTransactionsPerSecond: readsInSecond(openStream()),
    readBytesPerSecond: readBytesPerSecond(openStream()),
    ...mostOfRequest(),
  };
}

/** How many shards take and give so much. */
export function shardsShown(_input: ValueObject, { examples }: ValueObject): ValueObject {
  const write = writeBytesPerSecond() / kibibyte;
  const read = readBytesPerSecond(openStream()) / kibibyte;
  const shown = (isList(examples) ? examples : []).map((example: Value) => {
    const inKiB = Number(memberOf(example, "inKiB"));
    const outKiB = Number(memberOf(example, "outKiB"));
    let shards = 1;
    while (shards * write < inKiB || shards * read < outKiB) shards += 1;
    return { inKiB, outKiB, shards };
  });
  return { examples: shown };
}

/** What a stream counts of a second of records that a producer puts together. */
export function aggregationShown(input: ValueObject): ValueObject {
  const { recordsPerSecond, recordBytes, aggregatedPer } = input;
  const stream = openStream();
  const size = Number(recordBytes) * Number(aggregatedPer);
  for (let put = 0; put < Number(recordsPerSecond); put += Number(aggregatedPer)) {
    taken(stream, "k", entry("k", size));
  }
  const kinesisRecordsPerSecond = stream.meter("IncomingRecords").sum;
  const bytes = stream.meter("IncomingBytes").sum / kinesisRecordsPerSecond;
  return { kinesisRecordsPerSecond, recordKB: bytes / kibibyte };
}
