import { describe, expect, it } from "vitest";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { publishedPolicy, publishedPolicyNames } from "../policies/managed-policies.ts";

const trust = (service = "lambda.amazonaws.com") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const document = (Action: string | readonly string[] = "sqs:*", more: PlainObject = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*", ...more }],
  });
const managed = "arn:aws:iam::123456789012:policy/sends";
const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

function account() {
  const client = simulate().client();
  const call = (operation: string, params: PlainObject) => client.call("iam", operation, params);
  const refusal = (operation: string, params: PlainObject): string => {
    try {
      call(operation, params);
    } catch (error) {
      const { code, message, httpStatus } = error as {
        code: string;
        message: string;
        httpStatus: number;
      };
      return `${httpStatus} ${code}: ${message}`;
    }
    return "none";
  };
  return { client, call, refusal };
}

const worker = { RoleName: "worker" };
function withRole() {
  const made = account();
  made.call("CreateRole", { ...worker, AssumeRolePolicyDocument: trust() });
  return made;
}

it("iam.role.shown: a role has a name, a path, an id, an ARN and a trust policy", () => {
  const { call, client } = account();
  const { Role } = call("CreateRole", {
    ...worker,
    Path: "/service/",
    AssumeRolePolicyDocument: trust(),
    Description: "works",
  });
  expect(Role).toMatchObject({
    Arn: "arn:aws:iam::123456789012:role/service/worker",
    RoleId: "AROAWORKER00000000000",
    AssumeRolePolicyDocument: encodeURIComponent(trust()),
  });
  expect(call("GetRole", { RoleName: "WORKER" })).toMatchObject({
    Role: { ...(Role as PlainObject), Description: "works", MaxSessionDuration: 3600 },
  });
  expect(call("ListRoles", { PathPrefix: "/other/" })).toEqual({ Roles: [], IsTruncated: false });
  expect(call("ListRoles", {})).toMatchObject({ Roles: [{ RoleName: "worker" }] });
  call("UpdateAssumeRolePolicy", { ...worker, PolicyDocument: trust("events.amazonaws.com") });
  expect(call("GetRole", worker)).toMatchObject({
    Role: { AssumeRolePolicyDocument: encodeURIComponent(trust("events.amazonaws.com")) },
  });
  call("DeleteRole", worker);
  expect(call("ListRoles", {})).toEqual({ Roles: [], IsTruncated: false });
  expect(client.call("sts", "GetCallerIdentity")).toMatchObject({ Account: "123456789012" });
});

it("iam.role.policies: a role has policies of its own, and others, and goes without any alone", () => {
  const { call, refusal } = withRole();
  const own = { ...worker, PolicyName: "sends" };
  call("PutRolePolicy", { ...own, PolicyDocument: document() });
  call("PutRolePolicy", { ...own, PolicyDocument: document("sqs:SendMessage") });
  expect(call("ListRolePolicies", worker)).toMatchObject({ PolicyNames: ["sends"] });
  expect(call("GetRolePolicy", own)).toEqual({
    ...own,
    PolicyDocument: encodeURIComponent(document("sqs:SendMessage")),
  });
  call("AttachRolePolicy", { ...worker, PolicyArn: basic });
  call("AttachRolePolicy", { ...worker, PolicyArn: basic });
  expect(call("ListAttachedRolePolicies", worker)).toMatchObject({
    AttachedPolicies: [{ PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: basic }],
  });
  expect(refusal("DeleteRole", worker)).toBe(
    "409 DeleteConflict: Cannot delete entity, must detach all policies first.",
  );
  call("DetachRolePolicy", { ...worker, PolicyArn: basic });
  expect(refusal("DetachRolePolicy", { ...worker, PolicyArn: basic })).toBe(
    `404 NoSuchEntity: Policy ${basic} was not found.`,
  );
  expect(refusal("DeleteRole", worker)).toBe(
    "409 DeleteConflict: Cannot delete entity, must delete policies first.",
  );
  call("DeleteRolePolicy", own);
  for (const operation of ["DeleteRolePolicy", "GetRolePolicy"]) {
    expect(refusal(operation, own)).toBe(
      "404 NoSuchEntity: The role policy with name sends cannot be found.",
    );
  }
  call("DeleteRole", worker);
  expect(refusal("GetRole", worker)).toBe(
    "404 NoSuchEntity: The role with name worker cannot be found.",
  );
});

it("iam.role.boundary: a role may be bounded by a policy", () => {
  const { call, refusal } = withRole();
  const bounded = { ...worker, PermissionsBoundary: managed };
  expect(refusal("PutRolePermissionsBoundary", bounded)).toBe(
    `404 NoSuchEntity: Scope ARN: ${managed} does not exist or is not attachable.`,
  );
  call("CreatePolicy", { PolicyName: "sends", PolicyDocument: document() });
  call("PutRolePermissionsBoundary", bounded);
  expect(call("GetRole", worker)).toMatchObject({
    Role: { PermissionsBoundary: { PermissionsBoundaryArn: managed } },
  });
  expect(refusal("DeletePolicy", { PolicyArn: managed })).toContain("DeleteConflict");
  call("DeleteRolePermissionsBoundary", worker);
  expect(call("GetRole", worker)).not.toMatchObject({
    Role: { PermissionsBoundary: expect.anything() },
  });
  call("DeletePolicy", { PolicyArn: managed });
});

it("iam.policy.versions: a managed policy has up to five versions, of which one holds", () => {
  const { call, refusal } = account();
  const about = { PolicyArn: managed };
  const create = { PolicyName: "sends", PolicyDocument: document() };
  expect(call("CreatePolicy", create)).toMatchObject({
    Policy: { Arn: managed, DefaultVersionId: "v1" },
  });
  expect(refusal("CreatePolicy", create)).toBe(
    "409 EntityAlreadyExists: A policy called sends already exists. Duplicate names are not allowed.",
  );
  const PolicyDocument = document("sqs:Get*");
  const another = { ...about, PolicyDocument };
  for (const id of ["v2", "v3", "v4", "v5"]) {
    expect(call("CreatePolicyVersion", { ...another, SetAsDefault: id === "v3" })).toMatchObject({
      PolicyVersion: { VersionId: id, IsDefaultVersion: id === "v3" },
    });
  }
  expect(refusal("CreatePolicyVersion", another)).toContain("409 LimitExceeded");
  expect(call("GetPolicy", about)).toMatchObject({ Policy: { DefaultVersionId: "v3" } });
  expect(call("ListPolicies", {})).toMatchObject({ Policies: [{ Arn: managed }] });
  expect(call("GetPolicyVersion", { ...about, VersionId: "v2" })).toMatchObject({
    PolicyVersion: { Document: encodeURIComponent(PolicyDocument), IsDefaultVersion: false },
  });
  expect(refusal("DeletePolicyVersion", { ...about, VersionId: "v3" })).toBe(
    "409 DeleteConflict: Cannot delete the default version of a policy.",
  );
  call("SetDefaultPolicyVersion", { ...about, VersionId: "v5" });
  expect(refusal("DeletePolicy", about)).toContain("409 DeleteConflict");
  for (const VersionId of ["v1", "v2", "v3", "v4"]) {
    call("DeletePolicyVersion", { ...about, VersionId });
  }
  for (const operation of ["GetPolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"]) {
    expect(refusal(operation, { ...about, VersionId: "v1" })).toContain("404 NoSuchEntity");
  }
  call("DeletePolicy", about);
  expect(refusal("GetPolicy", about)).toBe(
    `404 NoSuchEntity: Policy ${managed} does not exist or is not attachable.`,
  );
});

describe("iam.policy.malformed: what is no policy is refused", () => {
  const { refusal } = withRole();
  it.each<readonly [string, string, string]>([
    ["{", "permissions", "Syntax errors in policy."],
    ["[]", "permissions", "Syntax errors in policy."],
    [
      '{"Version":"2008-10-17","Statement":[]}',
      "permissions",
      "Policy document must be version 2012-10-17 or greater.",
    ],
    ['{"Version":"2012-10-17"}', "permissions", "Syntax errors in policy."],
    ['{"Version":"2012-10-17","Statement":[1]}', "permissions", "Syntax errors in policy."],
    [document([], { Effect: "Perhaps" }), "permissions", "Syntax errors in policy."],
    [
      document([], { Sid: "a-b" }),
      "permissions",
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
    [
      document([], { Principal: "*" }),
      "permissions",
      "Policy document should not specify a principal.",
    ],
    [
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}',
      "permissions",
      "Policy statement must contain resources.",
    ],
    [
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}',
      "permissions",
      "Policy statement must contain actions.",
    ],
    [document([], { Condition: { Like: {} } }), "permissions", "Syntax errors in policy."],
    ["{", "trust", "This policy contains invalid Json"],
    [document(), "trust", "Has prohibited field Resource"],
    [
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}',
      "trust",
      "Missing required field Principal",
    ],
  ])("%s", (text, use, message) => {
    const heard =
      use === "trust"
        ? refusal("UpdateAssumeRolePolicy", { ...worker, PolicyDocument: text })
        : refusal("PutRolePolicy", { ...worker, PolicyName: "a", PolicyDocument: text });
    expect(heard).toBe(`400 MalformedPolicyDocument: ${message}`);
  });
});

it("iam.policy.limits: letters of policies, and how many a role has", () => {
  const { call, refusal } = withRole();
  const long = (count: number) =>
    document(Array.from({ length: count }, (_, each) => `sqs:Action${each + 1_000}`));
  expect(refusal("PutRolePolicy", { ...worker, PolicyName: "a", PolicyDocument: long(700) })).toBe(
    "409 LimitExceeded: Maximum policy size of 10240 bytes exceeded for role worker",
  );
  expect(refusal("CreatePolicy", { PolicyName: "a", PolicyDocument: long(400) })).toBe(
    "409 LimitExceeded: Cannot exceed quota for PolicySize: 6144",
  );
  const spread = `${trust()}${" ".repeat(3_000)}`;
  call("UpdateAssumeRolePolicy", { ...worker, PolicyDocument: spread });
  const services = Array.from({ length: 100 }, (_, each) => `service${each}.amazonaws.com`);
  const PolicyDocument = trust().replace('"lambda.amazonaws.com"', JSON.stringify(services));
  expect(refusal("UpdateAssumeRolePolicy", { ...worker, PolicyDocument })).toBe(
    "409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
  );
  for (let count = 0; count <= 10; count += 1) {
    const PolicyArn = `arn:aws:iam::aws:policy/Policy${count}`;
    expect(refusal("AttachRolePolicy", { ...worker, PolicyArn })).toBe(
      count < 10 ? "none" : "409 LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
    );
  }
  expect(refusal("CreateRole", { ...worker, AssumeRolePolicyDocument: trust() })).toBe(
    "409 EntityAlreadyExists: Role with name worker already exists.",
  );
  const few = simulate({ quotas: { "iam.roles": 1 } }).client();
  few.call("iam", "CreateRole", { ...worker, AssumeRolePolicyDocument: trust() });
  expect(() =>
    few.call("iam", "CreateRole", { RoleName: "b", AssumeRolePolicyDocument: trust() }),
  ).toThrow("Cannot exceed quota for RolesPerAccount: 1");
});

describe("iam.managed.documents: what AWS's own policies say", () => {
  const actionsOf = (path: string): readonly string[] => {
    const policy = publishedPolicy(`arn:aws:iam::aws:policy${path}`)!;
    const { Statement } = JSON.parse(policy.versions[policy.version]!) as {
      readonly Statement: readonly { readonly Action: readonly string[] }[];
    };
    return Statement.flatMap(({ Action }) => Action);
  };
  const basicActions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
  it.each<readonly [string, string, readonly string[]]>([
    ["/service-role/AWSLambdaBasicExecutionRole", "v1", basicActions],
    [
      "/service-role/AWSLambdaKinesisExecutionRole",
      "v2",
      ["kinesis:SubscribeToShard", "kinesis:ListShards", ...basicActions],
    ],
    [
      "/service-role/AWSLambdaDynamoDBExecutionRole",
      "v1",
      ["dynamodb:GetShardIterator", ...basicActions],
    ],
    [
      "/service-role/AWSLambdaSQSQueueExecutionRole",
      "v1",
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", ...basicActions],
    ],
    ["/service-role/AWSLambdaVPCAccessExecutionRole", "v3", ["ec2:DescribeSubnets"]],
    ["/service-role/AWSLambdaENIManagementAccess", "v2", ["ec2:AssignPrivateIpAddresses"]],
    ["/service-role/AWSLambdaMSKExecutionRole", "v2", ["kafka:DescribeClusterV2"]],
    ["/service-role/AWSLambdaRole", "v1", ["lambda:InvokeFunction"]],
    ["/CloudWatchLambdaInsightsExecutionRolePolicy", "v1", basicActions],
    [
      "/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
      "v1",
      ["logs:FilterLogEvents", ...basicActions],
    ],
    ["/AWSXRayDaemonWriteAccess", "v2", ["xray:PutTraceSegments"]],
  ])("%s", (path, version, some) => {
    expect(publishedPolicyNames).toContain(path);
    expect(publishedPolicy(`arn:aws:iam::aws:policy${path}`)!.version).toBe(version);
    expect(actionsOf(path)).toEqual(expect.arrayContaining([...some]));
  });

  it("and that subnets are described by one of two that are alike", () => {
    expect(actionsOf("/service-role/AWSLambdaENIManagementAccess")).not.toContain(
      "ec2:DescribeSubnets",
    );
    expect(publishedPolicy("arn:aws:iam::aws:policy/NoSuchPolicy")).toBeUndefined();
    expect(publishedPolicy("arn:aws:iam::123456789012:policy/AWSLambdaRole")).toBeUndefined();
  });
});
