import { describe, expect, it } from "vitest";
import type { RecordedCase } from "../outcome.ts";
import type { Value } from "../value.ts";
import { samTransform } from "./sam-transform.ts";

const template = { Resources: { Orders: { Type: "AWS::Serverless::SimpleTable" } } };
const key = { AttributeName: "id", AttributeType: "S" };
const made = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    AttributeDefinitions: [key],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  },
};

function recorded(expected: Value, kind: string, resources: Value = template): RecordedCase {
  const input = { template: resources, region: "us-east-1", partition: "aws", parameterValues: {} };
  return { id: "x", source: "here", kind, input, expected };
}

describe("cases of SAM's transform", () => {
  it("pass where the template is the same, and say where it is not", () => {
    const file = samTransform();
    expect(file.run(recorded({ Resources: { Orders: made } }, "template"))).toEqual({
      status: "passed",
    });
    const other = { ...made, Type: "AWS::DynamoDB::GlobalTable" };
    expect(file.run(recorded({ Resources: { Orders: other } }, "template"))).toMatchObject({
      status: "failed",
      why: expect.stringContaining("/Resources/Orders/Type") as unknown,
    });
    expect(file.remarks?.()).toEqual(["with SimpleTable: 1 of 2 pass"]);
  });

  it("compare the words of refusals, but for those that a repository would give", () => {
    const file = samTransform();
    const words = [
      "Invalid Serverless Application Specification document. Number of errors found: 1.",
      "Structure of the SAM template is invalid. 'Resources' section is required",
    ].join(" ");
    const run = (errorMessage: string) => file.run(recorded({ errorMessage }, "error", {}));
    expect(run(words)).toEqual({ status: "passed" });
    expect(run(`${words}!`)).toMatchObject({ status: "failed" });
    expect(run("Timed out waiting for nested stack templates")).toMatchObject({
      status: "unsupported",
    });
  });
});
