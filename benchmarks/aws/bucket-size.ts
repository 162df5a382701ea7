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
import { usualTraits } from "../../packages/aws/src/services/s3/content/object-traits.ts";
import type { PutObject, ReadObject } from "../../packages/aws/src/services/s3/protocol.ts";
import { printOutcome, secondsOf } from "../outcome.ts";

const bucket = "s3.bucket:orders";
const never = (Number.MAX_SAFE_INTEGER - 1) as Instant;
const trail = { from: 1, number: 1, at: 0, lineage: null } as unknown as PutObject["trail"];

const keyOf = (number: number): string => `orders/${number}.json`;
const putOf = (number: number): PutObject => ({
  type: "putObject",
  key: keyOf(number),
  size: 1_000,
  content: null,
  contentOf: 0,
  traits: usualTraits,
  by: "Put",
  condition: null,
  trail,
});
const getOf = (number: number): ReadObject => ({
  type: "readObject",
  key: keyOf(number),
  version: "newest",
  use: "get",
  condition: null,
  range: null,
  part: null,
});

interface Caller {
  readonly loaded: number;
  readonly done: number;
  readonly found: number;
  readonly drawn: number;
}

/** Puts objects into a bucket, and then reads and writes them by turns, each once the last was answered. */
const callerMachine: Machine<
  { readonly objects: number },
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
  transition(caller, input, { settings: { objects } }) {
    if (caller.done > 0 && input.type === "replied" && "version" in input.body) caller.found += 1;
    let next: Tagged;
    if (caller.loaded < objects) {
      next = putOf(caller.loaded);
      caller.loaded += 1;
    } else {
      caller.done += 1;
      caller.drawn = (Math.imul(caller.drawn, 1_664_525) + 1_013_904_223) >>> 0;
      const number = Math.floor((caller.drawn / 2 ** 32) * objects);
      next = caller.done % 2 === 0 ? getOf(number) : putOf(number);
    }
    return [{ type: "send", port: 0, to: 0, input: next, tag: 0, deadline: never }];
  },
  fingerprint: () => 0,
};

/** A bucket as soon as it has its objects, and who reads and writes them. */
function loadedBucket(objects: number): { simulation: Simulation; caller: () => Caller } {
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
  const params = { Bucket: "orders" };
  simulation.tell("aws.control", {
    ...{ type: "call", service: "s3", operation: "CreateBucket" },
    params,
  });
  simulation.run({ events: 10 });
  simulation.apply({
    do: "create",
    name: "caller",
    kind: "caller",
    settings: { objects },
    connections: [{ port: "target", to: 0, target: bucket }],
  });
  simulation.tell("caller", { type: "start" });
  const caller = () => simulation.stateOf("caller") as Caller;
  while (caller().done === 0) simulation.run({ events: 1_000 });
  return { simulation, caller };
}

if (import.meta.main) {
  const [objects, operations] = process.argv.slice(2).map(Number);
  const { simulation, caller } = loadedBucket(objects!);
  const held = simulation.gaugesOf(bucket)["NumberOfObjects"];
  if (held !== objects) throw new Error(`of ${objects} objects there are ${held}`);
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
