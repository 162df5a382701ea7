import { expect, it } from "vitest";
import { environmentOf } from "./environment.ts";
import { readTemplate } from "./document.ts";
import { permissionsIn } from "./permissions.ts";
import { resolveTemplate } from "./stacks.ts";

const granted = (statement: string, more = "") => {
  const text = `
Resources:
  Rights:
    Type: AWS::IAM::Role
    Properties:
      RoleName: rights
      Policies: [{PolicyName: a, PolicyDocument: {Statement: ${statement}}}]
${more}`;
  const { resources } = resolveTemplate(readTemplate(text, "t.yaml"));
  const { grantsOf } = permissionsIn(resources, environmentOf({}));
  return grantsOf("arn:aws:iam::123456789012:role/rights", ["sqs:SendMessage"]);
};
const allow = (action: string) => `{Effect: Allow, Action: ${action}, Resource: q}`;

it.each([
  "sqs:SendMessage",
  '"*"',
  '"sqs:*"',
  '"SQS:send*"',
  '"sqs:Send?essage"',
  '"s*:*Mess*"',
  '"*e*e*e"',
  '["sqs:DeleteMessage", "sqs:SendMessage"]',
  '"sqs:SendMessage**"',
])("%s lets somebody send", (action) => {
  expect(granted(allow(action))).toEqual(["q"]);
});

it.each([
  "sqs:ReceiveMessage",
  '"sqs:SendMessage?"',
  '"sqs:SendMessageBatch"',
  '"lambda:*"',
  '"*x*"',
  '""',
])("%s does not", (action) => {
  expect(granted(allow(action))).toEqual([]);
});

it("what is denied is not allowed, and statements add up", () => {
  expect(granted("{Effect: Deny, Action: '*', Resource: q}")).toEqual([]);
  expect(granted(`[${allow('"*"')}, {Effect: Allow, Action: "*", Resource: [a, b]}]`)).toEqual([
    "q",
    "a",
    "b",
  ]);
});

it("policies that name the role count, also those that stand apart", () => {
  const policy = (role: string) => `
  Apart:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles: [${role}]
      PolicyDocument: {Statement: {Effect: Allow, Action: "sqs:*", Resource: apart}}`;
  expect(granted(allow("x"), policy("!Ref Rights"))).toEqual(["apart"]);
  expect(granted(allow("x"), policy("other"))).toEqual([]);
});

it("of a role outside the template nothing is known", () => {
  expect(permissionsIn([], environmentOf({})).grantsOf("arn:aws:iam::1:role/r", ["a:B"])).toBe(
    undefined,
  );
});

it("a pattern of many stars is matched at once", () => {
  expect(granted(allow(`"${"s*".repeat(2_000)}x"`))).toEqual([]);
});
