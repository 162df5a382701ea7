import { describe, expect, test } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import { resultFiles, type ChildTold } from "./map-run/result-files.ts";
import { AccountOfWorkflows } from "./test/account-of-workflows.ts";

const inner = (state: PlainObject) => ({
  ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
  StartAt: "I",
  States: { I: state },
});
const map = (state: PlainObject, more: PlainObject = {}) => ({
  Each: { Type: "Map", ItemProcessor: inner(state), End: true, ...more },
});
const pass = { Type: "Pass", End: true };
const boom = { Type: "Fail", Error: "Boom" };
const seconds = (shown: Record<string, unknown>) =>
  Number(shown.stopDate) - Number(shown.startDate);
const mapRunOf = (account: AccountOfWorkflows, executionArn: unknown) => {
  const { mapRuns } = account.call("ListMapRuns", { executionArn: executionArn as string });
  return (mapRuns as { mapRunArn: string }[]).map(({ mapRunArn }) =>
    account.call("DescribeMapRun", { mapRunArn }),
  );
};

describe("A Map Run", () => {
  test("stepfunctions.map-run.children: an execution for each item", () => {
    const account = new AccountOfWorkflows();
    const shown = account.run(account.made(map(pass)), [1, 2, 3]);
    expect(shown).toMatchObject({ status: "SUCCEEDED", output: "[1,2,3]" });
    expect(account.types(shown.executionArn as string)).toEqual([
      "ExecutionStarted",
      "MapStateEntered",
      "MapStateStarted",
      "MapRunStarted",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
    const [run] = mapRunOf(account, shown.executionArn);
    expect(run).toMatchObject({ status: "SUCCEEDED", itemCounts: { total: 3, succeeded: 3 } });
    const { executions } = account.call("ListExecutions", { mapRunArn: run!.mapRunArn! });
    expect(executions).toHaveLength(3);
  });

  test("stepfunctions.map-run.batches: so many items each, the last the rest", () => {
    const account = new AccountOfWorkflows();
    const shown = account.run(
      account.made(map(pass, { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { k: 1 } } })),
      [1, 2, 3],
    );
    expect(JSON.parse(shown.output as string)).toEqual([
      { BatchInput: { k: 1 }, Items: [1, 2] },
      { BatchInput: { k: 1 }, Items: [3] },
    ]);
  });

  test.each([
    ["STANDARD", 1 + 3 + 3],
    ["EXPRESS", 1 + 3],
  ])("stepfunctions.map-run.billed: a transition for each child, %s", (ExecutionType, billed) => {
    const account = new AccountOfWorkflows();
    const processor = { ...inner(pass), ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType } };
    account.run(account.made(map(pass, { ItemProcessor: processor })), [1, 2, 3]);
    const meters = account.simulation.metersOf("stepfunctions.stateMachine:workflow-1");
    expect(meters.StateTransitions!.sum).toBe(billed);
  });

  test("stepfunctions.map-run.concurrency: bounds at once and in a second", () => {
    const account = new AccountOfWorkflows();
    const wait = { Type: "Wait", Seconds: 3, End: true };
    expect(
      seconds(account.run(account.made(map(wait, { MaxConcurrency: 1 })), [1, 2, 3])),
    ).toBeGreaterThan(9);
    const many = Array.from({ length: 450 }, (_, n) => n);
    const paced = seconds(account.run(account.made(map(pass)), many));
    expect(paced).toBeGreaterThan(3);
    expect(paced).toBeLessThan(10);
  });

  test("stepfunctions.map-run.tolerated: fails beyond what it tolerates", () => {
    const account = new AccountOfWorkflows();
    const strict = account.run(account.made(map(boom)), [1, 2]);
    expect(strict).toMatchObject({
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
    });
    const [run] = mapRunOf(account, strict.executionArn);
    expect(run!.status).toBe("FAILED");
    expect(
      account.run(account.made(map(boom, { ToleratedFailurePercentage: 100 })), [1, 2]).status,
    ).toBe("SUCCEEDED");
  });

  test("stepfunctions.map-run.anew: a Retry begins another with all items", () => {
    const account = new AccountOfWorkflows();
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }];
    const shown = account.run(account.made(map(boom, { Retry })), [1, 2]);
    expect(mapRunOf(account, shown.executionArn)).toHaveLength(2);
  });

  test("stepfunctions.map-run.redriven: children that did not succeed go on, and no others", () => {
    const account = new AccountOfWorkflows();
    const Resource = "arn:aws:states:us-east-1:123456789012:activity:hands";
    account.call("CreateActivity", { name: "hands" });
    const task = { Type: "Task", Resource, End: true };
    const executionArn = account.start(account.made(map(task)), [1, 2, 3]);
    account.pass(5_000_000);
    const answer = (operation: string, more: PlainObject): unknown => {
      const { taskToken, input } = account.call("GetActivityTask", { activityArn: Resource });
      account.call(operation, { taskToken: taskToken!, ...more });
      account.pass(5_000_000);
      return input;
    };
    const done = answer("SendTaskSuccess", { output: '"first"' });
    answer("SendTaskFailure", { error: "No" });
    expect(account.described(executionArn).status).toBe("FAILED");
    const [failed] = mapRunOf(account, executionArn);
    expect(failed!.itemCounts).toMatchObject({ succeeded: 1, failed: 1, aborted: 1 });
    account.call("RedriveExecution", { executionArn });
    account.pass(5_000_000);
    const others = [1, 2].map(() => answer("SendTaskSuccess", { output: '"again"' }));
    expect([done, ...others].sort()).toEqual(["1", "2", "3"]);
    expect(account.described(executionArn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    expect(JSON.parse(account.described(executionArn).output as string)).toHaveLength(3);
    expect(account.types(executionArn).slice(-8)).toEqual([
      "MapStateFailed",
      "ExecutionFailed",
      "ExecutionRedriven",
      "MapRunRedriven",
      "MapRunSucceeded",
      "MapStateSucceeded",
      "MapStateExited",
      "ExecutionSucceeded",
    ]);
    const [run] = mapRunOf(account, executionArn);
    expect(run).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    const { executions } = account.call("ListExecutions", { mapRunArn: run!.mapRunArn! });
    const counts = (executions as readonly PlainObject[]).map(({ redriveCount }) => redriveCount);
    expect(counts.sort()).toEqual([0, 1, 1]);
  });

  test("stepfunctions.map-run.redriven: one that was stopped with its branch goes on, too", () => {
    const account = new AccountOfWorkflows();
    const Resource = "arn:aws:states:us-east-1:123456789012:activity:hands";
    account.call("CreateActivity", { name: "hands" });
    const each = map({ Type: "Wait", Seconds: 20, End: true }, { MaxConcurrency: 2 });
    const Branches = [
      { StartAt: "Each", States: each },
      { StartAt: "T", States: { T: { Type: "Task", Resource, End: true } } },
    ];
    const both = { Both: { Type: "Parallel", End: true, Branches } };
    const executionArn = account.start(account.made(both), [1, 2, 3]);
    account.pass(5_000_000);
    const token = () => account.call("GetActivityTask", { activityArn: Resource }).taskToken!;
    account.call("SendTaskFailure", { taskToken: token(), error: "No" });
    account.pass(5_000_000);
    const counts = () => mapRunOf(account, executionArn)[0]!.executionCounts;
    expect(counts()).toMatchObject({ aborted: 2, pending: 1, running: 0 });
    account.call("RedriveExecution", { executionArn });
    account.pass(5_000_000);
    expect(counts()).toMatchObject({ aborted: 0, pending: 1, running: 2 });
    account.call("SendTaskSuccess", { taskToken: token(), output: "1" });
    account.pass();
    expect(account.described(executionArn).output).toBe("[[1,2,3],1]");
    const gauges = account.simulation.gaugesOf("stepfunctions.account:account");
    expect(gauges).toEqual({ OpenExecutionCount: 0, OpenMapRunCount: 0 });
  });

  test("stepfunctions.map-run.redriven: Express children begin anew", () => {
    const account = new AccountOfWorkflows();
    const processor = {
      ...inner({ Type: "Wait", Seconds: 400, End: true }),
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
    };
    const shown = account.run(account.made(map(pass, { ItemProcessor: processor })), [1]);
    expect(shown).toMatchObject({ error: "States.ExceedToleratedFailureThreshold" });
    account.call("RedriveExecution", { executionArn: shown.executionArn! });
    account.pass();
    const [run] = mapRunOf(account, shown.executionArn);
    expect(run).toMatchObject({ status: "FAILED", redriveCount: 1, itemCounts: { total: 1 } });
    const { executions } = account.call("ListExecutions", { mapRunArn: run!.mapRunArn! });
    expect(executions).toHaveLength(2);
  });

  test("stepfunctions.map-run.open: waits for room in the account", () => {
    const account = new AccountOfWorkflows({ quotas: { "stepfunctions.openMapRuns": 1 } });
    const arn = account.made(map({ Type: "Wait", Seconds: 10, End: true }));
    const both = [account.start(arn, [1]), account.start(arn, [1])];
    account.pass();
    const times = both.map((each) => seconds(account.described(each))).sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(12);
    expect(times[1]).toBeGreaterThan(20);
    expect(times[1]).toBeLessThan(25);
  });

  /** What an object holds. */
  const objectIn = (account: AccountOfWorkflows, Bucket: string, Key: string): unknown => {
    const { Body } = account.simulation.client().call("s3", "GetObject", { Bucket, Key });
    const bytes = Body as unknown as Uint8Array;
    return JSON.parse(typeof Body === "string" ? atob(Body) : new TextDecoder().decode(bytes));
  };
  const withBuckets = (): AccountOfWorkflows => {
    const account = new AccountOfWorkflows();
    account.simulation.client().call("s3", "CreateBucket", { Bucket: "results" });
    return account;
  };
  const writer = (WriterConfig?: PlainObject): PlainObject => ({
    ResultWriter: {
      Resource: "arn:aws:states:::s3:putObject",
      Parameters: { Bucket: "results", Prefix: "out" },
      ...(WriterConfig === undefined ? {} : { WriterConfig }),
    },
  });
  const choosing = {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "C",
    States: {
      C: {
        Type: "Choice",
        Choices: [{ Variable: "$", NumericGreaterThan: 2, Next: "F" }],
        Default: "P",
      },
      F: boom,
      P: pass,
    },
  };

  test("stepfunctions.map-run.results: files of what succeeded and failed, and a manifest", () => {
    const account = withBuckets();
    const shown = account.run(
      account.made(map(pass, { ItemProcessor: choosing, ToleratedFailureCount: 1, ...writer() })),
      [1, 2, 3],
    );
    const { ResultWriterDetails, MapRunArn } = JSON.parse(shown.output as string);
    const { Bucket, Key } = ResultWriterDetails;
    const manifest = objectIn(account, Bucket, Key) as {
      readonly ResultFiles: Readonly<Record<string, readonly { readonly Key: string }[]>>;
    };
    expect(manifest).toMatchObject({ DestinationBucket: "results", MapRunArn });
    expect(manifest.ResultFiles.PENDING).toEqual([]);
    const fileOf = (group: string) =>
      objectIn(account, Bucket, manifest.ResultFiles[group]![0]!.Key);
    expect(fileOf("SUCCEEDED")).toMatchObject([
      { Input: "1", Output: "1", Status: "SUCCEEDED", RedriveStatus: "NOT_REDRIVABLE" },
      { Input: "2" },
    ]);
    expect(fileOf("FAILED")).toMatchObject([{ Input: "3", Error: "Boom", Status: "FAILED" }]);
  });

  test("stepfunctions.map-run.results: are written where the run fails, and compact where that is said", () => {
    const account = withBuckets();
    const many = [3, ...Array.from({ length: 40 }, () => 1)];
    const failed = account.run(
      account.made(map(pass, { ItemProcessor: choosing, MaxConcurrency: 1, ...writer() })),
      many,
    );
    expect(failed.error).toBe("States.ExceedToleratedFailureThreshold");
    const { Contents } = account.simulation
      .client()
      .call("s3", "ListObjectsV2", { Bucket: "results" });
    const names = (Contents as readonly { readonly Key: string }[]).map(({ Key }) =>
      Key.split("/").at(-1),
    );
    expect(names).toEqual(["FAILED_0.json", "PENDING_0.json", "manifest.json"]);
    const flat = account.run(
      account.made(
        map(pass, {
          ResultWriter: { WriterConfig: { Transformation: "FLATTEN", OutputType: "JSON" } },
        }),
      ),
      [[1, 2], [3]],
    );
    expect(flat.output).toBe("[1,2,3]");
  });

  test("stepfunctions.map-run.results: a file that is full is followed by another", () => {
    const child = (output: string): ChildTold => ({
      ...{ status: "SUCCEEDED", input: 1, output, error: null, cause: null, facts: {} },
    });
    const form = { folder: "a/", isLines: false, transformation: "COMPACT", most: 20 } as const;
    const files = resultFiles(["one", "two", "three", "four"].map(child), form);
    expect(files.SUCCEEDED.map(({ key, text }) => [key, text])).toEqual([
      ["a/SUCCEEDED_0.json", '["one","two"]'],
      ["a/SUCCEEDED_1.json", '["three","four"]'],
    ]);
  });

  test("stepfunctions.map-run.items: of a CSV file, whose header has 10 KiB at most", () => {
    const account = withBuckets();
    const client = account.simulation.client();
    const read = (text: string): PlainObject => {
      client.call("s3", "PutObject", { Bucket: "results", Key: "in.csv", Body: btoa(text) });
      const ItemReader = {
        Resource: "arn:aws:states:::s3:getObject",
        ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
        Parameters: { Bucket: "results", Key: "in.csv" },
      };
      return account.run(account.made(map(pass, { ItemReader })));
    };
    expect(JSON.parse(read("a,b\n1,2\n3,4\n").output as string)).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
    ]);
    expect(read(`${"a".repeat(10_241)},b\n1,2\n`).error).toBe("States.ItemReaderFailed");
  });
});
