import type { Rule } from "../../service/rule.ts";
import type { DeliveryStreamSettings } from "./config.ts";

const read = "2026-11";
const guide = (page: string): string => `Amazon Data Firehose Developer Guide, ${page}`;

const transforms = ({ transform }: DeliveryStreamSettings): boolean => transform !== null;
const partitions = ({ partitioning }: DeliveryStreamSettings): boolean => partitioning !== null;

/** The rules of Firehose that are followed; the test of each bears its id. */
export const firehoseRules: readonly Rule<DeliveryStreamSettings>[] = [
  {
    id: "firehose.put.record-size",
    status: "documented",
    source: guide("Quotas"),
    date: read,
    text: "A record has 1,000 KiB of data at most, before it is written in base64.",
    semantics: ["kinesis §11.1 record.maxSize"],
  },
  {
    id: "firehose.put.batch",
    status: "documented",
    source: guide("Quotas; API Reference, PutRecordBatch"),
    date: read,
    text: "PutRecordBatch has 500 records and 4 MiB at most; each is taken or refused by itself, with an id or an error.",
    semantics: ["kinesis §11.1 putRecordBatch"],
    operations: ["PutRecordBatch"],
  },
  {
    id: "firehose.put.throttling",
    status: "documented",
    source: guide("Quotas; API Reference, PutRecord; the words are of user reports"),
    date: read,
    text: "A delivery stream takes so many records, requests and bytes a second by Region, and refuses more with ServiceUnavailableException.",
    semantics: [
      "kinesis §11.1 directPut (us-east-1, us-west-2, eu-west-1)",
      "kinesis §11.1 directPut (others)",
      "kinesis §11.2.6",
    ],
  },
  {
    id: "firehose.put.reserve",
    status: "assumed",
    source:
      "AWS says a second and no more: a token bucket that fills all the time and holds a second's worth is ours",
    date: read,
    text: "What a delivery stream did not take it may take later, up to a second's worth.",
  },
  {
    id: "firehose.buffer.hints",
    status: "documented",
    source: guide("Configure buffering hints; API change of 2023-12-14"),
    date: read,
    text: "Records are delivered together when they have so many bytes, or when the first has waited so long: 5 MiB and 300 s unless told, 60 s for Splunk, 1 MiB and 0 s for Snowflake.",
    semantics: [
      "kinesis §11.1 buffer.size (S3)",
      "kinesis §11.1 buffer.interval (S3)",
      "kinesis §11.1 buffer (HTTP endpoint)",
      "kinesis §11.1 buffer (Splunk)",
      "kinesis §11.2.1",
    ],
  },
  {
    id: "firehose.buffer.zero",
    status: "assumed",
    source:
      "AWS says that it delivers at once where the interval is 0; vendors of destinations tell of about five seconds",
    date: read,
    text: "A delivery stream that buffers for 0 seconds collects for five.",
  },
  {
    id: "firehose.transform.buffer",
    status: "documented",
    source: guide("Transform source data; API Reference, ProcessorParameter"),
    date: read,
    text: "Records for the function are collected by themselves: 1 MB, 0.25 MB before Splunk, or 60 s.",
    semantics: [
      "kinesis §11.1 lambda.buffer",
      "kinesis §11.1 lambda.bufferInterval",
      "kinesis §11.1 lambda.payload",
    ],
    when: transforms,
  },
  {
    id: "firehose.transform.results",
    status: "documented",
    source: guide("Required parameters for data transformation"),
    date: read,
    text: "The function gives each record back under its id as Ok with new data, Dropped, or ProcessingFailed; whatever else it gives has failed.",
    semantics: ["kinesis §11.2.3", "kinesis §11.2.5"],
    when: transforms,
  },
  {
    id: "firehose.transform.retries",
    status: "documented",
    source: guide("Data transformation failure handling"),
    date: read,
    text: "An invocation that fails, is throttled or takes more than five minutes is made again three times; then its records have failed.",
    semantics: [
      "kinesis §11.1 lambda.retries (NumberOfRetries)",
      "kinesis §11.1 lambda.invocation",
    ],
    when: transforms,
  },
  {
    id: "firehose.transform.failed-records",
    status: "documented",
    source: guide("Data transformation failure handling"),
    date: read,
    text: "What failed is delivered under processing-failed/, a line of JSON for each record with its data, its times and the error.",
    semantics: ["kinesis §11.2.4"],
    when: transforms,
  },
  {
    id: "firehose.transform.unsaid",
    status: "assumed",
    source: "Ours: a profile says how long a function takes, not what it returns",
    date: read,
    text: "Records come back unchanged from a function of which the scenario does not say what it returns, and a warning says so.",
    when: transforms,
  },
  {
    id: "firehose.partitioning.keys",
    status: "documented",
    source: guide("Dynamic partitioning"),
    date: read,
    text: "Each combination of partition keys has a buffer and objects of its own; a record without one of them has failed.",
    when: partitions,
  },
  {
    id: "firehose.partitioning.active",
    status: "documented",
    source: guide("Quotas; Dynamic partitioning error handling"),
    date: read,
    text: "There are 500 active partitions at most; records of further ones have failed.",
    semantics: ["kinesis §11.1 dynamicPartitions"],
    when: partitions,
  },
  {
    id: "firehose.delivery.key",
    status: "documented",
    source: guide("Custom prefixes for Amazon S3 objects; Amazon S3 object name format"),
    date: read,
    text: "A key is the prefix, year, month, day and hour in UTC unless the prefix has a time, then the delivery stream's name, its version, the second of the oldest record, and a text of its own.",
    semantics: ["kinesis §11.2.8"],
  },
  {
    id: "firehose.delivery.retry",
    status: "documented",
    source: guide("Handle data delivery failures"),
    date: read,
    text: "What a bucket does not take is delivered again for 24 hours, and then lost.",
    semantics: ["kinesis §11.1 retry.S3", "kinesis §11.1 storage"],
  },
  {
    id: "firehose.delivery.backup",
    status: "documented",
    source: guide("Configure backup settings"),
    date: read,
    text: "With source record backup, another bucket gets every record as it came.",
    when: ({ backup }) => backup !== null,
  },
  {
    id: "firehose.update.version",
    status: "documented",
    source: "Amazon Data Firehose API Reference, UpdateDestination",
    date: read,
    text: "UpdateDestination names the version that it changes, merges what it gives, and raises the version.",
    operations: ["UpdateDestination"],
  },
  {
    id: "firehose.metrics.delivery",
    status: "documented",
    source: guide("Monitor with CloudWatch metrics"),
    date: read,
    text: "What came, what was throttled, what the function did and what was delivered are counted under AWS's names; freshness is the age of the oldest record of what is delivered.",
    semantics: ["kinesis §11.3 ¶1"],
  },
  {
    id: "firehose.bill.rounding",
    status: "documented",
    source: "Amazon Data Firehose pricing; AWS Price List of 2024",
    date: read,
    text: "Data is billed in whole units of 5 KB a record.",
    semantics: ["kinesis §11.1 billing.rounding"],
  },
];
