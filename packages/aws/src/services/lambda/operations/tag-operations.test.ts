import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const FunctionName = "worker";

describe("tags", () => {
  const Resource = arn;

  it("are added, listed and removed", () => {
    const account = new LambdaAccount();
    account.create({ Tags: { a: "1", b: "2" } });
    account.call("TagResource", { Resource, Tags: { b: "3", c: "4" } });
    expect(account.call("ListTags", { Resource })).toEqual({ Tags: { a: "1", b: "3", c: "4" } });
    account.call("UntagResource", { Resource, TagKeys: ["a", "absent"] });
    expect(account.call("ListTags", { Resource })).toEqual({ Tags: { b: "3", c: "4" } });
  });

  it("lambda.tags.limit: are 50 at most", () => {
    const account = new LambdaAccount();
    const tags = (count: number, prefix: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, number) => [`${prefix}${number}`, ""]));
    const message = "InvalidParameterValueException: Number of tags exceeds resource tag limit.";
    expect(account.refusal("CreateFunction", { ...functionParams, Tags: tags(51, "a") })).toBe(
      message,
    );
    account.create({ Tags: tags(40, "a") });
    expect(account.refusal("TagResource", { Resource, Tags: tags(11, "b") })).toBe(message);
    account.call("TagResource", { Resource, Tags: tags(10, "b") });
  });

  it("lambda.tags.none: a request of no tags, or of no keys, is refused", () => {
    const account = new LambdaAccount();
    account.create();
    expect(account.refusal("TagResource", { Resource, Tags: {} })).toBe(
      "InvalidParameterValueException: An error occurred and the request cannot be processed.",
    );
    expect(account.refusal("UntagResource", { Resource, TagKeys: [] })).toBe(
      "ValidationException: 1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
    );
  });

  it("lambda.tags.revision: each change of tags gives the function another revision", () => {
    const account = new LambdaAccount();
    account.create();
    const revision = () =>
      account.call("GetFunctionConfiguration", { FunctionName })["RevisionId"] as string;
    const seen = [revision()];
    account.call("TagResource", { Resource, Tags: { a: "1" } });
    seen.push(revision());
    account.call("UntagResource", { Resource, TagKeys: ["a"] });
    seen.push(revision(), revision());
    expect(new Set(seen).size).toBe(3);
    expect(
      account.refusal("UpdateFunctionConfiguration", { FunctionName, RevisionId: seen[0] }),
    ).toMatch(/^PreconditionFailedException/);
  });

  it("lambda.tags.functions-only: belong to functions, by their ARN", () => {
    const account = new LambdaAccount();
    account.create();
    expect(account.refusal("ListTags", { Resource: `${arn}:$LATEST` })).toBe(
      "InvalidParameterValueException: Tags on function aliases and versions are not supported. Please specify a function ARN.",
    );
    expect(account.refusal("ListTags", { Resource: "worker" })).toMatch(
      /^ValidationException: .* Value 'worker' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:.*\|capacity-provider:/,
    );
    expect(
      account.refusal("ListTags", { Resource: arn.replace("123456789012", "222222222222") }),
    ).toMatch(/^AccessDeniedException/);
    const signing = arn.replace("function:worker", "code-signing-config:csc-0123456789abcdef0");
    expect(account.refusal("ListTags", { Resource: signing })).toBe(
      "NotModeled: Tags of anything but functions and event source mappings are not modeled.",
    );
  });

  it("lambda.tags.not-found: names what is not there by its kind", () => {
    const account = new LambdaAccount();
    const uuid = "01234567-89ab-4def-8123-456789abcdef";
    for (const [resource, title] of [
      ["function:absent", "Function"],
      [`event-source-mapping:${uuid}`, "Event source mapping"],
      ["capacity-provider:absent", "Capacity provider"],
    ] as const) {
      const absent = arn.replace("function:worker", resource);
      const message = `${title} not found: ${absent}`;
      for (const [operation, params] of [
        ["TagResource", { Tags: { a: "1" } }],
        ["UntagResource", { TagKeys: ["a"] }],
        ["ListTags", {}],
      ] as const) {
        expect(account.error(operation, { Resource: absent, ...params })).toMatchObject({
          code: "ResourceNotFoundException",
          message,
          httpStatus: 404,
          details: { Message: message, Type: "User" },
        });
      }
    }
  });

  it("lambda.tags.mappings: belong to event source mappings too, from their making", () => {
    const account = new LambdaAccount();
    account.create();
    account.simulation.client().call("sqs", "CreateQueue", { QueueName: "orders" });
    const mapping = account.call("CreateEventSourceMapping", {
      FunctionName,
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
      Tags: { a: "1" },
    });
    expect(mapping).not.toHaveProperty("Tags");
    const of = { Resource: mapping["EventSourceMappingArn"] as string };
    account.call("TagResource", { ...of, Tags: { b: "2", a: "3" } });
    expect(account.call("ListTags", of)).toEqual({ Tags: { a: "3", b: "2" } });
    account.call("UntagResource", { ...of, TagKeys: ["a", "absent"] });
    expect(account.call("ListTags", of)).toEqual({ Tags: { b: "2" } });
    account.call("UpdateEventSourceMapping", { UUID: mapping["UUID"] as string, BatchSize: 1 });
    expect(account.call("ListTags", of)).toEqual({ Tags: { b: "2" } });
    account.call("DeleteEventSourceMapping", { UUID: mapping["UUID"] as string });
    expect(account.refusal("ListTags", of)).toMatch(/^ResourceNotFoundException/);
  });
});
