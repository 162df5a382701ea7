import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

/** How often operations are looked at while a scenario that names each of `count` queues is read. */
function looksAt(count: number): number {
  let looks = 0;
  const operations = Array.from({ length: count }, (_, number) => ({
    logicalId: `Q${number}`,
    service: "sqs",
    get operation() {
      looks += 1;
      return "CreateQueue";
    },
    params: { QueueName: `q${number}` },
  }));
  const workload = operations.map(({ logicalId }) => ({
    to: logicalId,
    arrivals: { constant: { rate: "1/s" } },
  }));
  const document = scenarioDocumentOf({ duration: "1s", workload }, "s.ts");
  readScenario(
    document,
    { open: () => ({ path: "", text: "" }) },
    { architecture: { operations } },
  );
  return looks;
}

it("a scenario that names every resource looks at each a few times, however many there are", () => {
  expect(looksAt(2_000)).toBe(10 * looksAt(200));
});

it("what a module has as sections must be that", () => {
  const document = scenarioDocumentOf({ duration: "1s" }, "s.ts");
  const sources = { open: () => ({ path: "", text: "" }) };
  const read = (sections: unknown) => () =>
    readScenario(document, sources, {
      architecture: { operations: [], sections: sections as never },
    });
  expect(read(null)).toThrow("s.ts: architecture: expected sections by name, received nothing");
  expect(read({ functions: 3 })).toThrow(/^s\.ts: functions: expected .*, received 3$/);
  expect(read({ functions: { Worker: { duration: "1s" } } })).toThrow(/received "Worker"/);
  expect(read({})).not.toThrow();
});
