import type { Plain } from "@orrery/kernel";
import { choiceSetting, memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Records of an answer, as they come in. */
const recordsIn = (value: Plain | undefined): readonly Plain[] => {
  const records = memberOf(value, "records");
  return Array.isArray(records) ? (records as readonly Plain[]) : [];
};

/** Amazon Kinesis Data Analytics for SQL: a function before its input, or as its output. */
export const kinesisanalytics: TriggerSource = {
  name: "kinesisanalytics",
  noun: "application of Kinesis Data Analytics",
  text: "Records of an SQL application of Amazon Kinesis Data Analytics, before it reads them or as it writes them. The service ended on 2026-01-27.",
  principal: "kinesisanalytics.amazonaws.com",
  endedOn: "2026-01-27",
  settings: {
    application: textSetting("The application.", "application"),
    stream: textSetting("What it reads.", "stream"),
    step: choiceSetting("What the function works on.", ["input", "inputOfFirehose", "output"]),
    data: textSetting("The data of the record, in base64.", "SGVsbG8="),
  },
  invocationOf: () => "request",
  arnOf: ({ application }, { partition, region, accountId }) =>
    `arn:${partition}:kinesisanalytics:${region}:${accountId}:application/${String(application)}`,
  eventOf(facts) {
    const { values, number, milliseconds, partition, region, accountId, id } = facts;
    const { step, stream, data } = values;
    const recordId = `${number}`.padStart(56, "4");
    const isOfFirehose = step === "inputOfFirehose";
    const source = isOfFirehose ? "firehose" : "kinesis";
    const path = isOfFirehose ? "deliverystream" : "stream";
    const streamArn = `arn:${partition}:${source}:${region}:${accountId}:${path}/${String(stream)}`;
    const metadata = {
      input: {
        kinesisStreamRecordMetadata: {
          sequenceNumber: recordId,
          partitionKey: "key",
          shardId: "shardId-000000000000",
          approximateArrivalTimestamp: milliseconds,
        },
      },
      inputOfFirehose: {
        kinesisFirehoseRecordMetadata: { approximateArrivalTimestamp: milliseconds },
      },
      output: { lambdaDeliveryRecordMetadata: { retryHint: 0 } },
    }[String(step)]!;
    return {
      invocationId: id(),
      applicationArn: this.arnOf(values, facts),
      ...(step === "output" ? {} : { streamArn }),
      records: [{ recordId, ...metadata, data: data! }],
    };
  },
  usual: (event) => ({
    records: recordsIn(event).map((record) => ({
      recordId: memberOf(record, "recordId")!,
      result: "Ok",
      ...(memberOf(record, "lambdaDeliveryRecordMetadata") === undefined
        ? { data: memberOf(record, "data")! }
        : {}),
    })),
  }),
  verdictOn(answer) {
    const results = recordsIn(answer).map((record) => memberOf(record, "result"));
    if (results.length === 0) return "invalid";
    return results.every((result) => result === "Ok" || result === "Dropped")
      ? "succeeded"
      : "failed";
  },
};
