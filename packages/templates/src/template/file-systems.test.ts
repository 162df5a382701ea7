import { expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { templateOperations } from "./plan.ts";
import { resolveTemplate } from "./stacks.ts";

/** What a template says of the access point that its function mounts. */
function accessPointOf(parts: readonly string[], arn = "!GetAtt P.Arn") {
  const fn = `Fn: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs22.x, Handler: i.h, Role: r, Code: {ZipFile: ""}, VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}, FileSystemConfigs: [{Arn: ${arn}, LocalMountPath: /mnt/f}]}}`;
  const text = `Resources:\n${[...parts, fn].map((each) => `  ${each}`).join("\n")}\n`;
  const { operations } = templateOperations(resolveTemplate(readTemplate(text, "t.yaml")));
  return operations.find(({ operation }) => operation === "CreateFunction")?.params["AccessPoint"];
}

const point = (name: string, more: string, system = "!Ref F") =>
  `${name}: {Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: ${system}${more}}}`;
const system = "F: {Type: AWS::EFS::FileSystem}";
const creation = 'CreationInfo: {OwnerUid: "7", OwnerGid: "8", Permissions: "0750"}';

it("an access point has its user, and the directory that it makes", () => {
  const own = `, PosixUser: {Uid: "7", Gid: "8", SecondaryGids: ["9"]}, RootDirectory: {Path: /data, ${creation}}`;
  expect(accessPointOf([system, point("P", own)])).toEqual({
    fileSystemArn: expect.stringMatching(
      /^arn:aws:elasticfilesystem:us-east-1:123456789012:file-system\/./,
    ) as string,
    policy: null,
    rank: 1,
    user: { uid: 7, groups: [8, 9] },
    path: "/data",
    creation: { OwnerUid: "7", OwnerGid: "8", Permissions: "0750" },
    root: { uid: 7, gid: 8, permissions: "750" },
  });
});

it("one that says nothing leads to the root directory, which is root's, and one that makes nothing nowhere", () => {
  const root = { uid: 0, gid: 0, permissions: "755" };
  expect(accessPointOf([system, point("P", "")])).toMatchObject({ user: null, path: "/", root });
  const data = ", RootDirectory: {Path: /data}";
  expect(accessPointOf([system, point("P", data)])).toMatchObject({ root: null });
  const made = point("Q", `, RootDirectory: {Path: /data/more, ${creation}}`);
  expect(accessPointOf([system, made, point("P", data)])).toMatchObject({ rank: 2, root });
  const same = point("Q", `, RootDirectory: {Path: /data, ${creation}}`);
  expect(accessPointOf([system, same, point("P", data)])).toMatchObject({
    root: { uid: 7, gid: 8, permissions: "750" },
  });
});

it("a file system of elsewhere may have anything, and an access point of elsewhere is not known", () => {
  const data = ", RootDirectory: {Path: /data}";
  expect(accessPointOf([point("P", data, "fs-1")])).toMatchObject({ root: "unknown" });
  const arn = '"arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-1"';
  expect(accessPointOf([system, point("P", data)], arn)).toBeUndefined();
});

it("its file system's policy is known, and so is an ARN that is put together", () => {
  const guarded =
    "F: {Type: AWS::EFS::FileSystem, Properties: {FileSystemPolicy: {Statement: [{Effect: Allow, Principal: '*', Action: 'elasticfilesystem:ClientMount'}]}}}";
  const arn = '!Sub "arn:aws:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/${P}"';
  for (const each of ["!GetAtt P.Arn", arn]) {
    expect(accessPointOf([guarded, point("P", "")], each)).toMatchObject({
      policy:
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"elasticfilesystem:ClientMount"}]}',
    });
  }
});
