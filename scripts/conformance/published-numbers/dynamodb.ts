import { hours, seconds, type Instant } from "@orrery/kernel";
import { capacityOf } from "../../../packages/aws/src/services/dynamodb/capacity/config.ts";
import { capacityReadings } from "../../../packages/aws/src/services/dynamodb/capacity/gauges.ts";
import { initialCapacity } from "../../../packages/aws/src/services/dynamodb/capacity/state.ts";
import { take, type Demand } from "../../../packages/aws/src/services/dynamodb/capacity/take.ts";
import {
  expressions,
  openTable,
  put,
} from "../../../packages/aws/src/services/dynamodb/test/driven-table.ts";
import { SimulatedAccount } from "../account.ts";
import { BotoClient } from "../boto-client.ts";
import { isList, memberOf, type Value, type ValueObject } from "../value.ts";

const account = { accountId: "123456789012", region: "us-east-1" };
const table = { TableName: "items" };
/** What a read unit reads, in bytes. */
const readUnit = 4_096;

/** A table with a partition key `p` and a sort key `s`. */
class TableStage {
  private readonly client = new BotoClient(new SimulatedAccount(account));

  constructor(units = 40_000) {
    this.client.call("dynamodb", "create_table", {
      ...table,
      AttributeDefinitions: ["p", "s"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: [
        { AttributeName: "p", KeyType: "HASH" },
        { AttributeName: "s", KeyType: "RANGE" },
      ],
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
    });
    this.advance(60);
  }

  call(operation: string, params: ValueObject): ValueObject {
    return this.client.call("dynamodb", operation, { ReturnConsumedCapacity: "TOTAL", ...params });
  }

  put(sort: string, bytes: number): number {
    return unitsIn(this.call("put_item", { ...table, Item: itemOf(sort, bytes) }).ConsumedCapacity);
  }

  advance(count: number): void {
    this.client.advance(seconds(count));
  }
}

const keyOf = (sort: string): ValueObject => ({ p: { S: "k" }, s: { S: sort } });

/** An item of so many bytes: names and values of its keys take five and a digit or more. */
function itemOf(sort: string, bytes: number): ValueObject {
  const rest = bytes - 3 - sort.length - 1;
  return { ...keyOf(sort), d: { S: "x".repeat(rest) } };
}

function unitsIn(consumed: Value): number {
  const all = isList(consumed) ? consumed : [consumed];
  return all.reduce((sum: number, each) => sum + Number(memberOf(each, "CapacityUnits")), 0);
}

const numbersIn = (value: Value): readonly number[] =>
  (isList(value) ? value : [value]).map(Number);

/** What requests take, as the answers of a table say it. */
export function capacityShown(input: ValueObject): ValueObject {
  const { op, itemBytes, consistency, readsPerSecond, writesPerSecond } = input;
  const ConsistentRead = consistency !== "eventual";
  const stage = new TableStage();
  const sizes = input.itemMissing === true ? [] : numbersIn(itemBytes);
  const read = (): number =>
    unitsIn(stage.call("get_item", { ...table, Key: keyOf("0"), ConsistentRead }).ConsumedCapacity);
  const readShown = (rcu: number): ValueObject => ({ rcu, roundedBytes: rcu * readUnit });
  switch (op) {
    case "read":
      sizes.forEach((bytes, place) => stage.put(`${place}`, bytes));
      return readShown(read());
    case "write":
      return { wcu: stage.put("0", sizes[0]!) };
    case "provision": {
      const wcu = stage.put("0", sizes[0]!) * Number(writesPerSecond ?? 0);
      return { wcu, rcu: read() * Number(readsPerSecond ?? 0) };
    }
    case "batchWrite": {
      const written = sizes.map((bytes, place) => ({
        PutRequest: { Item: itemOf(`${place}`, bytes) },
      }));
      const { ConsumedCapacity } = stage.call("batch_write_item", {
        RequestItems: { items: written },
      });
      return { wcu: unitsIn(ConsumedCapacity) };
    }
    case "batchGet": {
      sizes.forEach((bytes, place) => stage.put(`${place}`, bytes));
      const Keys = sizes.map((_, place) => keyOf(`${place}`));
      const { ConsumedCapacity } = stage.call("batch_get_item", {
        RequestItems: { items: { Keys, ConsistentRead } },
      });
      return readShown(unitsIn(ConsumedCapacity));
    }
    case "query":
      return queryShown(stage, input, ConsistentRead);
    case "conditionalWriteFailed":
      return { wcu: failedUnits(sizes[0]!) };
    default:
      return {};
  }
}

/** Asks for all items of a partition key, of a size each or together. */
function queryShown(stage: TableStage, input: ValueObject, ConsistentRead: boolean): ValueObject {
  const { items = 10, itemBytes, totalBytes } = input;
  const count = Number(items);
  const each = itemBytes === undefined ? Math.floor(Number(totalBytes) / count) : Number(itemBytes);
  const rest = itemBytes === undefined ? Number(totalBytes) - each * count : 0;
  for (let place = 0; place < count; place += 1) {
    // A partition takes 1,000 of them a second.
    if (place % 500 === 499) stage.advance(1);
    stage.put(`${place}`, each + (place === 0 ? rest : 0));
  }
  const { ConsumedCapacity } = stage.call("query", {
    ...table,
    KeyConditionExpression: "p = :p",
    ExpressionAttributeValues: { ":p": { S: "k" } },
    ConsistentRead,
  });
  const rcu = unitsIn(ConsumedCapacity);
  return { rcu, roundedBytes: rcu * readUnit, totalBytes: each * count + rest };
}

/** What a write takes whose condition does not hold, as the table counts it: its answer does not say. */
function failedUnits(bytes: number): number {
  const driven = openTable();
  const item = { id: { S: "k" }, d: { S: "x".repeat(bytes - 4) } };
  put(driven, item);
  const before = driven.meter("ConsumedWriteCapacityUnits").sum;
  const given = { ConditionExpression: "attribute_not_exists(id)" };
  put(driven, item, { condition: expressions("PutItem", given).condition });
  return driven.meter("ConsumedWriteCapacityUnits").sum - before;
}

/** A table's throughput, asked by hand. */
class Throughput {
  private readonly settings;
  private readonly capacity;
  private now = 0 as Instant;

  constructor(units: number, partitions = 1) {
    this.settings = capacityOf("PROVISIONED", [
      { name: null, read: units, write: units, warmWrite: partitions * 1_000 },
    ]);
    this.capacity = initialCapacity(this.settings, this.now);
  }

  wait(time: number): void {
    this.now = (this.now + time) as Instant;
  }

  /** Why a request of so many units is refused; `null`: it is not. */
  ask(kind: Demand["kind"], units: number, hash = 0): string | null {
    const demand = { place: -1, kind, units, hash };
    return take(this.capacity, [demand], this.settings, this.now)?.throttle.cause ?? null;
  }

  get partitions(): number {
    return capacityReadings(this.capacity, this.settings, this.now).Partitions;
  }
}

/** Uses up what a table has kept that was not asked for long. */
export function burstCapacityShown({ provisioned }: ValueObject): ValueObject {
  const units = Number(provisioned);
  const throughput = new Throughput(units);
  throughput.wait(hours(24));
  let taken = 0;
  for (let second = 0; ; second += 1) {
    let refused = throughput.ask("read", units);
    for (; refused === null; refused = throughput.ask("read", units)) taken += units;
    if (refused === "ProvisionedThroughputExceeded") {
      const maxBurstUnits = taken - second * units;
      return { maxBurstUnits, burstSeconds: maxBurstUnits / units };
    }
    throughput.wait(seconds(1));
  }
}

/** Asks one key of a table that has more for as much as it gives. */
export function partitionShown(): ValueObject {
  const most = (kind: Demand["kind"]): number => {
    const throughput = new Throughput(40_000);
    throughput.wait(seconds(10));
    let taken = 0;
    while (throughput.ask(kind, 1) === null) taken += 1;
    return taken;
  };
  return { maxRcuPerPartition: most("read"), maxWcuPerPartition: most("write") };
}

/** Asks partitions for different loads. */
export function adaptiveShown({ wcu, partitions, load }: ValueObject): ValueObject {
  const count = Number(partitions);
  const throughput = new Throughput(Number(wcu), count);
  const throttled = numbersIn(load).flatMap((writes, partition) =>
    Array.from({ length: writes }, () =>
      throughput.ask("write", 1, Math.floor((2 ** 32 / count) * partition)),
    ),
  );
  return {
    throttledWithAdaptive: throttled.some((cause) => cause !== null),
    perPartitionShare: Number(wcu) / throughput.partitions,
  };
}
