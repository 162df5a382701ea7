import type { Rule } from "../../service/rule.ts";

const api = (operation: string): string => `AWS DynamoDB Streams API Reference, ${operation}`;

/** The rules of AWS that reading the streams of tables follows; the test of each bears its id. */
export const dynamodbstreamsRules = [
  {
    id: "dynamodbstreams.streams.list",
    status: "documented",
    source: api("ListStreams"),
    date: "2026-11",
    text: "ListStreams gives the streams of a table or of all, up to 100 at once; those too that were disabled less than a day ago.",
    operations: ["ListStreams"],
  },
  {
    id: "dynamodbstreams.streams.describe",
    status: "documented",
    source: api("DescribeStream"),
    date: "2026-11",
    text: "DescribeStream gives up to 100 shards at once, each with its parent and the range of its sequence numbers; or the children of one alone, since July 2025.",
    semantics: ["dynamodb §0 streams.describe", "dynamodb §7 DescribeStream"],
    operations: ["DescribeStream"],
  },
  {
    id: "dynamodbstreams.iterators.types",
    status: "documented",
    source: api("GetShardIterator"),
    date: "2026-11",
    text: "An iterator begins at a sequence number or after it, at the oldest record, or after the newest.",
    semantics: ["dynamodb §7 iterator"],
    operations: ["GetShardIterator"],
  },
  {
    id: "dynamodbstreams.iterators.life",
    status: "documented",
    source: api("GetRecords (ExpiredIteratorException)"),
    date: "2026-11",
    text: "An iterator is good for 15 minutes; each GetRecords gives the next.",
    semantics: ["dynamodb §0 streams.iterator"],
    operations: ["GetRecords"],
  },
  {
    id: "dynamodbstreams.records.trimmed",
    status: "documented",
    source: api("GetRecords, GetShardIterator (TrimmedDataAccessException)"),
    date: "2026-11",
    text: "Who reads from a record that has been trimmed hears a TrimmedDataAccessException, and so does whoever was there when it was.",
    operations: ["GetRecords", "GetShardIterator"],
  },
  {
    id: "dynamodbstreams.records.end",
    status: "documented",
    source: api("GetRecords"),
    date: "2026-11",
    text: "At the end of a closed shard there is no next iterator; of an open one there always is, also where it gave no records.",
    operations: ["GetRecords"],
  },
] as const satisfies readonly Rule[];
