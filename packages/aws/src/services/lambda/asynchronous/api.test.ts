import { describe, expect, it } from "vitest";
import { seconds } from "@orrery/kernel";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const here = "us-east-1:123456789012";
const queueArn = (name: string) => `arn:aws:sqs:${here}:${name}`;
const functionArn = (name: string) => `arn:aws:lambda:${here}:function:${name}`;
const worker = { FunctionName: "worker" };
const operations = ["Put", "Update", "Get", "Delete"].map(
  (verb) => `${verb}FunctionEventInvokeConfig`,
);
const [put, update, get, remove] = operations as [string, string, string, string];
const list = "ListFunctionEventInvokeConfigs";
const to = (OnFailure: string, OnSuccess?: string): PlainObject => ({
  DestinationConfig: {
    OnFailure: { Destination: OnFailure },
    ...(OnSuccess === undefined ? {} : { OnSuccess: { Destination: OnSuccess } }),
  },
});

function made() {
  const account = new LambdaAccount({ startsAt: "2026-11-23T09:00:00Z" });
  account.create();
  account.create({ FunctionName: "other" });
  return account;
}

describe("the configuration of asynchronous invocations", () => {
  it("lambda.event-config.lifecycle: is put, shown, changed member by member, and deleted", () => {
    const account = made();
    account.advance(seconds(2));
    const first = account.call(put, { ...worker, MaximumRetryAttempts: 0 });
    expect(first).toEqual({
      LastModified: 1_795_424_402,
      FunctionArn: `${functionArn("worker")}:$LATEST`,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    expect(account.call(get, worker)).toEqual(first);
    account.advance(seconds(1));
    const second = account.call(update, { ...worker, MaximumEventAgeInSeconds: 90 });
    expect(second).toEqual({ ...first, LastModified: 1_795_424_403, MaximumEventAgeInSeconds: 90 });
    const third = account.call(update, { ...worker, ...to(queueArn("bad")) });
    expect(third).toEqual({
      ...second,
      DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: queueArn("bad") } },
    });
    // What a put leaves out is gone.
    expect(account.call(put, { ...worker, MaximumRetryAttempts: 1 })).toEqual({
      ...first,
      LastModified: 1_795_424_403,
      MaximumRetryAttempts: 1,
    });
    expect(account.call(remove, worker)).toEqual({});
    expect(account.refusal(get, worker)).toContain("doesn't have an EventInvokeConfig");
  });

  it("lambda.event-config.lifecycle: is taken from its destination by an empty text", () => {
    const account = made();
    account.call(put, { ...worker, ...to(queueArn("bad"), queueArn("good")) });
    expect(account.call(update, { ...worker, ...to("") })).toMatchObject({
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
  });

  it("lambda.event-config.list: are listed in pages, and by their function alone", () => {
    const account = made();
    expect(account.call(list, worker)).toEqual({ FunctionEventInvokeConfigs: [] });
    const config = account.call(put, { ...worker, MaximumRetryAttempts: 2 });
    account.call(put, { FunctionName: "other", MaximumRetryAttempts: 0 });
    expect(account.call(list, { ...worker, MaxItems: 1 })).toEqual({
      FunctionEventInvokeConfigs: [config],
    });
    expect(account.call(list, { ...worker, Marker: "1" })).toEqual({
      FunctionEventInvokeConfigs: [],
    });
  });

  it("lambda.event-config.absent: is missing in words that name it with its qualifier", () => {
    const account = made();
    const text = `ResourceNotFoundException: The function ${functionArn("worker")}:$LATEST doesn't have an EventInvokeConfig`;
    expect(account.refusal(get, worker)).toBe(text);
    expect(account.refusal(remove, { ...worker, Qualifier: "$LATEST" })).toBe(text);
    expect(account.refusal(update, { ...worker, MaximumRetryAttempts: 1 })).toBe(text);
    const none = { FunctionName: "none" };
    expect(account.refusal(get, none)).toContain(
      `${functionArn("none")}:$LATEST doesn't have an EventInvokeConfig`,
    );
  });

  it("lambda.event-config.no-function: of no function or no version is refused", () => {
    const account = made();
    const text = "ResourceNotFoundException: The function doesn't exist.";
    for (const operation of [put, update]) {
      const named = { FunctionName: "none", MaximumRetryAttempts: 1 };
      expect(account.refusal(operation, named)).toBe(text);
      expect(account.refusal(operation, { ...named, ...worker, Qualifier: "9" })).toBe(text);
    }
    expect(account.refusal(list, { FunctionName: "none" })).toBe(text);
  });

  it("lambda.event-config.says-nothing: is refused before it is looked at", () => {
    const account = made();
    for (const operation of [put, update]) {
      expect(account.refusal(operation, { FunctionName: "none" })).toBe(
        "InvalidParameterValueException: You must specify at least one of error handling or destination setting.",
      );
    }
  });

  it.each([
    [{ MaximumRetryAttempts: 3 }, "maximumRetryAttempts", "less than or equal to 2"],
    [{ MaximumRetryAttempts: -1 }, "maximumRetryAttempts", "greater than or equal to 0"],
    [{ MaximumEventAgeInSeconds: 59 }, "maximumEventAgeInSeconds", "greater than or equal to 60"],
    [
      { MaximumEventAgeInSeconds: 21_601 },
      "maximumEventAgeInSeconds",
      "less than or equal to 21600",
    ],
    [to("queue"), "destinationConfig.onFailure.destination", "regular expression pattern"],
  ])("lambda.event-config.ranges: %o is refused with its bound", (params, place, bound) => {
    const refusal = made().refusal(put, { ...worker, ...params });
    expect(refusal).toMatch(/^ValidationException: 1 validation error detected: /);
    expect(refusal).toContain(`at '${place}' failed to satisfy constraint`);
    expect(refusal).toContain(bound);
  });

  it("lambda.event-config.ranges: takes what is on the edge", () => {
    const account = made();
    for (const MaximumEventAgeInSeconds of [60, 21_600]) {
      for (const MaximumRetryAttempts of [0, 2]) {
        const params = { MaximumEventAgeInSeconds, MaximumRetryAttempts };
        expect(account.call(put, { ...worker, ...params })).toMatchObject(params);
      }
    }
  });

  it("lambda.event-config.itself: may not name the function itself, by whatever ARN", () => {
    const account = made();
    for (const arn of [functionArn("worker"), `${functionArn("worker")}:$LATEST`]) {
      expect(account.refusal(put, { ...worker, ...to(queueArn("bad"), arn) })).toBe(
        "InvalidParameterValueException: You can't specify the function as a destination for itself.",
      );
    }
  });

  it("lambda.event-config.no-destination: may not name a function that is not there", () => {
    expect(made().refusal(put, { ...worker, ...to(functionArn("none")) })).toBe(
      `InvalidParameterValueException: The destination ARN ${functionArn("none")} is invalid.`,
    );
  });

  it("lambda.event-config.services: names queues, topics, functions and buses, and buckets for failures", () => {
    const account = made();
    const bucket = "arn:aws:s3:::failures";
    const bus = `arn:aws:events:${here}:event-bus/default`;
    account.call(put, { ...worker, ...to(bucket, bus) });
    const invalid = (config: string) =>
      `InvalidParameterValueException: The provided destination config DestinationConfig(${config}) is invalid.`;
    expect(account.refusal(put, { ...worker, ...to(bus, bucket) })).toBe(
      invalid(
        `onSuccess=OnSuccess(destination=${bucket}), onFailure=OnFailure(destination=${bus})`,
      ),
    );
    const table = `arn:aws:dynamodb:${here}:table/t`;
    expect(account.refusal(put, { ...worker, ...to(table) })).toBe(
      invalid(`onSuccess=null, onFailure=OnFailure(destination=${table})`),
    );
    const before = new LambdaAccount({ asOf: "2024-06-01" });
    before.create({ Runtime: "nodejs20.x" });
    expect(before.refusal(put, { ...worker, ...to(bucket) })).toContain("is invalid.");
  });
});

describe("a dead-letter queue", () => {
  it("lambda.dead-letters.targets: is a queue or a topic", () => {
    const account = made();
    const TargetArn = "arn:aws:s3:::failures";
    const text =
      "InvalidParameterValueException: The dead-letter target arn:aws:s3:::failures is neither an SQS queue nor an SNS topic.";
    const params = { DeadLetterConfig: { TargetArn } };
    expect(account.refusal("UpdateFunctionConfiguration", { ...worker, ...params })).toBe(text);
    const create = { ...params, FunctionName: "third", Role: "arn:aws:iam::123456789012:role/r" };
    const code = { Runtime: "nodejs22.x", Handler: "a.b", Code: { ZipFile: "" } };
    expect(account.refusal("CreateFunction", { ...create, ...code })).toBe(text);
  });
});
