import { beforeEach, describe, expect, it } from "vitest";
import { DrivenAccount } from "../../../../test/driven-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sqsService } from "../index.ts";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:orders";
const urlOf = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;

let account: DrivenAccount;
beforeEach(() => {
  account = new DrivenAccount(sqsService);
  account.responds("CreateQueue", { QueueName: "orders" });
});

const policy = () => {
  const params = { QueueUrl: "orders", AttributeNames: ["Policy"] };
  const { Attributes: attributes } = account.responds("GetQueueAttributes", params);
  const text = (attributes as PlainObject | undefined)?.["Policy"];
  return text === undefined ? undefined : (JSON.parse(text as string) as PlainObject);
};
const grant = { QueueUrl: "orders", Label: "one", AWSAccountIds: ["111111111111"], Actions: ["*"] };

describe("sqs.permissions.statement: a permission is a statement of the queue's policy", () => {
  it("with one or many accounts and actions", () => {
    account.responds("AddPermission", grant);
    account.responds("AddPermission", {
      QueueUrl: "orders",
      Label: "two",
      AWSAccountIds: ["222222222222", "333333333333"],
      Actions: ["SendMessage", "GetQueueUrl"],
    });
    const first = {
      Sid: "one",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: "SQS:*",
      Resource: queueArn,
    };
    const second = {
      Sid: "two",
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"] },
      Action: ["SQS:SendMessage", "SQS:GetQueueUrl"],
      Resource: queueArn,
    };
    const rest = { Version: "2012-10-17", Id: `${queueArn}/SQSDefaultPolicy` };
    expect(policy()).toEqual({ ...rest, Statement: [first, second] });
    account.responds("RemovePermission", { QueueUrl: "orders", Label: "one" });
    expect(policy()).toEqual({ ...rest, Statement: [second] });
    account.responds("RemovePermission", { QueueUrl: "orders", Label: "two" });
    expect(policy()).toBeUndefined();
  });

  it("beside those that the policy has already", () => {
    const own = { Sid: "own", Effect: "Deny", Principal: "*", Action: "*", Resource: queueArn };
    const text = JSON.stringify({ Version: "2012-10-17", Id: "mine", Statement: own });
    account.responds("SetQueueAttributes", { QueueUrl: "orders", Attributes: { Policy: text } });
    account.responds("AddPermission", grant);
    expect(policy()).toMatchObject({ Id: "mine", Statement: [own, { Sid: "one" }] });
  });
});

it.each([
  ["no label", { Label: "" }, "MissingParameter", "The request must contain the parameter Label."],
  [
    "a label with a space",
    { Label: "a b" },
    "InvalidParameterValue",
    "Label can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
  ],
  [
    "no actions",
    { Actions: [] },
    "MissingParameter",
    "The request must contain the parameter Actions.",
  ],
  [
    "eight actions",
    { Actions: Array<string>(8).fill("SendMessage") },
    "OverLimit",
    "8 Actions were found, maximum allowed is 7.",
  ],
  [
    "an action that is none",
    { Actions: ["Nothing"] },
    "InvalidParameterValue",
    "Value SQS:Nothing for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions.",
  ],
  [
    "an action of the owner's",
    { Actions: ["CreateQueue"] },
    "InvalidParameterValue",
    "Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
  ],
  [
    "no accounts",
    { AWSAccountIds: [] },
    "InvalidParameterValue",
    "Value [] for parameter PrincipalId is invalid. Reason: Unable to verify.",
  ],
  [
    "a label that is there",
    { Label: "there" },
    "InvalidParameterValue",
    "Value there for parameter Label is invalid. Reason: Already exists.",
  ],
])("sqs.permissions.refused: AddPermission refuses %s", (_, params, code, message) => {
  account.responds("AddPermission", { ...grant, Label: "there" });
  expect(account.refuses("AddPermission", { ...grant, ...params })).toEqual([code, message]);
});

it("sqs.permissions.label: RemovePermission refuses a label that is not there", () => {
  expect(account.refuses("RemovePermission", { QueueUrl: "orders", Label: "test" })).toEqual([
    "InvalidParameterValue",
    "Value test for parameter Label is invalid. Reason: can't find label on existing policy.",
  ]);
});

describe("sqs.tags.limit: a queue has up to 50 tags", () => {
  const tags = () => account.responds("ListQueueTags", { QueueUrl: "orders" });
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`key${number}`, "a"]));

  it("which are told apart by case, may be empty, and are replaced and taken away", () => {
    account.responds("TagQueue", {
      QueueUrl: "orders",
      Tags: { Key: "a", key: "", type: "refused" },
    });
    account.responds("TagQueue", { QueueUrl: "orders", Tags: { Key: "b" } });
    expect(tags()).toEqual({ Tags: { Key: "b", key: "", type: "refused" } });
    account.responds("UntagQueue", { QueueUrl: "orders", TagKeys: ["Key", "type", "none"] });
    expect(tags()).toEqual({ Tags: { key: "" } });
    account.responds("UntagQueue", { QueueUrl: "orders", TagKeys: ["key"] });
    expect(tags()).toEqual({});
  });

  it("given when it is made, in boto's spelling too", () => {
    account.responds("CreateQueue", { QueueName: "other", tags: { a: "b" } });
    expect(account.responds("ListQueueTags", { QueueUrl: "other" })).toEqual({ Tags: { a: "b" } });
  });

  it("and not one more", () => {
    account.responds("TagQueue", { QueueUrl: "orders", Tags: many(50) });
    account.responds("TagQueue", { QueueUrl: "orders", Tags: { key7: "b" } });
    const message = (name: string) => `Too many tags added for queue ${name}.`;
    expect(account.refuses("TagQueue", { QueueUrl: "orders", Tags: { other: "" } })).toEqual([
      "InvalidParameterValue",
      message("orders"),
    ]);
    expect(account.refuses("CreateQueue", { QueueName: "other", tags: many(51) })).toEqual([
      "InvalidParameterValue",
      message("other"),
    ]);
  });

  it("and refuses requests without any", () => {
    expect(account.refuses("TagQueue", { QueueUrl: "orders", Tags: {} })).toEqual([
      "MissingParameter",
      "The request must contain the parameter Tags.",
    ]);
    expect(account.refuses("UntagQueue", { QueueUrl: "orders", TagKeys: [] })).toEqual([
      "InvalidParameterValue",
      "Tag keys must be between 1 and 128 characters in length.",
    ]);
  });
});

describe("sqs.list.pages: queues are listed by prefix, page by page", () => {
  beforeEach(() => {
    for (const name of ["c", "a1", "a3", "a2"])
      account.responds("CreateQueue", { QueueName: name });
  });

  it("all without MaxResults", () => {
    const names = ["a1", "a2", "a3", "c", "orders"];
    expect(account.responds("ListQueues")).toEqual({ QueueUrls: names.map(urlOf) });
    expect(account.responds("ListQueues", { QueueNamePrefix: "a" })).toEqual({
      QueueUrls: ["a1", "a2", "a3"].map(urlOf),
    });
    expect(account.responds("ListQueues", { QueueNamePrefix: "none" })).toEqual({});
  });

  it("and some with it", () => {
    const page = { QueueNamePrefix: "a", MaxResults: 2 };
    const first = account.responds("ListQueues", page);
    expect(first["QueueUrls"]).toEqual(["a1", "a2"].map(urlOf));
    const next = { ...page, NextToken: first["NextToken"]! };
    expect(account.responds("ListQueues", next)).toEqual({ QueueUrls: [urlOf("a3")] });
    account.responds("DeleteQueue", { QueueUrl: "a2" });
    expect(account.responds("ListQueues", next)).toEqual({ QueueUrls: [urlOf("a3")] });
  });

  it.each([
    [
      { MaxResults: 0 },
      "Value 0 for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.",
    ],
    [
      { MaxResults: 1_001 },
      "Value 1001 for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.",
    ],
    [{ NextToken: "?" }, "Invalid or expired next token."],
  ])("but not %j", (params, message) => {
    expect(account.refuses("ListQueues", params)).toEqual(["InvalidParameterValue", message]);
  });
});

it("sqs.list.dead-letter-sources: the queues that name a queue as their dead-letter queue are listed", () => {
  const policy = JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 1 });
  const sources = (params: PlainObject = {}) =>
    account.responds("ListDeadLetterSourceQueues", { QueueUrl: "orders", ...params });
  expect(sources()).toEqual({ queueUrls: [] });
  for (const name of ["a", "b"]) {
    account.responds("CreateQueue", { QueueName: name, Attributes: { RedrivePolicy: policy } });
  }
  expect(sources()).toEqual({ queueUrls: ["a", "b"].map(urlOf) });
  expect(sources({ MaxResults: 1 })).toMatchObject({ queueUrls: [urlOf("a")] });
  account.responds("SetQueueAttributes", { QueueUrl: "a", Attributes: { RedrivePolicy: "" } });
  expect(sources()).toEqual({ queueUrls: [urlOf("b")] });
  account.responds("DeleteQueue", { QueueUrl: "b" });
  expect(sources()).toEqual({ queueUrls: [] });
});
