import { SimulatedAccount } from "../account.ts";
import { BotoClient } from "../boto-client.ts";
import { createLambdaFunction } from "../fixture.ts";
import { outcomeOf, unsupported, type CaseFile, type Outcome } from "../outcome.ts";
import { isList, isObject, memberOf, show, type Value, type ValueObject } from "../value.ts";

/** Prints its event. */
const echo = "79eb7057";
const functionName = "worker";
const patience = 60_000_000;

/** Samples of the events that services invoke functions with: ours has every key, of one type. */
export const eventShapes: CaseFile = {
  name: "event_shapes",
  isComplete: true,
  run({ input, expected }): Outcome {
    const sample = memberOf(expected, "event");
    const records = memberOf(sample, "Records");
    const record = isList(records) ? records[0] : undefined;
    if (memberOf(record, "eventSource") !== "aws:sqs" || !isObject(record)) {
      return unsupported(`events of ${serviceOf(String(input.name))} are not made`);
    }
    return outcomeOf(missingIn("$", sample, sqsEventLike(record)));
  },
};

/** `sam:s3/S3Put` and `s3-event` are about s3. */
const serviceOf = (name: string): string =>
  /^sam:([^/]+)/.exec(name)?.[1] ?? /^[^-]+/.exec(name)?.[0] ?? name;

/** The event that a function gets of a queue with a message like that of the sample. */
function sqsEventLike(record: ValueObject): Value {
  const [, , , region = "", accountId = ""] = String(record.eventSourceARN).split(":");
  const account = { accountId: digitsOr(accountId), region: regionOr(region) };
  const client = new BotoClient(new SimulatedAccount(account));
  const { QueueUrl } = client.call("sqs", "create_queue", { QueueName: "orders" });
  const { Attributes } = client.call("sqs", "get_queue_attributes", {
    QueueUrl,
    AttributeNames: ["QueueArn"],
  });
  createLambdaFunction({ func_name: functionName }, echo, client);
  client.call("lambda", "create_event_source_mapping", {
    EventSourceArn: memberOf(Attributes, "QueueArn"),
    FunctionName: functionName,
  });
  client.call("sqs", "send_message", {
    QueueUrl,
    MessageBody: String(record.body),
    MessageAttributes: attributesLike(record.messageAttributes),
  });
  client.advance(patience);
  const [line] = client.printedBy(functionName);
  return line === undefined ? undefined : (JSON.parse(line) as Value); // What JSON.parse gives is JSON.
}

/** Samples of templates leave account and Region open. */
const digitsOr = (accountId: string): string =>
  /^\d{12}$/.test(accountId) ? accountId : "123456789012";
const regionOr = (region: string): string =>
  /^[a-z]+(?:-[a-z]+)+-\d$/.test(region) ? region : "us-east-1";

function attributesLike(attributes: Value): ValueObject {
  if (!isObject(attributes)) return {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const binaryValue = memberOf(attribute, "binaryValue");
      const value =
        binaryValue === undefined
          ? { StringValue: memberOf(attribute, "stringValue") }
          : { BinaryValue: bytesIn(String(binaryValue)) };
      return [name, { DataType: memberOf(attribute, "dataType"), ...value }];
    }),
  );
}

const bytesIn = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** What of a sample an event lacks, or has of another type; `undefined` when it has all of it. */
function missingIn(path: string, sample: Value, event: Value): string | undefined {
  if (typeOf(sample) !== typeOf(event)) {
    return `${path} must be ${typeOf(sample)}: received ${show(event)}`;
  }
  if (isList(sample) && isList(event)) {
    // Lists of either length hold items of one kind; an empty one says nothing of them.
    const [item] = event;
    if (item === undefined) return undefined;
    return firstOf(sample.map((each, index) => missingIn(`${path}[${index}]`, each, item)));
  }
  if (!isObject(sample)) return undefined;
  return firstOf(
    Object.entries(sample).map(([name, part]) =>
      missingIn(`${path}.${name}`, part, memberOf(event, name)),
    ),
  );
}

const firstOf = (reasons: readonly (string | undefined)[]): string | undefined =>
  reasons.find((reason) => reason !== undefined);

function typeOf(value: Value): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return isList(value) ? "a list" : isObject(value) ? "an object" : `a ${typeof value}`;
}
