import { describe, expect, it } from "vitest";
import {
  describedExport,
  describedNamespace,
  withoutLong,
  type Describing,
} from "./late-description.ts";
import { lateValue, type ObjectDescription } from "./late-values.ts";

const alone: Describing = { world: {}, placeOf: () => undefined };

/** What stands for a value, and how often it was read. */
function waiting<T>(name: string, value: T): { readonly late: T; readonly reads: () => number } {
  let reads = 0;
  const read = () => {
    reads += 1;
    return value;
  };
  const late = lateValue(describedExport(name, value, alone), read) as T;
  return { late, reads: () => reads };
}

describe("what stands for a value", () => {
  it("has its members, in their order, without reading it", () => {
    const operations = { Put: { begin: () => "begun" }, Get: { begin: () => "got", kept: 3 } };
    const { late, reads } = waiting("operations", operations);
    const all = { ...late };
    expect([Object.keys(all), Object.keys(all.Get), all.Get.kept]).toEqual([
      ["Put", "Get"],
      ["begin", "kept"],
      3,
    ]);
    expect(reads()).toBe(0);
    expect(all.Get.begin()).toBe("got");
    expect(late).toEqual(operations);
  });

  it("is asked of another place for what is long and few ask for", () => {
    const metrics = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`M${at}`, "count"]));
    const kind = { noun: "queue", metrics, charges: () => [] };
    const apart: (() => unknown)[] = [];
    const asked: number[] = [];
    const description = withoutLong(describedExport("kind", kind, alone), (long) => {
      const place = apart.length;
      apart.push(() => {
        asked.push(place);
        return long;
      });
      return place;
    });
    const read = () => expect.unreachable("nothing is read");
    const late = lateValue(description, read, (place) => apart[place]!()) as typeof kind;
    expect([late.noun, asked]).toEqual(["queue", []]);
    expect(late.metrics).toEqual(metrics);
    expect([late.metrics, asked]).toEqual([metrics, [0]]);
  });

  it("knows what is not there", () => {
    const { late, reads } = waiting<{ entry?: object; noun: string }>("queueKind", {
      noun: "queue",
    });
    expect([late.entry, "entry" in late, late.noun]).toEqual([undefined, false, "queue"]);
    expect(reads()).toBe(0);
  });

  it("calls a function when it is called, and makes what it makes when that is looked into", () => {
    const { late, reads } = waiting("sum", (one: number, other: number) => one + other);
    expect(reads()).toBe(0);
    expect([late(1, 2), late(3, 4), reads()]).toEqual([3, 7, 1]);

    const made: object[] = [];
    const kind = waiting("queueKind", (world: object) => {
      made.push(world);
      return { noun: "queue", rules: [{ id: () => "a rule" }] };
    });
    made.length = 0;
    const world = { of: "a run" };
    const late2 = kind.late(world);
    expect([late2.noun, made]).toEqual(["queue", []]);
    expect([late2.rules[0]!.id(), late2.rules.length, made]).toEqual(["a rule", 1, [world]]);
  });

  it("reads a list and a table when somebody looks into them", () => {
    const list = waiting("rules", [{ id: "one" }, { id: "other" }]);
    expect(Array.isArray(list.late)).toBe(true);
    expect(list.reads()).toBe(0);
    expect(list.late.map(({ id }) => id)).toEqual(["one", "other"]);
    expect(list.late).toHaveLength(2);
    const table = waiting("limits", Object.fromEntries([...Array(99).keys()].map((n) => [n, n])));
    expect(table.reads()).toBe(0);
    expect([Object.keys(table.late).length, table.late[7], 98 in table.late]).toEqual([
      99,
      7,
      true,
    ]);
    expect(table.reads()).toBe(1);
  });

  it("describes a namespace when somebody looks into it, and reads it when one of its members is asked for", () => {
    const namespace = { Queue: class {}, fifo: { PER_QUEUE: "perQueue" } };
    const asked: string[] = [];
    const describe = () => {
      asked.push("what it has");
      return describedNamespace(namespace, alone) as ObjectDescription;
    };
    const read = () => {
      asked.push("what it is");
      return namespace;
    };
    const late = lateValue(describe, read) as typeof namespace;
    expect(asked).toEqual([]);
    expect([Object.keys(late), late.fifo, "Topic" in late]).toEqual([
      ["Queue", "fifo"],
      { PER_QUEUE: "perQueue" },
      false,
    ]);
    expect(asked).toEqual(["what it has"]);
    expect([late.Queue, late.Queue]).toEqual([namespace.Queue, namespace.Queue]);
    expect(asked).toEqual(["what it has", "what it is"]);
  });

  it("knows the type of each resource of a template, also where all of it is data", () => {
    const text =
      "It is left out of runs: whoever may do what is asked of nobody, so that nothing in them can be refused for want of it.";
    const templateTypes = [{ type: "AWS::SQS::QueuePolicy", leftOut: text, facts: { ref: "Id" } }];
    const { late, reads } = waiting("sqsService", { templateTypes, setUp: () => undefined });
    expect([late.templateTypes.map(({ type }) => type), reads()]).toEqual([
      ["AWS::SQS::QueuePolicy"],
      0,
    ]);
    expect([late.templateTypes[0]!.leftOut, reads()]).toEqual([text, 1]);
  });

  it("gives the kernel a machine by its kind", () => {
    const machine = { kind: "sqs.queue", transition: () => [], inputs: ["send"] };
    const { late, reads } = waiting<{
      machine: typeof machine & { load?: () => typeof machine };
    }>("queueKind", { machine });
    expect([late.machine.kind, reads()]).toEqual(["sqs.queue", 0]);
    expect(late.machine.load!()).toBe(machine);
    expect(late.machine.inputs).toBe(machine.inputs);
  });

  it("takes what another module exports from there", () => {
    const setUp = () => "set up";
    const service = { service: "sqs", setUp };
    const description = describedExport("sqsService", service, {
      world: {},
      placeOf: (value) => (value === setUp ? 0 : undefined),
    });
    const fail = () => expect.unreachable();
    const late = lateValue(description, fail, () => setUp) as typeof service;
    expect([late.service, late.setUp()]).toEqual(["sqs", "set up"]);
  });
});
