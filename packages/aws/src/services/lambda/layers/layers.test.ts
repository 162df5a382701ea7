import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { LambdaAccount } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { archiveOf } from "../test/archive.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:layer:base";
const megabytes = (count: number) => count * 1_048_576;
const base = { LayerName: "base" };
const first = { ...base, VersionNumber: 1 };
const publish = (lambda: LambdaAccount, params: PlainObject = {}, unzipped = 3) =>
  lambda.call("PublishLayerVersion", {
    ...base,
    Content: { ZipFile: archiveOf(unzipped) },
    ...params,
  });

it("lambda.layer.versions: each publication is a version with the next number", () => {
  const lambda = new LambdaAccount();
  const made = publish(lambda, { Description: "shared", CompatibleRuntimes: ["nodejs22.x"] });
  expect(made).toEqual({
    LayerArn: arn,
    LayerVersionArn: `${arn}:1`,
    Version: 1,
    Description: "shared",
    CompatibleRuntimes: ["nodejs22.x"],
    CreatedDate: expect.stringMatching(/^2026-01-01T00:00:00\.\d{3}\+0000$/),
    Content: {
      Location: expect.stringContaining("https://"),
      CodeSha256: expect.stringMatching(/=$/),
      CodeSize: archiveOf(3).length,
    },
  });
  expect(publish(lambda)).toMatchObject({ Version: 2, Description: "" });
  expect(lambda.call("GetLayerVersion", first)).toEqual(made);
  expect(lambda.call("GetLayerVersion", { LayerName: arn, VersionNumber: 1 })).toEqual(made);
  expect(lambda.call("GetLayerVersionByArn", { Arn: `${arn}:1` })).toEqual(made);
  expect(lambda.refusal("GetLayerVersion", { ...base, VersionNumber: 3 })).toBe(
    "ResourceNotFoundException: The resource you requested does not exist.",
  );
  expect(lambda.refusal("GetLayerVersion", { ...base, VersionNumber: 0 })).toBe(
    "InvalidParameterValueException: Layer Version Cannot be less than 1",
  );
  expect(
    lambda.refusal("GetLayerVersion", {
      LayerName: arn.replace("123456789012", "210987654321"),
      VersionNumber: 1,
    }),
  ).toMatch(/^AccessDeniedException: /);
  expect(lambda.call("GetAccountSettings")["AccountUsage"]).toEqual({
    TotalCodeSize: 2 * archiveOf(3).length,
    FunctionCount: 0,
  });
});

it("lambda.layer.lists: shows the latest that fits, and versions with the newest first", () => {
  const lambda = new LambdaAccount();
  publish(lambda, { CompatibleRuntimes: ["python3.13"], CompatibleArchitectures: ["arm64"] });
  publish(lambda, { CompatibleRuntimes: ["nodejs22.x"] });
  publish(lambda, { LayerName: "other" });
  const layers = (params: PlainObject = {}) =>
    (lambda.call("ListLayers", params)["Layers"] as readonly PlainObject[]).map(
      ({ LayerName, LatestMatchingVersion }) => [
        LayerName,
        (LatestMatchingVersion as PlainObject)["Version"],
      ],
    );
  expect(layers()).toEqual([
    ["base", 2],
    ["other", 1],
  ]);
  expect(layers({ CompatibleRuntime: "python3.13" })).toEqual([["base", 1]]);
  expect(layers({ CompatibleArchitecture: "x86_64" })).toEqual([]);
  const versions = (params: PlainObject) => lambda.call("ListLayerVersions", params);
  expect(versions(base)).toMatchObject({ LayerVersions: [{ Version: 2 }, { Version: 1 }] });
  const page = versions({ ...base, MaxItems: 1 });
  expect(page).toMatchObject({ LayerVersions: [{ Version: 2 }], NextMarker: expect.any(String) });
  expect(versions({ ...base, Marker: page["NextMarker"]! })).toMatchObject({
    LayerVersions: [{ Version: 1 }],
  });
  expect(versions({ LayerName: "none" })).toEqual({ LayerVersions: [] });
});

it("lambda.layer.deleted: a version is gone, and functions that have it keep it", () => {
  const lambda = new LambdaAccount();
  publish(lambda);
  lambda.create({ Layers: [`${arn}:1`] });
  lambda.call("DeleteLayerVersion", first);
  lambda.call("DeleteLayerVersion", first);
  expect(lambda.call("ListLayers")).toEqual({ Layers: [] });
  const configuration = () => lambda.call("GetFunctionConfiguration", { FunctionName: "worker" });
  const kept = [{ Arn: `${arn}:1`, CodeSize: archiveOf(3).length }];
  expect(configuration()).toMatchObject({ Layers: kept });
  lambda.call("UpdateFunctionConfiguration", { FunctionName: "worker", Timeout: 5 });
  expect(configuration()).toMatchObject({ Layers: kept, Timeout: 5 });
  expect(publish(lambda)).toMatchObject({ Version: 2 });
});

it("lambda.layer.permissions: a version has a policy, one statement for each id", () => {
  const lambda = new LambdaAccount();
  publish(lambda);
  const permission = { ...first, StatementId: "s1", Action: "lambda:GetLayerVersion" };
  const none = "ResourceNotFoundException: No policy is associated with the given resource.";
  expect(lambda.refusal("GetLayerVersionPolicy", first)).toBe(none);
  const { Statement, RevisionId } = lambda.call("AddLayerVersionPermission", {
    ...permission,
    Principal: "*",
    OrganizationId: "o-1234567890",
  });
  const statement = {
    Sid: "s1",
    Effect: "Allow",
    Principal: "*",
    Action: "lambda:GetLayerVersion",
    Resource: `${arn}:1`,
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
  };
  expect(JSON.parse(String(Statement))).toEqual(statement);
  expect(lambda.refusal("AddLayerVersionPermission", { ...permission, Principal: "*" })).toBe(
    "ResourceConflictException: The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.",
  );
  const second = { ...permission, StatementId: "s2", Principal: "210987654321" };
  expect(lambda.refusal("AddLayerVersionPermission", { ...second, RevisionId: "wrong" })).toBe(
    "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
  );
  lambda.call("AddLayerVersionPermission", { ...second, RevisionId: RevisionId! });
  const { Policy } = lambda.call("GetLayerVersionPolicy", first);
  expect((JSON.parse(String(Policy)) as PlainObject)["Statement"]).toEqual([
    statement,
    expect.objectContaining({ Principal: { AWS: "arn:aws:iam::210987654321:root" } }),
  ]);
  const about = (StatementId: string) => ({ ...first, StatementId });
  expect(lambda.refusal("RemoveLayerVersionPermission", about("s3"))).toBe(
    "ResourceNotFoundException: Statement s3 is not found in resource policy.",
  );
  for (const id of ["s1", "s2"]) lambda.call("RemoveLayerVersionPermission", about(id));
  expect(lambda.refusal("GetLayerVersionPolicy", first)).toBe(none);
  expect(lambda.refusal("GetLayerVersionPolicy", { ...base, VersionNumber: 7 })).toBe(
    `ResourceNotFoundException: Layer version ${arn}:7 does not exist.`,
  );
});

it("lambda.layer.refused: layers of the Region that are there, one version of each", () => {
  const lambda = new LambdaAccount();
  publish(lambda);
  publish(lambda);
  const refusal = (...Layers: readonly string[]) =>
    lambda.refusal("CreateFunction", {
      FunctionName: "other",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::123456789012:role/worker",
      Code: { ZipFile: "" },
      Layers,
    });
  expect(refusal(`${arn}:3`)).toBe(
    `InvalidParameterValueException: Layer version ${arn}:3 does not exist.`,
  );
  expect(refusal(`${arn}:1`, `${arn}:2`)).toBe(
    `InvalidParameterValueException: Two different versions of the same layer are not allowed to be referenced in the same function. ${arn}:1 and ${arn}:2 are versions of the same layer.`,
  );
  expect(refusal(`${arn.replace("us-east-1", "eu-west-1")}:1`)).toBe(
    "InvalidParameterValueException: Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
  );
  lambda.create({ FunctionName: "worker" });
  expect(
    lambda.refusal("UpdateFunctionConfiguration", {
      FunctionName: "worker",
      Layers: [`${arn}:3`],
    }),
  ).toContain("does not exist");
});

it("lambda.layer.of-others: layers of other accounts can be used in their Region, and have no size", () => {
  const lambda = new LambdaAccount();
  const other = `${arn.replace("123456789012", "210987654321")}:7`;
  expect(lambda.create({ Layers: [other] })).toMatchObject({
    Layers: [{ Arn: other, CodeSize: 0 }],
  });
  const elsewhere = other.replace("us-east-1", "eu-west-1");
  expect(
    lambda.refusal("UpdateFunctionConfiguration", { FunctionName: "worker", Layers: [elsewhere] }),
  ).toBe(
    `AccessDeniedException: User: arn:aws:iam::123456789012:root is not authorized to perform: lambda:GetLayerVersion on resource: ${elsewhere} because no resource-based policy allows the lambda:GetLayerVersion action`,
  );
});

it("lambda.package.unzipped: code and layers have 250 MB together", () => {
  const lambda = new LambdaAccount();
  const tooMuch =
    "InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes";
  const content = (count: number) => ({ Content: { ZipFile: archiveOf(count) } });
  expect(lambda.refusal("PublishLayerVersion", { ...base, ...content(megabytes(250) + 1) })).toBe(
    tooMuch,
  );
  publish(lambda, {}, megabytes(150));
  publish(lambda, { LayerName: "second" }, megabytes(101));
  publish(lambda, { LayerName: "third" }, megabytes(99));
  const layers = (...names: readonly string[]) => ({
    FunctionName: "worker",
    Layers: names.map((name) => `${arn.replace(/base$/, name)}:1`),
  });
  lambda.create({ ...layers("base", "third"), Code: { ZipFile: archiveOf(megabytes(1)) } });
  expect(lambda.refusal("UpdateFunctionConfiguration", layers("base", "second"))).toBe(
    "InvalidParameterValueException: Layers consume more than the available size of 262144000 bytes",
  );
  const together = megabytes(251);
  expect(
    lambda.refusal("UpdateFunctionCode", {
      FunctionName: "worker",
      ZipFile: archiveOf(megabytes(2)),
    }),
  ).toBe(
    `InvalidParameterValueException: Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is ${together} bytes.`,
  );
  lambda.call("UpdateFunctionConfiguration", { FunctionName: "worker", Layers: [] });
  lambda.advance(seconds(2));
  expect(
    lambda.refusal("UpdateFunctionCode", {
      FunctionName: "worker",
      ZipFile: archiveOf(megabytes(251)),
    }),
  ).toBe(tooMuch);
});

it("lambda.package.storage: an account keeps 300 GB of code", () => {
  const lambda = new LambdaAccount();
  for (let number = 1; number <= 1_228; number += 1) publish(lambda, {}, megabytes(250));
  const code = { ZipFile: archiveOf(megabytes(201)) };
  const refused = "CodeStorageExceededException: Code storage limit exceeded.";
  expect(lambda.refusal("PublishLayerVersion", { ...base, Content: code })).toBe(refused);
  expect(() => lambda.create({ Code: code })).toThrow("Code storage limit exceeded.");
  lambda.create({ Code: { ZipFile: archiveOf(megabytes(199)) } });
  lambda.call("DeleteLayerVersion", first);
  lambda.call("UpdateFunctionCode", { FunctionName: "worker", ...code });
});
