import { expect, it } from "vitest";
import { allKinds, services } from "../src/index.ts";
import type { Journeys } from "./journey.ts";
import { withIdleInput } from "./planted-defects.ts";
import { contradictions, lawBrokenBy, withKinds, wrongEvents } from "./service-contract.ts";

const sqs = services.find(({ service }) => service === "sqs")!;

/** What stands twice in a list. */
const twice = (names: readonly string[]) =>
  names.filter((name, place) => names.indexOf(name) !== place);

// Run files know an extra by its name alone, and scenario files a section.
it("no two kinds have an extra or a section of the same name", () => {
  const extras = [...allKinds.values()].flatMap((kind) => Object.entries(kind.extras ?? {}));
  expect(extras.length).toBeGreaterThan(3);
  expect(twice(extras.map(([name]) => name))).toEqual([]);
  expect(twice(extras.map(([, { section }]) => section.name))).toEqual([]);
});

it("a service that breaks the contract is found out", () => {
  const rule = { id: "a.b.c", status: "assumed", source: "", date: "2026-11", text: "" } as const;
  expect(contradictions({ ...sqs, rules: [{ ...rule, operations: ["Fly"] }, rule] })).toEqual([
    "the rule a.b.c is there twice",
    "a.b.c speaks of Fly, which is no operation",
  ]);
  const kinds: typeof sqs.kinds = (world) =>
    sqs.kinds(world).map((kind) => ({
      ...kind,
      noun: "",
      metrics: Object.fromEntries(
        Object.entries(kind.metrics).filter(([name]) => name !== "SentMessageSize"),
      ),
      strikes: { melt: () => ({ type: "melt" }) },
    }));
  expect(contradictions({ ...sqs, kinds })).toEqual([
    "sqs.queue has no noun",
    "nobody says what SentMessageSize of sqs.queue means",
    "sqs.queue does not take its strike melt",
  ]);
  const templateTypes = sqs.templateTypes.map((type) =>
    "properties" in type
      ? { ...type, facts: { ...type.facts, properties: [...type.facts.properties.slice(1), "Z"] } }
      : type,
  );
  expect(contradictions({ ...sqs, templateTypes })).toHaveLength(2);
  expect(contradictions({ ...sqs, service: "zeppelin" })).toContain(
    "sqs.queue is no kind of zeppelin",
  );
});

const oneQueue: Journeys = {
  made: [["sqs", "CreateQueue", { QueueName: "orders" }]],
  asked: [() => ["sqs", "GetQueueAttributes", { QueueUrl: "orders", AttributeNames: ["All"] }]],
};

it("journeys that leave something out are found out, and such as make nothing", () => {
  expect(lawBrokenBy(sqs, oneQueue)).toMatch(
    /leave out the input sendMessageBatch of sqs\.queue, /,
  );
  const planted = withKinds(sqs, withIdleInput);
  expect(lawBrokenBy(planted, oneQueue)).toMatch(/the input planted of sqs\.queue/);
  const call = ["sqs", "CreateQueue", { QueueName: "?" }] as const;
  expect(lawBrokenBy(sqs, { made: [call], asked: [] })).toMatch(/CreateQueue makes nothing/);
});

it("a machine that throws is found out, and an operation that is not modeled", () => {
  const planted = withKinds(sqs, ({ machine, ...kind }) => ({
    ...kind,
    machine: {
      ...machine,
      transition() {
        throw new Error("a planted error");
      },
    },
  }));
  expect(lawBrokenBy(planted, oneQueue)).toBe("a planted error");
  const fly = { ...oneQueue, courses: [[() => ["zeppelin", "Fly", {}] as const]] };
  expect(lawBrokenBy(sqs, fly)).toMatch(/Fly is not answered by AWS/);
});

it("events that are not made of their facts are found out", () => {
  const events = { fixed: () => ({ body: "a body" }), strange: () => ({ at: NaN }) };
  expect(wrongEvents({ ...sqs, events })).toContain("fixed does not show zeppelins");
  expect(wrongEvents({ ...sqs, events })).toContain("strange is not what JSON keeps of it");
});
