import type { Rule } from "../../../service/rule.ts";
import type { TableSettings } from "../config.ts";

const date = "2026-11";
const guide = (page: string): string => `AWS DynamoDB Developer Guide, ${page}`;
const lab = "MEASURED 2026-10-09, ack-api-quirks (public notes of what DynamoDB answered)";
const expires = ({ timeToLive }: TableSettings): boolean => timeToLive !== null;

/** When items go that have expired. */
export const timeToLiveRules: readonly Rule<TableSettings>[] = [
  {
    id: "dynamodb.ttl.attribute",
    status: "documented",
    source: guide("Using time to live (TTL) in DynamoDB: before you start"),
    date,
    text: "An item expires at the second since 1970 that a number of its own says; what is no number, or lies more than five years back, says nothing.",
    semantics: ["dynamodb §8.1"],
    when: expires,
  },
  {
    id: "dynamodb.ttl.delay",
    status: "assumed",
    source: `${guide("Time to live")}: within a few days, and formerly typically 48 hours; the law is ours, and a scenario may give another`,
    date,
    text: "An item is deleted ten minutes to 48 hours after its time; until then it is read and written as others are.",
    semantics: ["dynamodb §0 ttl.delay", "dynamodb §8.2", "dynamodb §8 ¶1"],
    when: expires,
  },
  {
    id: "dynamodb.ttl.free",
    status: "documented",
    source: guide("Time to live"),
    date,
    text: "The deletion takes no units, and counts in TimeToLiveDeletedItemCount.",
    semantics: ["dynamodb §8.3", "dynamodb §8.6"],
    when: expires,
  },
  {
    id: "dynamodb.ttl.record",
    status: "documented",
    source: guide("DynamoDB Streams and Time to Live"),
    date,
    text: "The stream has a REMOVE by the service dynamodb.amazonaws.com.",
    semantics: ["dynamodb §8.4"],
    when: expires,
  },
  {
    id: "dynamodb.ttl.change",
    status: "measured",
    source: `${lab}: refused until half an hour after the last change; the guide says an hour`,
    date,
    text: "Whether items expire is changed once in half an hour, and holds at once.",
    semantics: ["dynamodb §0 ttl.toggle", "dynamodb §8.5"],
    operations: ["UpdateTimeToLive"],
  },
];
