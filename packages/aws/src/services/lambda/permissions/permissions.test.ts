import { describe, expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const ofWorker = { FunctionName: "worker" };
const grant = {
  ...ofWorker,
  StatementId: "bucket",
  Action: "lambda:InvokeFunction",
  Principal: "s3.amazonaws.com",
};

function account(): LambdaAccount {
  const lambda = new LambdaAccount();
  lambda.create();
  return lambda;
}
const statementIn = ({ Statement }: PlainObject): unknown => JSON.parse(Statement as string);
const policyIn = ({ Policy }: PlainObject): unknown => JSON.parse(Policy as string);

describe("lambda.permission.statement: AddPermission answers with the statement", () => {
  const rest = { Sid: "bucket", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn };

  it.each([
    ["a service", "s3.amazonaws.com", { Service: "s3.amazonaws.com" }],
    ["an account", "111111111111", { AWS: "arn:aws:iam::111111111111:root" }],
    ["a role", "arn:aws:iam::1:role/r", { AWS: "arn:aws:iam::1:role/r" }],
    ["everybody", "*", "*"],
  ])("for %s", (_, Principal, written) => {
    const answer = account().call("AddPermission", { ...grant, Principal });
    expect(statementIn(answer)).toEqual({ ...rest, Principal: written });
  });

  it("with conditions, in the order in which AWS writes them", () => {
    const { Statement } = account().call("AddPermission", {
      ...grant,
      Action: "lambda:InvokeFunctionUrl",
      Principal: "*",
      SourceArn: "arn:aws:s3:::orders",
      SourceAccount: "111111111111",
      PrincipalOrgID: "o-1234567890",
      FunctionUrlAuthType: "NONE",
    });
    expect(Statement).toBe(
      `{"Sid":"bucket","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"${arn}","Condition":{"StringEquals":{"AWS:SourceAccount":"111111111111","lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::orders"}}}`,
    );
  });

  it("with the condition that a function URL was the way", () => {
    const answer = account().call("AddPermission", { ...grant, InvokedViaFunctionUrl: true });
    expect(statementIn(answer)).toMatchObject({
      Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
    });
  });
});

it("lambda.permission.policy: a function, each version and each alias has a policy of its own", () => {
  const lambda = account();
  lambda.call("AddPermission", grant);
  lambda.call("AddPermission", { ...grant, StatementId: "logs" });
  lambda.call("PublishVersion", ofWorker);
  const none = "ResourceNotFoundException: The resource you requested does not exist.";
  expect(lambda.refusal("GetPolicy", { ...ofWorker, Qualifier: "1" })).toBe(none);
  lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
  for (const Qualifier of ["1", "live"]) {
    lambda.call("AddPermission", { ...grant, Qualifier });
    const policy = policyIn(lambda.call("GetPolicy", { ...ofWorker, Qualifier }));
    expect(policy).toMatchObject({
      Statement: [{ Sid: "bucket", Resource: `${arn}:${Qualifier}` }],
    });
  }
  const shown = () => policyIn(lambda.call("GetPolicy", ofWorker));
  const [bucket, logs] = [{ Sid: "bucket" }, { Sid: "logs" }];
  expect(shown()).toMatchObject({
    Version: "2012-10-17",
    Id: "default",
    Statement: [bucket, logs],
  });
  lambda.call("RemovePermission", { ...ofWorker, StatementId: "bucket" });
  expect(shown()).toMatchObject({ Statement: [logs] });
  lambda.call("RemovePermission", { ...ofWorker, StatementId: "logs" });
  expect(lambda.refusal("GetPolicy", ofWorker)).toBe(none);
});

describe("lambda.permission.revision: each change of a policy makes a new revision", () => {
  const revision = (lambda: LambdaAccount, Qualifier?: string) =>
    Qualifier === undefined
      ? lambda.call("GetFunctionConfiguration", ofWorker)["RevisionId"]
      : lambda.call("GetAlias", { ...ofWorker, Name: Qualifier })["RevisionId"];
  const old =
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id";

  it.each([undefined, "live"])("of %s", (Qualifier) => {
    const lambda = account();
    lambda.call("PublishVersion", ofWorker);
    lambda.call("CreateAlias", { ...ofWorker, Name: "live", FunctionVersion: "1" });
    const of = Qualifier === undefined ? {} : { Qualifier };
    const first = revision(lambda, Qualifier);
    expect(lambda.refusal("AddPermission", { ...grant, ...of, RevisionId: "wrong" })).toBe(old);
    lambda.call("AddPermission", { ...grant, ...of, RevisionId: first });
    const second = revision(lambda, Qualifier);
    expect(second).not.toBe(first);
    expect(lambda.call("GetPolicy", { ...ofWorker, ...of })["RevisionId"]).toBe(second);
    const gone = { ...ofWorker, ...of, StatementId: "bucket" };
    expect(lambda.refusal("RemovePermission", { ...gone, RevisionId: first })).toBe(old);
    lambda.call("RemovePermission", { ...gone, RevisionId: second });
    expect(revision(lambda, Qualifier)).not.toBe(second);
  });
});

describe("lambda.permission.refused: what cannot be permitted, or is not there, is refused", () => {
  it.each([
    [
      "a statement id that is there",
      {},
      "ResourceConflictException: The statement id (bucket) provided already exists. Please provide a new statement id, or remove the existing statement.",
    ],
    [
      "a principal that is none",
      { StatementId: "x", Principal: "nobody.example.com" },
      "InvalidParameterValueException: The provided principal was invalid. Please check the principal and try again.",
    ],
    [
      "authentication of URLs in a condition on other actions",
      { StatementId: "x", FunctionUrlAuthType: "NONE" },
      "InvalidParameterValueException: FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action",
    ],
    [
      "$LATEST by name",
      { Qualifier: "$LATEST" },
      "InvalidParameterValueException: We currently do not support adding policies for $LATEST.",
    ],
    [
      "a version that is not there",
      { Qualifier: "42" },
      `ResourceNotFoundException: Function not found: ${arn}:42`,
    ],
    [
      "an alias that is not there",
      { Qualifier: "live" },
      `ResourceNotFoundException: Cannot find alias arn: ${arn}:live`,
    ],
    [
      "a function that is not there",
      { FunctionName: "other" },
      "ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:123456789012:function:other",
    ],
    [
      "another qualifier than the name has",
      { FunctionName: "worker:live", Qualifier: "1" },
      "InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.",
    ],
  ])("AddPermission refuses %s", (_, params, refusal) => {
    const lambda = account();
    lambda.call("AddPermission", grant);
    expect(lambda.refusal("AddPermission", { ...grant, ...params })).toBe(refusal);
  });

  it("RemovePermission refuses what is not in the policy, and where there is none", () => {
    const lambda = account();
    const gone = { ...ofWorker, StatementId: "other" };
    expect(lambda.refusal("RemovePermission", gone)).toBe(
      "ResourceNotFoundException: No policy is associated with the given resource.",
    );
    lambda.call("AddPermission", grant);
    expect(lambda.refusal("RemovePermission", gone)).toBe(
      "ResourceNotFoundException: Statement other is not found in resource policy.",
    );
  });

  it("GetPolicy refuses what is not there", () => {
    expect(account().refusal("GetPolicy", { FunctionName: "other" })).toBe(
      "ResourceNotFoundException: The resource you requested does not exist.",
    );
  });
});

it("lambda.permission.length: a policy has up to 20 KB", () => {
  const lambda = account();
  const add = (number: number, SourceArn: string) => ({
    ...grant,
    StatementId: `statement-${number}`,
    SourceArn,
  });
  const long = `arn:aws:s3:::${"x".repeat(900)}`;
  for (let number = 0; number < 17; number += 1) lambda.call("AddPermission", add(number, long));
  expect(lambda.refusal("AddPermission", add(18, long))).toMatch(
    /^PolicyLengthExceededException: The final policy size \(\d{5}\) is bigger than the limit \(20480\)\.$/,
  );
});
