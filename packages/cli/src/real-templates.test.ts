import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lintTemplate } from "@orrery/templates";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

/** Published templates beside the repository; they are not part of it. */
const templates = fileURLToPath(new URL("../../../../shared/templates", import.meta.url));
const names = existsSync(templates)
  ? readdirSync(templates, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
      .sort()
  : [];

const folder = new Folder();
afterAll(() => folder.remove());

interface Printed {
  readonly digest: string;
  readonly metrics: Readonly<
    Record<string, Readonly<Record<string, { readonly sum: number; readonly max: number }>>>
  >;
  readonly cost: { readonly total: number };
}

/** The queues, functions and tables of a template, by logical id. */
function partsOf(name: string) {
  const { operations } = lintTemplate(readFileSync(join(templates, name), "utf8"), name);
  const made = (operation: string) =>
    operations.filter((each) => each.operation === operation).map(({ logicalId }) => logicalId);
  return {
    queues: made("CreateQueue"),
    functions: made("CreateFunction"),
    tables: made("CreateTable"),
  };
}

const withQueues = names.filter((name) => partsOf(name).queues.length > 0);
const withTables = names.filter((name) => partsOf(name).tables.length > 0);

const absent = names.length === 0 ? " (skipped: no ../shared/templates)" : "";

describe.skipIf(names.length === 0)(`templates that people published${absent}`, () => {
  it("number 75, of which 12 have queues and 17 have tables", () => {
    expect([names.length, withQueues.length, withTables.length]).toEqual([75, 12, 17]);
  });

  it.each(names)("%s deploys as it is, and is linted", async (name) => {
    const path = join(templates, name);
    const text = `template: ${path}\nduration: 1s\n`;
    expect(await orrery(["run", folder.write("deployed.yaml", text)])).toMatchObject({
      status: 0,
      err: "",
      out: expect.stringMatching(/^1 s from /m),
    });
    expect(await orrery(["lint", path])).toMatchObject({ status: 0, err: "" });
  });

  it.each(withTables)("%s takes items into its tables, and has each of them", async (name) => {
    const { tables } = partsOf(name);
    const to = (id: string) => `  - { to: ${id}, arrivals: { poisson: { rate: 5/s } }, for: 1m }`;
    const text = [
      `template: ${join(templates, name)}`,
      "duration: 2m",
      "workload:",
      ...tables.map(to),
    ].join("\n");
    const { status, out } = await orrery(["run", folder.write("filled.yaml", text), "--json"]);
    expect(status).toBe(0);

    const { metrics, cost } = JSON.parse(out) as Printed;
    const offers = Object.entries(metrics).filter(([resource]) => resource.startsWith("workload "));
    for (const [resource, { Offered, Accepted, GivenUp }] of offers) {
      expect(Accepted!.sum + (GivenUp?.sum ?? 0), resource).toBe(Offered!.sum);
    }
    const accepted = offers.reduce((sum, [, { Accepted }]) => sum + Accepted!.sum, 0);
    const kept = tables.reduce((sum, id) => sum + metrics[id]!["Items"]!.max, 0);
    expect(kept).toBe(accepted);
    expect(cost.total).toBeGreaterThan(0);
  });

  it.each(withQueues)("%s takes messages and calls, and accounts for each", async (name) => {
    const { queues, functions } = partsOf(name);
    const to = (id: string) => `  - { to: ${id}, arrivals: { poisson: { rate: 5/s } }, for: 1m }`;
    const failing = functions.map((id) => `  ${id}: { duration: 50ms, failures: 5% }`);
    const text = [
      `template: ${join(templates, name)}`,
      "duration: 2m",
      "workload:",
      ...[...queues, ...functions].map(to),
      ...(failing.length === 0 ? [] : ["functions:", ...failing]),
    ].join("\n");
    const scenario = folder.write("loaded.yaml", text);
    const { status, out } = await orrery(["run", scenario, "--json"]);
    expect(status).toBe(0);

    const { metrics, cost, digest } = JSON.parse(out) as Printed;
    const offers = Object.entries(metrics).filter(([resource]) => resource.startsWith("workload "));
    expect(offers.length).toBe(queues.length + functions.length);
    for (const [resource, { Offered, Accepted, Failed, Refused }] of offers) {
      expect(Offered!.sum, resource).toBeGreaterThan(200);
      expect(Accepted!.sum + Failed!.sum, resource).toBe(Offered!.sum);
      expect(Refused!.sum, resource).toBe(0);
    }
    for (const queue of queues) {
      const { NumberOfMessagesSent: sent, NumberOfMessagesDeleted: deleted } = metrics[queue]!;
      const { MessagesMovedToDeadLetterQueue: moved, MessagesExpired: expired } = metrics[queue]!;
      const gone = deleted!.sum + moved!.sum + expired!.sum;
      expect(sent!.sum, queue).toBeGreaterThan(200);
      expect(gone, queue).toBeLessThanOrEqual(sent!.sum);
    }
    expect(cost.total).toBeGreaterThan(0);
    const again = await orrery(["run", scenario, "--json"]);
    expect((JSON.parse(again.out) as Printed).digest).toBe(digest);

    const summary = await orrery(["run", scenario]);
    expect(summary.out).not.toMatch(/undefined|NaN|Infinity|\[object/);
    expect(
      summary.out.split("\n").filter((line) => line.length > 80 && !line.startsWith("/")),
    ).toEqual([]);
  });
});
