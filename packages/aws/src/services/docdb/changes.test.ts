import { hours, minutes, seconds, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { drive } from "@orrery/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsError } from "../../control/client.ts";
import { simulate } from "../../run/simulate.ts";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Script } from "../../service/script.ts";
import { clusterInvariants } from "./cluster/invariants.ts";
import { clusterMachine } from "./cluster/machine.ts";

const none = { type: "constant", value: 0 } as const;
const access = (Type = "BASIC_AUTH"): PlainObject => ({
  Type,
  URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-a1b2c3",
});

/** A cluster, a function that reads its changes, and the mapping between them. */
function deploy(
  mapping: PlainObject = {},
  answer: (ids: readonly string[]) => void = () => undefined,
) {
  const invocations: PlainObject[] = [];
  const idsIn = (event: PlainObject): readonly string[] =>
    (event["events"] as readonly { event: { fullDocument: { n: string } } }[]).map(
      ({ event: { fullDocument } }) => fullDocument.n,
    );
  const scripts: Record<string, Script> = {
    *reader(event): Generator<never, Plain, never> {
      invocations.push(event as PlainObject);
      answer(idsIn(event as PlainObject));
      return null;
    },
  };
  const zero = [
    "lambda.cold.platformOverhead",
    "lambda.cold.initDuration",
    "lambda.cold.firstCall",
  ];
  const latencies = Object.fromEntries([...zero, "docdb.toLambda"].map((name) => [name, none]));
  const aws = simulate({ scripts, latencies, startsAt: "2026-01-01T00:00:00Z" });
  const client = aws.client();
  client.call("docdb", "CreateDBCluster", { DBClusterIdentifier: "shop", Engine: "docdb" });
  client.call("lambda", "CreateFunction", {
    ...{ FunctionName: "reader", Runtime: "nodejs22.x", Handler: "index.handler" },
    ...{ Role: "arn:aws:iam::123456789012:role/reader", Code: { ZipFile: "" } },
    Behavior: { type: "script", name: "reader" },
  });
  const put = (n: string, namespace: string | null = "shop.orders") => {
    const data = JSON.stringify({ n });
    const content = { data, size: data.length };
    const input = { type: "insertDocument", content, namespace, trail: noTrail } as const;
    aws.tell("docdb.cluster:shop", input);
  };
  const map = () =>
    client.call("lambda", "CreateEventSourceMapping", {
      ...{ FunctionName: "reader", StartingPosition: "TRIM_HORIZON" },
      EventSourceArn: "arn:aws:rds:us-east-1:123456789012:cluster:shop",
      DocumentDBEventSourceConfig: { DatabaseName: "shop", CollectionName: "orders" },
      ...{ SourceAccessConfigurations: [access()], ...mapping },
    });
  return {
    ...{ aws, client, put, map, invocations },
    run: (time: Duration) => aws.run({ until: (aws.now + time) as Instant }),
    read: () => invocations.map((event) => idsIn(event).join(" ")),
  };
}

describe("docdb.changes.order: a reader gets", () => {
  it("what is inserted into its collection, in order", () => {
    const { put, map, run, read } = deploy();
    put("1");
    map();
    put("x", "shop.users");
    put("2");
    put("y", "other.orders");
    run(seconds(2));
    expect(read().join(" ")).toBe("1 2");
  });

  it("what is inserted into any collection of its database", () => {
    const { put, map, run, read } = deploy({
      DocumentDBEventSourceConfig: { DatabaseName: "shop" },
    });
    map();
    put("1");
    put("2", "shop.users");
    put("3", "other.orders");
    run(seconds(2));
    expect(read().join(" ")).toBe("1 2");
  });

  it("what comes after it began, from LATEST on", () => {
    const { put, map, run, read } = deploy({ StartingPosition: "LATEST" });
    put("1");
    run(seconds(1));
    map();
    run(seconds(1));
    put("2");
    run(seconds(2));
    expect(read().join(" ")).toBe("2");
  });
});

it("docdb.mapping.oversized: a change above 6 MB is dropped and counted, and the next one comes", () => {
  const { aws, put, map, run, read } = deploy();
  const { UUID } = map();
  put("1");
  put("x".repeat(6_291_456));
  put("2");
  run(seconds(2));
  expect(read().join(" ")).toBe("1 2");
  const component = `lambda.streamMapping:${UUID as string}`;
  expect(aws.metersOf(component)).toMatchObject({ OversizedRecordCount: { sum: 1 } });
});

it("docdb.changes.retention: a change is there for three hours", () => {
  const { put, map, run, read } = deploy();
  put("1");
  run(minutes(30));
  put("2");
  run(minutes(151));
  map();
  run(seconds(2));
  expect(read().join(" ")).toBe("2");
});

it("docdb.document.size: a document of more than 16 MB is refused", () => {
  const cluster = drive(clusterMachine, { cluster: 1, name: "shop" }, clusterInvariants);
  const insert = (size: number) =>
    cluster.request({
      ...{ type: "insertDocument", content: { data: "{}", size }, namespace: null },
      trail: noTrail,
    }).reply?.type;
  expect(insert(16_777_216)).toBe("documentInserted");
  expect(insert(16_777_217)).toBe("refused");
});

it("docdb.event.change: a change has key, time, collection and document", () => {
  const { put, map, run, invocations } = deploy();
  map();
  put("1");
  run(seconds(2));
  expect(invocations[0]).toMatchObject({
    eventSource: "aws:docdb",
    eventSourceArn: "arn:aws:rds:us-east-1:123456789012:cluster:shop",
    events: [
      {
        event: {
          clusterTime: { $timestamp: { t: Date.UTC(2026, 0, 1) / 1_000, i: 1 } },
          documentKey: { _id: { $oid: expect.stringMatching(/^[0-9a-f]{24}$/) as string } },
          fullDocument: { n: "1" },
          ns: { db: "shop", coll: "orders" },
          operationType: "insert",
        },
      },
    ],
  });
});

it("docdb.mapping.retries: a batch comes whole again until it succeeds, and what comes after it waits", () => {
  let isBroken = true;
  const { put, map, run, read } = deploy({ BatchSize: 1 }, () => {
    if (isBroken) throw new Error("no");
  });
  map();
  put("1");
  put("2");
  run(minutes(10));
  expect(new Set(read())).toEqual(new Set(["1"]));
  isBroken = false;
  run(minutes(1));
  expect(read().slice(-2)).toEqual(["1", "2"]);
});

describe("docdb.mapping.params: a mapping", () => {
  const refusal = (params: PlainObject): string => {
    try {
      deploy(params).map();
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "none";
  };

  it.each([
    [{ SourceAccessConfigurations: [] }, "BASIC_AUTH"],
    [{ SourceAccessConfigurations: [access("VIRTUAL_HOST"), access()] }, "VIRTUAL_HOST"],
    [{ Queues: ["a"] }, "Unsupported Queues"],
    [{ MaximumRetryAttempts: 1 }, "Unsupported MaximumRetryAttempts"],
    [{ FilterCriteria: { Filters: [{ Pattern: "{}" }] } }, "Unsupported FilterCriteria"],
    [{ DocumentDBEventSourceConfig: {} }, "must name a database"],
  ])("has no %j", (params, words) => {
    expect(refusal(params)).toContain(words);
  });

  it("is shown with its database and its position, and may be changed", () => {
    const { client, map } = deploy();
    const { UUID, ...made } = map();
    expect(made).toMatchObject({
      StartingPosition: "TRIM_HORIZON",
      DocumentDBEventSourceConfig: { DatabaseName: "shop", CollectionName: "orders" },
    });
    const changed = client.call("lambda", "UpdateEventSourceMapping", {
      ...{ UUID: UUID!, BatchSize: 7 },
    });
    expect(changed).toMatchObject({ BatchSize: 7 });
  });
});

it("docdb.api.clusters: are named, and have ARNs of RDS", () => {
  const client = simulate().client();
  const create = (Engine = "docdb") =>
    client.call("docdb", "CreateDBCluster", { DBClusterIdentifier: "shop", Engine });
  expect(create()["DBCluster"]).toMatchObject({
    DBClusterArn: "arn:aws:rds:us-east-1:123456789012:cluster:shop",
  });
  expect(create).toThrow("already exists");
  expect(() => create("aurora")).toThrow("engine");
  const named = { DBClusterIdentifier: "shop" };
  expect(client.call("docdb", "DescribeDBClusters", named)["DBClusters"]).toHaveLength(1);
  client.call("docdb", "DeleteDBCluster", named);
  expect(() => client.call("docdb", "DescribeDBClusters", named)).toThrow("not found");
});

it("every change of a collection is done, once or again, and begins in order", () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ put: fc.constantFrom("shop.orders", "shop.users") }) },
    { weight: 2, arbitrary: fc.record({ wait: fc.constantFrom(0.2, 1, 20) }) },
    fc.record({ isBroken: fc.boolean() }),
  );
  const steps = fc.array(step, { maxLength: 40, size: "max" });
  fc.assert(
    fc.property(fc.constantFrom(1, 3, 100), steps, (BatchSize, all) => {
      let isBroken = false;
      let last = 0;
      const done: number[] = [];
      const stack = deploy({ BatchSize }, (ids) => {
        for (const id of ids.map(Number)) {
          expect(id).toBeLessThanOrEqual(last + 1);
          last = Math.max(last, id);
        }
        if (isBroken) throw new Error("no");
        done.push(...ids.map(Number));
      });
      stack.map();
      let count = 0;
      for (const each of all as readonly { put?: string; wait?: number; isBroken?: boolean }[]) {
        if (each.put === "shop.orders") stack.put(`${(count += 1)}`);
        else if (each.put !== undefined) stack.put("x", each.put);
        if (each.wait !== undefined) stack.run(seconds(each.wait));
        isBroken = each.isBroken ?? isBroken;
      }
      isBroken = false;
      stack.run(hours(1));
      expect(done).toEqual(Array.from({ length: count }, (_, place) => place + 1));
    }),
    { numRuns: 40, seed: 20_261_129 },
  );
}, 120_000);
