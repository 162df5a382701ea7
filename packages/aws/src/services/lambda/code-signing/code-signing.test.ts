import { expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const ofWorker = { FunctionName: "worker" };
const publishers = {
  AllowedPublishers: {
    SigningProfileVersionArns: ["arn:aws:signer:us-east-1:111111111111:/signing-profiles/test"],
  },
};
const missing = "arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-00000000000000000";

function account() {
  const lambda = new LambdaAccount();
  lambda.create();
  const made = lambda.call("CreateCodeSigningConfig", publishers);
  const config = made["CodeSigningConfig"] as PlainObject;
  const { CodeSigningConfigArn } = config;
  return { lambda, config, about: { CodeSigningConfigArn: CodeSigningConfigArn! } };
}

it("lambda.code-signing.config: an account has configurations, and a function one of them or none", () => {
  const { lambda, config, about } = account();
  expect(config).toMatchObject({
    ...publishers,
    CodeSigningConfigId: expect.stringMatching(/^csc-[0-9a-f]{17}$/),
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Warn" },
  });
  const CodeSigningPolicies = { UntrustedArtifactOnDeployment: "Enforce" };
  lambda.call("UpdateCodeSigningConfig", { ...about, CodeSigningPolicies });
  expect(lambda.call("GetCodeSigningConfig", about)).toMatchObject({
    CodeSigningConfig: { ...publishers, CodeSigningPolicies },
  });
  expect(lambda.call("GetFunctionCodeSigningConfig", ofWorker)).toEqual(ofWorker);
  lambda.call("PutFunctionCodeSigningConfig", { ...ofWorker, ...about });
  // A reservation is kept of the account too.
  lambda.call("PutFunctionConcurrency", { ...ofWorker, ReservedConcurrentExecutions: 1 });
  expect(lambda.call("GetFunctionCodeSigningConfig", ofWorker)).toEqual({ ...ofWorker, ...about });
  expect(lambda.call("ListFunctionsByCodeSigningConfig", about)).toEqual({
    FunctionArns: ["arn:aws:lambda:us-east-1:123456789012:function:worker"],
  });
  lambda.call("DeleteFunctionCodeSigningConfig", ofWorker);
  lambda.call("DeleteCodeSigningConfig", about);
  expect(lambda.call("ListCodeSigningConfigs")).toEqual({ CodeSigningConfigs: [] });
  const other = account();
  other.lambda.create({ FunctionName: "signed", ...other.about });
  expect(
    other.lambda.call("GetFunctionCodeSigningConfig", { FunctionName: "signed" }),
  ).toMatchObject(other.about);
});

it("lambda.code-signing.not-found: a configuration that is not there is refused", () => {
  const { lambda } = account();
  const about = { CodeSigningConfigArn: missing };
  const refusal = `CodeSigningConfigNotFoundException: The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${missing}.`;
  expect(lambda.refusal("GetCodeSigningConfig", about)).toBe(refusal);
  expect(lambda.refusal("PutFunctionCodeSigningConfig", { ...ofWorker, ...about })).toBe(refusal);
  expect(() => lambda.create({ FunctionName: "other", ...about })).toThrow(refusal.split(": ")[1]);
});

it("lambda.code-signing.in-use: a configuration that a function has is not deleted", () => {
  const { lambda, about } = account();
  lambda.call("PutFunctionCodeSigningConfig", { ...ofWorker, ...about });
  expect(lambda.refusal("DeleteCodeSigningConfig", about)).toMatch(
    /^ResourceConflictException: The code signing configuration .* is in use\.$/,
  );
});
