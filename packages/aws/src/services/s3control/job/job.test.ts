import { days, milliseconds, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { AwsError, profile, wait, type Scripts } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { JobState } from "./state.ts";
import { BatchAccount, functionArn, jobOf, manifestAt } from "../test/batch-account.ts";

/** An account whose function is a script, and a bucket of so many objects. */
function accountWith(
  script: Scripts[string] | null,
  objects: readonly string[] = ["a", "b"],
): BatchAccount {
  const account = new BatchAccount(script === null ? {} : { scripts: { work: script } });
  if (script !== null) {
    account.call(
      "CreateFunction",
      {
        FunctionName: "worker",
        Runtime: "nodejs22.x",
        Role: "arn:aws:iam::123456789012:role/worker",
        Handler: "index.handler",
        Code: { ZipFile: "" },
        Timeout: 60,
        Behavior: { type: "script", name: "work" },
      },
      "lambda",
    );
  }
  for (const key of objects) account.put(key, key);
  return account;
}

const invoke = (more: PlainObject = {}): PlainObject => ({
  Operation: { LambdaInvoke: { FunctionArn: functionArn, ...more } },
});

interface Invocation {
  readonly invocationSchemaVersion: string;
  readonly invocationId: string;
  readonly job: { readonly id: string; readonly userArguments?: PlainObject };
  readonly tasks: readonly PlainObject[];
}

/** A function that answers each task by its key. */
const answering = (
  codes: Readonly<Record<string, string>>,
  seen: Invocation[] = [],
  rest: PlainObject = {},
): Scripts[string] =>
  function* answer(given: unknown) {
    const event = given as Invocation;
    seen.push(event);
    yield* wait(milliseconds(100));
    return {
      invocationSchemaVersion: event.invocationSchemaVersion,
      invocationId: event.invocationId,
      ...rest,
      results: event.tasks.flatMap(({ taskId, s3Key }) => {
        const resultCode = codes[s3Key as string] ?? codes["*"];
        return resultCode === undefined
          ? []
          : [{ taskId: taskId!, resultCode, resultString: `did ${s3Key as string}` }];
      }),
    };
  };

const codeOf = (ask: () => unknown): string => {
  try {
    ask();
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
  return "nothing";
};

const statuses = (account: BatchAccount): readonly unknown[] =>
  account.told().map((event) => {
    const { serviceEventDetails } = event["detail"] as Record<string, PlainObject>;
    return serviceEventDetails!["status"];
  });

describe("jobs", () => {
  it("s3control.job.states: goes from New to Complete, and the default bus hears of each", () => {
    const account = accountWith(null);
    const id = account.create();
    expect(account.status(id)).toBe("New");
    account.wait();
    expect(account.status(id)).toBe("Complete");
    expect(account.progress(id)).toEqual([2, 2, 0]);
    expect([...statuses(account)].sort()).toEqual(
      ["New", "Preparing", "Ready", "Active", "Completing", "Complete"].sort(),
    );
  });

  it("s3control.job.confirmation: waits in Suspended until it is confirmed", () => {
    const account = accountWith(null);
    const id = account.create({ ConfirmationRequired: true });
    account.wait(minutes(10));
    expect(account.describe(id)).toMatchObject({
      Status: "Suspended",
      SuspendedCause: expect.any(String),
    });
    account.call("UpdateJobStatus", { JobId: id, RequestedJobStatus: "Ready" });
    account.wait();
    expect(account.status(id)).toBe("Complete");
    expect(
      codeOf(() => account.call("UpdateJobStatus", { JobId: id, RequestedJobStatus: "Ready" })),
    ).toBe("JobStatusException");
  });

  it("s3control.job.cancel: lets what is under way end, and reports it", () => {
    const keys = Array.from({ length: 40 }, (_, number) => `k${number}`);
    const account = accountWith(function* slowly(given: unknown) {
      const event = given as Invocation;
      yield* wait(seconds(30));
      return { results: [{ taskId: event.tasks[0]!["taskId"]!, resultCode: "Succeeded" }] };
    }, keys);
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "worker", ReservedConcurrentExecutions: 5 },
      "lambda",
    );
    const id = account.create(invoke());
    account.wait(seconds(15));
    expect(account.status(id)).toBe("Active");
    account.call("UpdateJobStatus", { JobId: id, RequestedJobStatus: "Cancelled" });
    expect(account.status(id)).toBe("Cancelling");
    account.wait(minutes(10));
    expect(account.status(id)).toBe("Cancelled");
    expect(account.progress(id)).toEqual([40, 5, 0]);
    expect(account.report(id)).toHaveLength(5);
  });

  it("s3control.job.priority: pauses a job while one of a higher priority runs", () => {
    const keys = Array.from({ length: 300 }, (_, number) => `k${number}`);
    const account = accountWith(answering({ "*": "Succeeded" }), keys);
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "worker", ReservedConcurrentExecutions: 1 },
      "lambda",
    );
    const low = account.create({ ...invoke(), ClientRequestToken: "low", Priority: 1 });
    account.wait(seconds(11));
    expect(account.status(low)).toBe("Active");
    const high = account.create({ ...invoke(), ClientRequestToken: "high", Priority: 2 });
    account.wait(seconds(11));
    expect(["Pausing", "Paused"]).toContain(account.status(low));
    expect(account.status(high)).toBe("Active");
    account.wait(minutes(20));
    expect([account.status(low), account.status(high)]).toEqual(["Complete", "Complete"]);
    const heard = statuses(account);
    expect(heard).toContain("Pausing");
  });

  it("s3control.job.order: runs all jobs of the highest priority at once; one that falls behind waits", () => {
    const keys = Array.from({ length: 200 }, (_, number) => `k${number}`);
    const account = accountWith(answering({ "*": "Succeeded" }), keys);
    account.call(
      "PutFunctionConcurrency",
      { FunctionName: "worker", ReservedConcurrentExecutions: 2 },
      "lambda",
    );
    const [one, other] = ["one", "other"].map((ClientRequestToken) =>
      account.create({ ...invoke(), ClientRequestToken }),
    ) as [string, string];
    account.wait(seconds(12));
    expect([account.status(one), account.status(other)]).toEqual(["Active", "Active"]);
    account.call("UpdateJobPriority", { JobId: one, Priority: 1 });
    account.wait(milliseconds(1));
    expect(["Pausing", "Paused"]).toContain(account.status(one));
    expect(account.status(other)).toBe("Active");
    expect(account.describe(one)).toMatchObject({ Priority: 1 });
  });

  it("s3control.job.retention: shows a job for 90 days after its end", () => {
    const account = accountWith(null);
    const id = account.create();
    account.wait(days(90));
    expect(account.call("ListJobs", {})["Jobs"]).toMatchObject([{ JobId: id, Status: "Complete" }]);
    account.wait(minutes(2));
    expect(codeOf(() => account.describe(id))).toBe("NoSuchJobException");
    expect(account.call("ListJobs", {})["Jobs"]).toEqual([]);
  });

  it("s3control.job.threshold: fails when more than half of 1,000 tasks failed", () => {
    const keys = Array.from(
      { length: 1_200 },
      (_, number) => `${number < 505 ? "good" : "bad"}/${number}`,
    );
    const text = keys.map((key) => `uploads,${key}\n`).join("");
    const account = accountWith(
      null,
      keys.filter((key) => key.startsWith("good")),
    );
    account.put("list.csv", text, "reports");
    const id = account.create({ Manifest: manifestAt(text) });
    account.wait(minutes(5));
    const { FailureReasons, Status } = account.describe(id);
    expect({ FailureReasons, Status }).toMatchObject({
      Status: "Failed",
      FailureReasons: [{ FailureCode: "FailureThresholdExceeded" }],
    });
    const fewer = text.split("\n").slice(0, 900).join("\n");
    account.put("list.csv", fewer, "reports");
    const other = account.create({ Manifest: manifestAt(fewer), ClientRequestToken: "fewer" });
    account.wait(minutes(5));
    expect(account.progress(other)).toEqual([900, 505, 395]);
    expect(account.status(other)).toBe("Complete");
  });

  it("s3control.job.idempotent: makes one job of a token", () => {
    const account = accountWith(null);
    const id = account.create();
    expect(account.create()).toBe(id);
    expect(codeOf(() => account.create({ Priority: 1 }))).toBe("IdempotencyException");
  });

  it("s3control.job.invalid: refuses what makes no sense", () => {
    const account = accountWith(null);
    const both = { S3DeleteObjectTagging: {}, S3PutObjectTagging: { TagSet: [] } };
    for (const wrong of [
      { Operation: {} },
      { Operation: both },
      { Manifest: manifestAt(""), ManifestGenerator: jobOf()["ManifestGenerator"]! },
      { Manifest: manifestAt("", ["Key"]) },
      { Report: { Enabled: true } },
      { Operation: { LambdaInvoke: { FunctionArn: functionArn, UserArguments: { a: "b" } } } },
    ]) {
      expect(codeOf(() => account.create(wrong))).toBe("InvalidRequest");
    }
    expect(codeOf(() => account.describe("missing"))).toBe("NoSuchJobException");
  });

  it("s3control.job.tags: keeps up to 50 tags", () => {
    const account = accountWith(null);
    const JobId = account.create({ Tags: [{ Key: "a", Value: "1" }] });
    expect(account.call("GetJobTagging", { JobId })).toEqual({ Tags: [{ Key: "a", Value: "1" }] });
    account.call("PutJobTagging", { JobId, Tags: [{ Key: "b", Value: "2" }] });
    expect(account.call("GetJobTagging", { JobId })).toEqual({ Tags: [{ Key: "b", Value: "2" }] });
    account.call("DeleteJobTagging", { JobId });
    expect(account.call("GetJobTagging", { JobId })).toEqual({ Tags: [] });
    const Tags = Array.from({ length: 51 }, (_, number) => ({ Key: `k${number}`, Value: "" }));
    expect(codeOf(() => account.call("PutJobTagging", { JobId, Tags }))).toBe(
      "TooManyTagsException",
    );
  });
});

describe("lists", () => {
  it("s3control.manifest.csv: reads bucket, key and version of each line", () => {
    const account = accountWith(null, ["a b/c.txt", 'd,"e']);
    const text = 'uploads,a+b/c.txt\r\n"uploads","d%2C%22e"\n';
    account.put("list.csv", text, "reports");
    const id = account.create({ Manifest: manifestAt(text) });
    account.wait();
    expect(account.progress(id)).toEqual([2, 2, 0]);
    expect(account.report(id)).toEqual([
      "uploads,a+b/c.txt,,succeeded,200,,Successful",
      "uploads,d%2C%22e,,succeeded,200,,Successful",
    ]);
    const tags = account.call("GetObjectTagging", { Bucket: "uploads", Key: "a b/c.txt" }, "s3");
    expect(tags["TagSet"]).toEqual([{ Key: "seen", Value: "yes" }]);
  });

  it("s3control.manifest.generated: takes what a bucket has, by parts of keys and sizes, and keeps the list", () => {
    const account = accountWith(null, ["in/1.txt", "in/22.txt", "in/3.jpg", "out/4.txt"]);
    const id = account.create({
      ManifestGenerator: {
        S3JobManifestGenerator: {
          SourceBucket: "arn:aws:s3:::uploads",
          EnableManifestOutput: true,
          ManifestOutputLocation: {
            Bucket: "arn:aws:s3:::reports",
            ManifestPrefix: "lists",
            ManifestFormat: "S3InventoryReport_CSV_20211130",
          },
          Filter: {
            KeyNameConstraint: { MatchAnyPrefix: ["in/"], MatchAnySuffix: [".txt"] },
            ObjectSizeGreaterThanBytes: 8,
          },
        },
      },
    });
    account.wait();
    expect(account.progress(id)).toEqual([1, 1, 0]);
    expect(account.get(`lists/job-${id}/manifest.csv`)).toBe("uploads,in/22.txt\n");
    expect(account.describe(id)).toMatchObject({
      GeneratedManifestDescriptor: {
        Location: { ObjectArn: `arn:aws:s3:::reports/lists/job-${id}/manifest.csv` },
      },
    });
  });

  it("s3control.manifest.failure: fails where the list is not there, and reports nothing", () => {
    const account = accountWith(null, []);
    const id = account.create({ Manifest: manifestAt("x") });
    account.wait();
    expect(account.status(id)).toBe("Failed");
    expect(account.keys()).toEqual([]);
    expect(account.progress(id)).toEqual([0, 0, 0]);
  });

  it("s3control.manifest.size: fails where there are more objects than a job may have", () => {
    const account = new BatchAccount({ quotas: { "s3control.jobObjects": 2 } });
    for (const key of ["a", "b"]) account.put(key);
    const fits = account.create();
    account.wait();
    expect(account.status(fits)).toBe("Complete");
    account.put("c");
    const id = account.create({ ClientRequestToken: "another" });
    account.wait();
    expect(account.status(id)).toBe("Failed");
    const [reason] = account.describe(id)["FailureReasons"] as readonly PlainObject[];
    expect(reason!["FailureReason"]).toBe("The manifest has more than 2 objects.");
  });

  it("s3control.manifest.codes: says why it failed, by a code", () => {
    const account = accountWith(null, []);
    const failing = (ClientRequestToken: string, more: PlainObject): unknown => {
      const id = account.create({ ClientRequestToken, ...more });
      account.wait();
      expect(account.status(id)).toBe("Failed");
      expect(account.keys().filter((key) => key.includes(id))).toEqual([]);
      const [reason] = account.describe(id)["FailureReasons"] as readonly PlainObject[];
      return reason!["FailureCode"];
    };
    expect(failing("1", { Manifest: manifestAt("x") })).toBe("NoSuchKey");
    account.put("list.csv", "another", "reports");
    expect(failing("2", { Manifest: manifestAt("x") })).toBe("ManifestETagMismatch");
    expect(failing("3", { Manifest: manifestAt("another") })).toBe("InvalidManifestContent");
    expect(failing("4", {})).toBe("EmptyManifest");
  });

  it("says what it has no model of", () => {
    const account = accountWith(null);
    const Operation = { S3ReplicateObject: {} };
    expect(() => account.create({ Operation })).toThrow(
      "Jobs that do S3ReplicateObject are not modeled",
    );
  });
});

describe("tasks", () => {
  it("s3control.task.parallel: run side by side", () => {
    const account = accountWith(null, ["a", "b", "c"]);
    const id = account.create();
    account.wait(seconds(11));
    expect(account.progress(id)).toEqual([3, 3, 0]); // One after another they would take longer.
  });

  it("s3control.task.concurrency: are so many at once, at most", () => {
    const keys = Array.from({ length: 30 }, (_, number) => `k${number}`);
    const account = new BatchAccount({ assumptions: { "s3control.concurrentTasks": 10 } });
    for (const key of keys) account.put(key);
    const id = account.create();
    account.wait(seconds(10));
    let most = 0;
    for (let step = 0; step < 500; step += 1) {
      account.wait(milliseconds(10));
      const { underWay } = account.simulation.stateOf(`s3control.job:${id}`) as JobState;
      most = Math.max(most, underWay);
    }
    expect(most).toBe(10);
    expect(account.progress(id)).toEqual([30, 30, 0]);
  });

  it("s3control.task.redrive: is attempted five times, and as often as it takes where there is no room", () => {
    const seen: Invocation[] = [];
    const account = accountWith(answering({ a: "TemporaryFailure", "*": "Succeeded" }, seen));
    const id = account.create(invoke());
    account.wait(minutes(3));
    expect(seen.filter(({ tasks }) => tasks[0]!["s3Key"] === "a")).toHaveLength(5);
    expect(account.progress(id)).toEqual([2, 1, 1]);

    const busy = accountWith(answering({ "*": "Succeeded" }), [
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
      "g",
      "h",
    ]);
    busy.call(
      "PutFunctionConcurrency",
      { FunctionName: "worker", ReservedConcurrentExecutions: 1 },
      "lambda",
    );
    const throttled = busy.create(invoke());
    busy.wait(minutes(60));
    expect(busy.progress(throttled)).toEqual([8, 8, 0]);
  });

  it("s3control.operation.object: copies, restores, holds and takes tags away, as S3 answers", () => {
    const account = accountWith(null, ["a"]);
    account.call("PutObject", { Bucket: "uploads", Key: "old", StorageClass: "GLACIER" }, "s3");
    const doing = (ClientRequestToken: string, Operation: PlainObject): readonly string[] => {
      const id = account.create({ ClientRequestToken, Operation });
      account.wait();
      return account.report(id);
    };
    expect(
      doing("copy", {
        S3PutObjectCopy: { TargetResource: "arn:aws:s3:::reports", TargetKeyPrefix: "copies" },
      }),
    ).toEqual([
      "uploads,a,,succeeded,200,,Successful",
      expect.stringMatching(/^uploads,old,,failed,403,InvalidObjectState,/),
    ]);
    expect(account.get("copies/a")).toBe("a");
    expect(
      doing("restore", {
        S3InitiateRestoreObject: { ExpirationInDays: 2, GlacierJobTier: "BULK" },
      }),
    ).toEqual([
      expect.stringMatching(/^uploads,a,,failed,403,InvalidObjectState,/),
      "uploads,old,,succeeded,200,,Successful",
    ]);
    doing("tag", jobOf()["Operation"] as PlainObject);
    doing("untag", { S3DeleteObjectTagging: {} });
    expect(
      account.call("GetObjectTagging", { Bucket: "uploads", Key: "a" }, "s3")["TagSet"],
    ).toEqual([]);
    expect(doing("hold", { S3PutObjectLegalHold: { LegalHold: { Status: "ON" } } })[0]).toMatch(
      /failed,400/,
    );
    expect(
      doing("acl", {
        S3PutObjectAcl: { AccessControlPolicy: { CannedAccessControlList: "private" } },
      }),
    ).toHaveLength(2);
  });
});

describe("functions", () => {
  it("s3control.lambda.event: get one task, in the form of the schema", () => {
    const seen: Invocation[] = [];
    const account = accountWith(answering({ "*": "Succeeded" }, seen), ["a b"]);
    const id = account.create(invoke());
    account.wait();
    const other = account.create({
      ...invoke({ InvocationSchemaVersion: "2.0", UserArguments: { size: "small" } }),
      ClientRequestToken: "2.0",
    });
    account.wait();
    expect(seen).toEqual([
      {
        invocationSchemaVersion: "1.0",
        invocationId: expect.any(String),
        job: { id },
        tasks: [
          {
            taskId: expect.any(String),
            s3Key: "a+b",
            s3VersionId: null,
            s3BucketArn: "arn:aws:s3:::uploads",
          },
        ],
      },
      {
        invocationSchemaVersion: "2.0",
        invocationId: expect.any(String),
        job: { id: other, userArguments: { size: "small" } },
        tasks: [
          { taskId: expect.any(String), s3Key: "a+b", s3VersionId: null, s3Bucket: "uploads" },
        ],
      },
    ]);
  });

  it("s3control.lambda.result: say what becomes of a task, also by leaving it out", () => {
    const codes = { a: "Succeeded", b: "PermanentFailure" };
    const account = accountWith(answering(codes, [], { treatMissingKeysAs: "PermanentFailure" }), [
      "a",
      "b",
      "c",
    ]);
    const id = account.create(invoke());
    account.wait();
    expect(account.report(id)).toEqual([
      "uploads,a,,succeeded,200,,did a",
      "uploads,b,,failed,200,PermanentFailure,did b",
      "uploads,c,,failed,200,PermanentFailure,Lambda did not return a result for this task.",
    ]);
    const seen: Invocation[] = [];
    const silent = accountWith(answering({}, seen), ["c"]);
    silent.create(invoke());
    silent.wait(minutes(3));
    expect(seen).toHaveLength(5); // As if it had said TemporaryFailure.
  });

  it("s3control.lambda.error: that fail are invoked again", () => {
    let invocations = 0;
    const account = accountWith(
      function* failing() {
        invocations += 1;
        throw new Error("no, never");
      },
      ["a"],
    );
    const id = account.create(invoke());
    account.wait(minutes(3));
    expect(invocations).toBe(5);
    expect(account.report(id)[0]).toMatch(
      /^uploads,a,,failed,200,PermanentFailure,"Lambda returned function error: \{""errorType""/,
    );
  });

  it("takes a profile that says nothing for one that succeeds", () => {
    const account = new BatchAccount();
    const Behavior = profile({ duration: { type: "constant", value: milliseconds(50) } });
    const made = {
      FunctionName: "worker",
      Runtime: "nodejs22.x",
      Handler: "i.h",
      Code: { ZipFile: "" },
    };
    const Role = "arn:aws:iam::123456789012:role/worker";
    account.call("CreateFunction", { ...made, Role, Behavior }, "lambda");
    account.put("a");
    const id = account.create(invoke());
    account.wait();
    expect(account.progress(id)).toEqual([1, 1, 0]);
  });
});

describe("reports", () => {
  it("s3control.report.files: have what succeeded, what failed, and where both are", () => {
    const account = accountWith(answering({ a: "Succeeded", b: "PermanentFailure" }));
    const id = account.create(invoke());
    account.wait();
    const manifest = JSON.parse(account.get(`done/job-${id}/manifest.json`)) as PlainObject;
    expect(manifest).toMatchObject({
      Format: "Report_CSV_20180820",
      Results: [
        { TaskExecutionStatus: "succeeded", Bucket: "reports" },
        { TaskExecutionStatus: "failed", Bucket: "reports" },
      ],
    });
    const Report = { ...(jobOf()["Report"] as PlainObject), ReportScope: "FailedTasksOnly" };
    const failed = account.create({ ...invoke(), Report, ClientRequestToken: "failed" });
    account.wait();
    expect(account.report(failed)).toEqual(["uploads,b,,failed,200,PermanentFailure,did b"]);
    const lost = { ...(jobOf()["Report"] as PlainObject), Bucket: "arn:aws:s3:::missing" };
    const unwritten = account.create({ Report: lost, ClientRequestToken: "lost" });
    account.wait();
    expect(account.status(unwritten)).toBe("Failed");
  });
});
