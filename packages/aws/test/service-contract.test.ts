import { expect, it } from "vitest";
import { allKinds, services } from "../src/index.ts";
import { contradictions } from "./service-contract.ts";

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
  const sqs = services.find(({ service }) => service === "sqs")!;
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
