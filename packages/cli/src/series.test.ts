import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
  folder.write(
    "orders.scenario.yaml",
    `template: ./template.yaml
duration: 3m30s
workload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 2/s } } }]
functions: { Worker: { duration: 20ms, failures: 20% } }
`,
  );
});
afterAll(() => folder.remove());

const run = (...args: string[]) => orrery(["run", folder.of("orders.scenario.yaml"), ...args]);
const written = (name: string) => readFileSync(folder.of(name), "utf8");

type Values = readonly (number | null)[];
interface Series {
  readonly seconds: readonly number[];
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}
interface Printed {
  readonly digest: string;
  readonly series: Series;
  readonly metrics: Readonly<
    Record<string, Readonly<Record<string, { count: number; sum: number; max: number }>>>
  >;
}

const jsonOf = async (...args: string[]) =>
  JSON.parse((await run("--json", ...args)).out) as Printed;
const total = (values: Values) => values.reduce<number>((sum, value) => sum + value!, 0);

describe("series", () => {
  it("has every gauge and count, and the counts of all minutes come to those of the run", async () => {
    const { series, metrics } = await jsonOf();
    expect(series.seconds).toEqual([60, 120, 180, 210]);
    expect(Object.keys(series.metrics)).toEqual(Object.keys(metrics));
    const kinds = { counts: 0, gauges: 0 };
    for (const [resource, ofResource] of Object.entries(series.metrics)) {
      for (const [metric, values] of Object.entries(ofResource)) {
        const { sum, max, count } = metrics[resource]![metric]!;
        expect(values.length, metric).toBe(4);
        // A gauge is read at three whole minutes; what counts is counted each time.
        if (count === 3 && Math.max(...(values as number[]).slice(0, 3)) === max) {
          kinds.gauges += 1;
        } else {
          kinds.counts += 1;
          expect(total(values), `${resource}.${metric}`).toBe(sum);
        }
      }
    }
    expect(kinds.counts).toBeGreaterThan(20);
    expect(kinds.gauges).toBeGreaterThan(8);
    const sent = series.metrics["OrdersQueue"]!["NumberOfMessagesSent"]!;
    expect(new Set(sent).size).toBeGreaterThan(2);
  });

  it("is written as CSV and as JSON, the same numbers in both, and changes nothing in the run", async () => {
    const { series, digest } = await jsonOf("--series", folder.of("series.csv"));
    await run("--series", folder.of("series.json"));
    expect(JSON.parse(written("series.json"))).toEqual(series);
    const { data, errors, meta } = Papa.parse<Record<string, number>>(written("series.csv"), {
      header: true,
      dynamicTyping: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data.map((row) => row["seconds"])).toEqual(series.seconds);
    const named = Object.entries(series.metrics).flatMap(([resource, ofResource]) =>
      Object.entries(ofResource).map(
        ([metric, values]) => [`${resource}.${metric}`, values] as const,
      ),
    );
    expect(meta.fields).toEqual(["seconds", ...named.map(([name]) => name)]);
    for (const [name, values] of named)
      expect(
        data.map((row) => row[name]),
        name,
      ).toEqual(values);
    expect((await jsonOf()).digest).toBe(digest);
    const plain = await run();
    expect(plain.out).toContain(`digest ${digest}`);
  });

  it("joins minutes where --json would print more than a day of them; the file has them all", async () => {
    const rare = ["--set", "workload.0.arrivals={ poisson: { rate: 5/h } }", "--duration", "30h"];
    const { series, metrics } = await jsonOf(...rare, "--series", folder.of("long.csv"));
    expect(series.seconds.length).toBe(900);
    expect(series.seconds.slice(0, 2)).toEqual([120, 240]);
    const offered = series.metrics["workload to OrdersQueue"]!["Offered"]!;
    expect(total(offered)).toBe(metrics["workload to OrdersQueue"]!["Offered"]!.sum);
    expect(written("long.csv").trimEnd().split("\n").length).toBe(1 + 30 * 60);
  });

  it.each([
    [
      "series.txt",
      /^--series: expected a file that ends in \.csv or \.json, received ".*series\.txt"\n$/,
    ],
    [
      "none/series.csv",
      /none\/series\.csv: expected a file that can be written, received no such file\n$/,
    ],
  ])("is refused as %s before anything is run", async (name, line) => {
    const { status, out, err } = await run("--series", folder.of(name));
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(line);
  });
});
