import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { scenarioJsonSchema } from "./scenario-schema.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
  readonly required?: readonly string[];
}

const schema = scenarioJsonSchema() as Schema;

it("knows all settings, of which only the duration must be there", () => {
  expect(schema.required).toEqual(["duration"]);
  expect(schema.additionalProperties).toBe(false);
  expect(Object.keys(schema.properties!)).toEqual([
    ...["$schema", "template", "architecture", "parameters", "stackName", "asOf", "startsAt"],
    ...["duration", "seed", "region", "account", "scripts", "workload", "functions", "queues"],
    ...["latencies", "faults", "expect"],
  ]);
});

it("describes every setting at the top, so that editors can say what it is for", () => {
  const silent = Object.entries(schema.properties!).filter(
    ([name, { description }]) => name !== "$schema" && description === undefined,
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

it("offers the latencies that the model looks up, and no others", () => {
  const folder = fileURLToPath(new URL("../../../aws/src", import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`)
    .filter((file) => existsSync(file));
  const used = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/latencies\["([^"]+)"\]/g)].map(([, name]) => name!),
  );
  const offered = Object.keys(schema.properties!["latencies"]!.properties!);
  expect([...new Set(used)].sort()).toEqual([...offered].sort());
});
