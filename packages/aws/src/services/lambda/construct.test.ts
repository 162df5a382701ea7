import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { lambda, sources, sqs, Stack } from "../../index.ts";

function made(props: lambda.FunctionProps, source?: sources.SqsEventSourceProps) {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker", props);
  if (source !== undefined) {
    worker.addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, "Orders"), source));
  }
  return stack.operations;
}

describe("a function", () => {
  it("has the defaults of Lambda", () => {
    expect(made({})[0]).toMatchObject({
      logicalId: "Worker",
      operation: "CreateFunction",
      params: {
        FunctionName: "shop-Worker",
        Runtime: "nodejs22.x",
        Architectures: ["x86_64"],
        MemorySize: 128,
        Timeout: 3,
        EphemeralStorage: { Size: 512 },
      },
    });
  });

  it("takes enums as members and as texts, and sizes and durations as texts", () => {
    const { PYTHON_3_13 } = lambda.Runtime;
    const { ARM_64 } = lambda.Architecture;
    const { ALLOW } = lambda.RecursiveLoop;
    const one = made({
      runtime: PYTHON_3_13,
      architecture: ARM_64,
      recursiveLoop: ALLOW,
      timeout: seconds(90),
      ephemeralStorageSize: "2GB",
    });
    const other = made({
      runtime: "python3.13",
      architecture: "arm64",
      recursiveLoop: "Allow",
      timeout: "1m30s",
      ephemeralStorageSize: "2048 MB",
    });
    expect(one).toEqual(other);
    expect(one[0]!.params).toMatchObject({ Timeout: 90, EphemeralStorage: { Size: 2_048 } });
  });

  it.each<[lambda.FunctionProps, string]>([
    [{ timeout: "20m" }, 'function "Worker" timeout: expected 1 s to 15 m, received 20 m'],
    [{ timeout: "1500ms" }, 'function "Worker" timeout: expected whole seconds, received 1.5 s'],
    [{ memorySize: 64 }, 'function "Worker" memorySize: expected 128 to 10240, received 64'],
    [
      { ephemeralStorageSize: "1KB" },
      'function "Worker" ephemeralStorageSize: expected a size in whole MB such as 512MB, received 1KB',
    ],
    [
      { ephemeralStorageSize: 1_024 as never },
      'function "Worker" ephemeralStorageSize: expected a size in whole MB such as 512MB, received 1024',
    ],
    [
      { reservedConcurrentExecutions: -1 },
      'function "Worker" reservedConcurrentExecutions: expected 0 to',
    ],
  ])("refuses %j by one line", (props, line) => {
    expect(() => made(props)).toThrow(line);
  });
});

describe("an event source", () => {
  it("becomes a mapping under the ids of both", () => {
    const { FilterCriteria, FilterRule } = lambda;
    const operations = made(
      {},
      {
        batchSize: 20,
        maxBatchingWindow: "5s",
        maxConcurrency: 4,
        reportBatchItemFailures: true,
        enabled: false,
        filters: [FilterCriteria.filter({ body: { total: FilterRule.between(1, 9) } })],
      },
    );
    expect(operations.at(-1)).toEqual({
      logicalId: "WorkerOrders",
      service: "lambda",
      operation: "CreateEventSourceMapping",
      params: {
        FunctionName: "shop-Worker",
        EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:shop-Orders",
        BatchSize: 20,
        MaximumBatchingWindowInSeconds: 5,
        ScalingConfig: { MaximumConcurrency: 4 },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        Enabled: false,
        FilterCriteria: {
          Filters: [{ Pattern: '{"body":{"total":[{"numeric":[">",1,"<=",9]}]}}' }],
        },
      },
    });
  });

  it("makes the conditions of filters", () => {
    const { FilterRule } = lambda;
    expect([
      ...[FilterRule.null(), FilterRule.empty(), FilterRule.or("a", "b")],
      ...[FilterRule.isEqual("a"), FilterRule.isEqual(1), FilterRule.isEqual(true)],
      ...[FilterRule.notEquals("a"), FilterRule.exists(), FilterRule.notExists()],
      FilterRule.beginsWith("a"),
    ]).toEqual([
      ...[[null], [""], ["a", "b"]],
      ...[["a"], [{ numeric: ["=", 1] }], [true]],
      ...[[{ "anything-but": ["a"] }], [{ exists: true }], [{ exists: false }]],
      [{ prefix: "a" }],
    ]);
  });
});

describe("versions and aliases of a function", () => {
  it("publish it as it is, once, and lead to it", () => {
    const stack = new Stack("shop");
    const worker = new lambda.Function(stack, "Worker");
    const { currentVersion } = worker;
    const alias = worker.addAlias("live", { provisionedConcurrentExecutions: 3 });
    expect(worker.currentVersion).toBe(currentVersion);
    expect(currentVersion.functionArn).toBe(`${worker.functionArn}:1`);
    expect(alias).toMatchObject({
      id: "WorkerAliaslive",
      aliasName: "live",
      functionArn: `${worker.functionArn}:live`,
    });
    const about = { FunctionName: "shop-Worker" };
    expect(stack.operations.slice(1)).toMatchObject([
      { operation: "PublishVersion", logicalId: "WorkerCurrentVersion", params: about },
      { operation: "CreateAlias", params: { ...about, Name: "live", FunctionVersion: "1" } },
      {
        operation: "PutProvisionedConcurrencyConfig",
        params: { ...about, Qualifier: "live", ProvisionedConcurrentExecutions: 3 },
      },
    ]);
  });

  it("are held to the range of what may be provisioned", () => {
    const worker = new lambda.Function(new Stack("shop"), "Worker");
    expect(() => worker.addAlias("live", { provisionedConcurrentExecutions: 0 })).toThrow(
      'alias "WorkerAliaslive" provisionedConcurrentExecutions: expected 1 to 1000000, received 0',
    );
  });
});
