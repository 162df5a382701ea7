import { expect, it } from "vitest";
import {
  property,
  refusalOf,
  resourcesOf,
  typesOf,
  worker,
  workerWith,
} from "../../../../test/transformed.ts";
import { memberOf } from "../json.ts";

const alias = "\n      AutoPublishAlias: live";
const versionOf = (more: string, code = ""): string => {
  const text = `Resources:${worker(`${code}${alias}${more}`)}`;
  return Object.keys(typesOf(text)).find((id) => id.startsWith("WorkerVersion")) ?? "none";
};
const ofAll = "\n      AutoPublishAliasAllProperties: true";

it("sam.version.hash: a version is published when the code, the environment, the memory or SnapStart changes", () => {
  const before = versionOf("");
  expect(before).toMatch(/^WorkerVersion[0-9a-f]{10}$/);
  for (const change of [
    "\n      Environment: {Variables: {A: b}}",
    "\n      MemorySize: 256",
    "\n      SnapStart: {ApplyOn: PublishedVersions}",
  ]) {
    expect(versionOf(change), change).not.toBe(before);
  }
  expect(versionOf("", "y")).not.toBe(before);
  for (const change of [
    "\n      Timeout: 9",
    "\n      Description: other",
    "\n      SnapStart: {ApplyOn: None}",
  ]) {
    expect(versionOf(change), change).toBe(before);
  }
});

it("sam.version.given-hash: AutoPublishCodeSha256 stands for the hash of the code", () => {
  const sha = `\n      AutoPublishCodeSha256: ${"6b86b273ff34fce19d6b804eff5a3f57".repeat(2)}`;
  expect(versionOf(sha)).toBe("WorkerVersion6b86b273ff");
  expect(versionOf(sha, "y")).toBe("WorkerVersion6b86b273ff");
});

it("sam.version.all-properties: AutoPublishAliasAllProperties publishes when any property changes, of published layers too", () => {
  expect(versionOf(`${ofAll}\n      Timeout: 9`)).not.toBe(versionOf(ofAll));
  const withLayer = (published: boolean, description: string) => {
    const layer = `\n  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: s3://b/k, PublishLambdaVersion: ${published}, LayerName: l, Description: ${description}}}`;
    const text = `Resources:${worker(`${alias}${ofAll}\n      Layers: [{Ref: L}]`)}${layer}`;
    return Object.keys(typesOf(text)).find((id) => id.startsWith("WorkerVersion"));
  };
  expect(withLayer(true, "one")).not.toBe(withLayer(true, "two"));
  expect(withLayer(false, "one")).toBe(withLayer(false, "two"));
});

it("sam.version.kept: old versions are kept, unless VersionDeletionPolicy says otherwise", () => {
  const policyOf = (more: string) => {
    const resources = resourcesOf(`Resources:${worker(`${alias}${more}`)}`);
    const id = Object.keys(resources).find((each) => each.startsWith("WorkerVersion")) ?? "";
    return memberOf(memberOf(resources, id), "DeletionPolicy");
  };
  expect(policyOf("")).toBe("Retain");
  expect(policyOf("\n      VersionDeletionPolicy: Delete")).toBe("Delete");
  expect(
    refusalOf(`Resources:${worker(`${alias}\n      VersionDeletionPolicy: Keep`)}`).join(),
  ).toContain("'VersionDeletionPolicy' must be one of the following options");
});

it("sam.version.events-at-alias: events lead to the alias, not to the function", () => {
  const queue = "{Type: SQS, Properties: {Queue: arn:q}}";
  const resources = resourcesOf(`Resources:${workerWith(queue)}${alias}`);
  expect(property(resources, "WorkerIn", "FunctionName")).toEqual({ Ref: "WorkerAliaslive" });
  const rule = resourcesOf(
    `Resources:${workerWith("{Type: Schedule, Properties: {Schedule: rate(1 day)}}")}${alias}`,
  );
  expect(property(rule, "WorkerIn", "Targets")).toMatchObject([
    { Arn: { Ref: "WorkerAliaslive" } },
  ]);
  expect(property(rule, "WorkerInPermission", "FunctionName")).toEqual({ Ref: "WorkerAliaslive" });
});
