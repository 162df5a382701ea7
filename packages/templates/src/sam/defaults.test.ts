import { simulate } from "@orrery/aws";
import { expect, it } from "vitest";
import { lintTemplate } from "../template/lint.ts";
import { readTemplate } from "../template/document.ts";
import { templateOperations } from "../template/plan.ts";
import { resolveTemplate } from "../template/stacks.ts";

const sam = "Transform: AWS::Serverless-2016-10-31\n";

/** An account in which a template is deployed. */
function deployed(resources: string) {
  const client = simulate({}).client();
  const { operations } = templateOperations(
    resolveTemplate(readTemplate(`${sam}Resources:\n${resources}`, "t.yaml")),
  );
  for (const { service, operation, params } of operations) client.call(service, operation, params);
  return client;
}
const fn = (more = "") =>
  `  F: {Type: AWS::Serverless::Function, Properties: {FunctionName: f, Runtime: nodejs22.x, Handler: index.handler, InlineCode: x${more}}}\n`;
const settingsOf = (more = "") =>
  deployed(fn(more)).call("lambda", "GetFunctionConfiguration", { FunctionName: "f" });

it("sam.default.function: 3 s, 128 MB, x86_64 and a zip package, each within its bounds", () => {
  expect(settingsOf()).toMatchObject({
    Timeout: 3,
    MemorySize: 128,
    Architectures: ["x86_64"],
    PackageType: "Zip",
  });
  expect(settingsOf(", Timeout: 900, MemorySize: 10240, Architectures: [arm64]")).toMatchObject({
    Timeout: 900,
    MemorySize: 10_240,
    Architectures: ["arm64"],
  });
  for (const more of [
    ", Timeout: 901",
    ", Timeout: 0",
    ", MemorySize: 10241",
    ", MemorySize: 127",
  ]) {
    expect(() => settingsOf(more), more).toThrow(/valid|constraint|less|greater/i);
  }
  expect(() => settingsOf(", PackageType: Jar")).toThrow(/PackageType|Zip/);
});

it("sam.default.state-machine: is STANDARD, unless Type is EXPRESS", () => {
  const typeOf = (more: string) => {
    const client = deployed(
      `  S: {Type: AWS::Serverless::StateMachine, Properties: {Name: s, Definition: {StartAt: A, States: {A: {Type: Succeed}}}${more}}}\n`,
    );
    const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:s";
    return client.call("stepfunctions", "DescribeStateMachine", { stateMachineArn })["type"];
  };
  expect(typeOf("")).toBe("STANDARD");
  expect(typeOf(", Type: EXPRESS")).toBe("EXPRESS");
});

it("sam.default.transform: resources of SAM need the transform", () => {
  const text = `Resources:\n${fn()}`;
  expect(lintTemplate(`${sam}${text}`, "t.yaml").resources.length).toBeGreaterThan(0);
  expect(() => lintTemplate(text, "t.yaml")).toThrow(/AWS::Serverless-2016-10-31|transform/i);
});
