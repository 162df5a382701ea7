import { machinesOf, simulate } from "@orrery/aws";
import {
  declare,
  Simulation,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type Tagged,
} from "@orrery/kernel";
import { partitionHash } from "../../packages/aws/src/services/dynamodb/store/partition-hash.ts";
import { sizeOfItem } from "../../packages/aws/src/services/dynamodb/value/item-size.ts";
import { printOutcome, secondsOf } from "../outcome.ts";

const table = "dynamodb.table:orders";
const never = (Number.MAX_SAFE_INTEGER - 1) as Instant;
const trail = { from: 1, number: 1, at: 0, lineage: null };
const order = { N: "17" };

const keyOf = (number: number) => {
  const key = `order-${number}`;
  return { hash: partitionHash(key), key, sort: "", tie: "" };
};

function writeOf(number: number) {
  const key = keyOf(number);
  const item = { order, id: { S: key.key } };
  return { key, action: { do: "put", item, size: sizeOfItem(item) } };
}

const condition = { condition: null, returns: "NONE", showsOnFailure: false };
const putOf = (number: number) => ({ type: "writeItem", ...writeOf(number), ...condition, trail });
const getOf = (number: number) => ({
  type: "getItem",
  key: keyOf(number),
  consistency: "strong",
  projection: null,
});

/** So many in one request. */
const together = 25;

/** The items from a number on. */
function loadOf(first: number, items: number) {
  const count = Math.min(together, items - first);
  const writes = Array.from({ length: count }, (_, place) => writeOf(first + place));
  return { type: "batchWrite", writes, trail };
}

interface Caller {
  readonly loaded: number;
  readonly done: number;
  readonly found: number;
  readonly drawn: number;
}

/** Whether an item was written, or read. */
function hasFound({ body }: Replied<Tagged>): boolean {
  return body.type === "itemWritten" || ("item" in body && body.item !== null);
}

/** Puts items into a table, and then reads and writes them by turns, each once the last was answered. */
const callerMachine: Machine<
  { readonly items: number },
  Caller,
  { readonly type: "start" } | Replied<Tagged>,
  Send<Tagged>
> = {
  kind: "caller",
  stateVersion: 1,
  inputs: declare("start", "replied"),
  timers: declare(),
  ports: declare("target"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ loaded: 0, done: 0, found: 0, drawn: 1 }),
  transition(caller, input, { settings: { items } }) {
    if (input.type === "replied" && hasFound(input)) caller.found += 1;
    let next: Tagged;
    if (caller.loaded < items) {
      next = loadOf(caller.loaded, items);
      caller.loaded = Math.min(items, caller.loaded + together);
    } else {
      caller.done += 1;
      caller.drawn = (Math.imul(caller.drawn, 1_664_525) + 1_013_904_223) >>> 0;
      const number = Math.floor((caller.drawn / 2 ** 32) * items);
      next = caller.done % 2 === 0 ? getOf(number) : putOf(number);
    }
    return [{ type: "send", port: 0, to: 0, input: next, tag: 0, deadline: never }];
  },
  fingerprint: () => 0,
};

/** A table as soon as it has its items, and who reads and writes them. */
function loadedTable(items: number): { simulation: Simulation; caller: () => Caller } {
  const simulation = new Simulation({
    seed: 1,
    machines: [...machinesOf(), callerMachine],
    privileged: ["aws.control"],
    instantLimit: Infinity,
  });
  const settings = simulate().settingsOf("aws.control");
  const made = { do: "create", connections: [] } as const;
  simulation.apply({ ...made, name: "aws.control", kind: "aws.control", settings });
  simulation.tell("aws.control", { type: "setUp" });
  const create = {
    type: "call",
    service: "dynamodb",
    operation: "CreateTable",
    params: {
      TableName: "orders",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      // More than batches one after the other take.
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 40_000 },
    },
  };
  simulation.tell("aws.control", create);
  simulation.run({ events: 10 });
  simulation.apply({
    do: "create",
    name: "caller",
    kind: "caller",
    settings: { items },
    connections: [{ port: "target", to: 0, target: table }],
  });
  simulation.tell("caller", { type: "start" });
  const caller = () => simulation.stateOf("caller") as Caller;
  while (caller().done === 0) simulation.run({ events: 1_000 });
  return { simulation, caller };
}

if (import.meta.main) {
  const [items, operations] = process.argv.slice(2).map(Number);
  const { simulation, caller } = loadedTable(items!);
  const held = simulation.gaugesOf(table)["Items"];
  if (held !== items) throw new Error(`of ${items} items there are ${held}`);
  const go = (count: number) => {
    const before = caller().done;
    while (caller().done < before + count) simulation.run({ events: 1_000 });
    return caller().done - before;
  };
  go(Math.min(100_000, operations!));
  let done = 0;
  const seconds = secondsOf(() => (done = go(operations!)));
  const { done: all, found } = caller();
  if (all - found > 1) throw new Error(`of ${all} operations, ${all - found} found nothing`);
  printOutcome({ value: done / seconds / 1e6, work: operations!, count: done, events: 2 * done });
}
