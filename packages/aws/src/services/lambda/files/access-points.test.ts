import { milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { AwsOptions } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { AccessPoint } from "./access-point.ts";

const FunctionName = "worker";
const Role = "arn:aws:iam::123456789012:role/worker";
const fileSystemArn = "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1";
const Arn = "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0";
const directory = { uid: 1_000, gid: 1_000, permissions: "750" };
const point: AccessPoint = {
  fileSystemArn,
  policy: null,
  rank: 1,
  user: { uid: 1_000, groups: [1_000] },
  path: "/data",
  creation: { OwnerUid: "1000", OwnerGid: "1000", Permissions: "0750" },
  root: directory,
};
const usual = {
  ...{ mount: { type: "constant", value: 0 }, read: 0, written: 4_096 },
  ...{ throughput: "elastic", stored: 0, credits: 0 },
} as const;

/** What makes a function that mounts an access point, of which its template says this. */
const mounting = (said: Partial<AccessPoint>, files: PlainObject = {}, more: PlainObject = {}) => ({
  ...{ ...functionParams, FunctionName, Role },
  VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
  FileSystemConfigs: [{ Arn, LocalMountPath: "/mnt/files" }],
  AccessPoint: { ...point, ...said } as unknown as PlainObject,
  Behavior: {
    ...(functionParams["Behavior"] as PlainObject),
    fileSystem: { ...usual, ...files },
  } as PlainObject,
  ...more,
});

/** What comes of an invocation: the type of its error, the code of a refusal, or `ok`. */
function outcomeOf(account: LambdaAccount, more: PlainObject = {}): string {
  try {
    const { Payload, FunctionError } = account.call("Invoke", { FunctionName, ...more });
    if (FunctionError === undefined) return "ok";
    const { errorType, errorMessage } = JSON.parse(Payload as string) as PlainObject;
    return `${errorType as string}: ${errorMessage as string}`;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

/** The same of a function that mounts an access point, of which its template says this. */
function mounted(
  said: Partial<AccessPoint>,
  files: PlainObject = {},
  more: PlainObject = {},
  options: AwsOptions = {},
): string {
  const account = new LambdaAccount(options);
  account.create(mounting(said, files, more));
  account.advance(seconds(90));
  return outcomeOf(account);
}

const denied = "Error: EACCES: permission denied, open '/mnt/files'";
const readOnly = "Error: EROFS: read-only file system, open '/mnt/files'";

describe("access points", () => {
  it("lambda.files.access-point: its user may do in its directory what the permissions say", () => {
    const as = (uid: number, ...groups: readonly number[]) => ({ user: { uid, groups } });
    expect(mounted({})).toBe("ok");
    expect(mounted(as(7, 1_000))).toBe(denied);
    expect(mounted(as(7, 5, 1_000))).toBe(denied);
    expect(mounted(as(7, 1_000), { written: 0 })).toBe("ok");
    expect(mounted(as(7, 7))).toBe("EFSMountFailureException");
    expect(mounted({ user: null })).toBe("EFSMountFailureException");
    expect(mounted(as(0, 0))).toBe("ok");
    expect(mounted({ root: { uid: 0, gid: 0, permissions: "755" } })).toBe(denied);
    expect(mounted({ ...as(7, 7), root: "unknown" })).toBe("ok");
  });

  it("lambda.files.access-point: a directory that nobody makes is not mounted, ahead neither", () => {
    const nowhere = { root: null, creation: null };
    expect(mounted(nowhere)).toBe("EFSMountFailureException");
    const account = new LambdaAccount();
    account.create(mounting(nowhere));
    account.advance(seconds(90));
    account.call("PublishVersion", { FunctionName });
    account.call("PutProvisionedConcurrencyConfig", {
      ...{ FunctionName, Qualifier: "1", ProvisionedConcurrentExecutions: 1 },
    });
    account.advance(seconds(300));
    expect(outcomeOf(account, { Qualifier: "1" })).toBe("EFSMountFailureException");
  });

  it("lambda.files.access-point: errors are as runtimes word them, and another file system is another", () => {
    const account = new LambdaAccount();
    const others = { user: { uid: 7, groups: [1_000] } };
    account.create(mounting(others, {}, { Runtime: "python3.13" }));
    account.advance(seconds(90));
    expect(outcomeOf(account)).toBe("PermissionError: [Errno 13] Permission denied: '/mnt/files'");
    const FileSystemConfigs = [{ Arn, LocalMountPath: "/mnt/others" }];
    account.call("UpdateFunctionConfiguration", { FunctionName, FileSystemConfigs });
    account.advance(seconds(90));
    expect(outcomeOf(account)).toBe("ok");
  });

  it("lambda.files.access-point: refuses a path that is too long or too deep, and half of CreationInfo", () => {
    const account = new LambdaAccount();
    const refused = (said: Partial<AccessPoint>) =>
      account.refusal("CreateFunction", mounting(said));
    expect(refused({ path: `/${"a".repeat(100)}` })).toMatch(/rootDirectory\.path.*100/);
    expect(refused({ path: "/a/b/c/d/e" })).toMatch(/rootDirectory\.path/);
    expect(refused({ path: "data" })).toMatch(/rootDirectory\.path/);
    expect(refused({ creation: { OwnerUid: "0", OwnerGid: "0" } })).toMatch(
      /creationInfo\.permissions.*must not be null/i,
    );
    expect(refused({ creation: { ...point.creation, Permissions: "rwx" } })).toMatch(
      /creationInfo\.permissions/,
    );
    account.create(mounting({ path: `/${"a".repeat(99)}` }));
  });

  it.each([
    ["2023-06-30", 120],
    ["2024-12-31", 1_000],
    ["2026-11-01", 10_000],
  ])("lambda.files.access-points: a file system has so many on %s: %i", (asOf, most) => {
    const account = new LambdaAccount({ asOf });
    expect(account.error("CreateFunction", mounting({ rank: most + 1 }))).toMatchObject({
      code: "AccessPointLimitExceeded",
      httpStatus: 403,
    });
    account.create(mounting({ rank: most }));
  });
});

describe("policies of file systems", () => {
  const statement = (Action: string | readonly string[], more: PlainObject = {}): PlainObject => ({
    Effect: "Allow",
    Action: typeof Action === "string" ? Action : [...Action],
    ...more,
  });
  const document = (...Statement: readonly PlainObject[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement });
  const all = { Principal: { AWS: "*" } };
  const mount = "elasticfilesystem:ClientMount";
  const write = "elasticfilesystem:ClientWrite";
  const root = "elasticfilesystem:ClientRootAccess";
  /** An account with a role that may do so much to file systems, and a function of it. */
  function guarded(
    policy: string | null,
    own: readonly string[],
    {
      mode = "enforce",
      said = {},
    }: { readonly mode?: "enforce" | "warn"; readonly said?: Partial<AccessPoint> } = {},
  ) {
    const account = new LambdaAccount({
      iam: { mode },
      assumptions: { "iam.propagationDelay": 0 },
    });
    const client = account.simulation.client();
    client.call("iam", "CreateRole", {
      RoleName: "worker",
      AssumeRolePolicyDocument: document({
        ...statement("sts:AssumeRole"),
        Principal: { Service: "lambda.amazonaws.com" },
      }),
    });
    const grant = (actions: readonly string[]) =>
      client.call("iam", "PutRolePolicy", {
        ...{ RoleName: "worker", PolicyName: "own" },
        PolicyDocument: document(statement(actions, { Resource: fileSystemArn })),
      });
    if (own.length > 0) grant(own);
    account.create(mounting({ policy, ...said }));
    account.advance(seconds(90));
    return { account, grant };
  }
  const nobody = document({
    ...statement(mount),
    Principal: { AWS: "arn:aws:iam::123456789012:role/x" },
  });
  const outcome = (...given: Parameters<typeof guarded>) => outcomeOf(guarded(...given).account);

  it("lambda.files.policy: without one everybody may do everything", () => {
    expect(outcome(null, [])).toBe("ok");
  });

  it("lambda.files.policy: with one it or the role's must allow to mount and to write", () => {
    expect(outcome(nobody, [])).toBe("EFSMountFailureException");
    expect(outcome(nobody, [mount])).toBe(readOnly);
    expect(outcome(nobody, [mount, write])).toBe("ok");
    expect(outcome(document(statement([mount, write], all)), [])).toBe("ok");
    const against = document(statement([mount, write], all), {
      ...statement(write, all),
      Effect: "Deny",
    });
    expect(outcome(against, [mount, write])).toBe(readOnly);
  });

  it("lambda.files.policy: conditions see the access point", () => {
    const through = (arn: string) =>
      document(
        statement([mount, write], {
          ...all,
          Condition: {
            StringEquals: { "elasticfilesystem:AccessPointArn": arn },
            Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" },
          },
        }),
      );
    expect(outcome(through(Arn), [])).toBe("ok");
    expect(outcome(through(`${Arn}1`), [])).toBe("EFSMountFailureException");
  });

  it("lambda.files.policy: root without ClientRootAccess is nobody", () => {
    const said = { user: { uid: 0, groups: [0] }, root: { ...directory, permissions: "755" } };
    expect(outcome(nobody, [mount, write], { said })).toBe(denied);
    expect(outcome(nobody, [mount, write, root], { said })).toBe("ok");
  });

  it("lambda.files.policy: what a role may not happens all the same where that is only told", () => {
    expect(outcome(nobody, [], { mode: "warn" })).toBe("ok");
  });

  it("lambda.files.policy: a role that is allowed more later mounts then", () => {
    const { account, grant } = guarded(nobody, []);
    expect(outcomeOf(account)).toBe("EFSMountFailureException");
    grant([mount]);
    expect(outcomeOf(account)).toBe(readOnly);
    grant([mount, write]);
    expect(outcomeOf(account)).toBe("ok");
  });
});

describe("locks", () => {
  const quota = "Error: EDQUOT: disk quota exceeded, open '/mnt/files'";

  it.each([
    [{ locks: 512 }, "ok"],
    [{ locks: 513 }, quota],
    [{ locks: 1, lockedFiles: 256 }, "ok"],
    [{ locks: 1, lockedFiles: 257 }, quota],
    [{ locks: 32, lockedFiles: 256 }, "ok"],
    [{ locks: 33, lockedFiles: 250 }, quota],
  ])("lambda.files.lock-limits: of %o comes %s", (locks, expected) => {
    expect(mounted({}, locks)).toBe(expected);
  });

  it("lambda.files.lock-limits: a file's locks are those of all who run at once", () => {
    const account = new LambdaAccount();
    account.create(mounting({}, { locks: 200, lockedFor: seconds(1) }));
    account.advance(seconds(90));
    const failing = () => {
      const calls = Array.from({ length: 3 }, () => account.invoke());
      account.advance(seconds(10));
      return calls.filter(({ outcome }) => JSON.stringify(outcome).includes("EDQUOT")).length;
    };
    // Whoever ends lets go of his.
    expect([failing(), failing()]).toEqual([1, 1]);
  });

  it("lambda.files.advisory-locks: who asks for the same lock waits, and who asks for none does not", () => {
    const last = (files: PlainObject) => {
      const account = new LambdaAccount();
      account.create(mounting({}, files));
      account.advance(seconds(90));
      for (let count = 0; count < 3; count += 1) account.invoke();
      account.advance(seconds(10));
      const { max } = account.simulation.metersOf("lambda.function:worker")["Duration"]!;
      return max;
    };
    expect(last({ lockedFor: seconds(0.5) })).toBeGreaterThan(milliseconds(1_400));
    expect(last({ lockedFor: seconds(0.5) })).toBeLessThan(milliseconds(1_600));
    expect(last({})).toBeLessThan(milliseconds(100));
  });
});
