import { time } from "@orrery/aws";
import { formatDuration, parseDuration, type Duration } from "@orrery/kernel";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => void folder.write("template.yaml", ordersTemplate));
afterAll(() => folder.remove());

const year = 365 * 86_400_000_000;

describe("durations as the command prints them", () => {
  it("are read as what they say", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: year }), (microseconds) => {
        for (const text of [time(microseconds), formatDuration(microseconds as Duration)]) {
          const read = parseDuration("", text);
          expect(Math.abs(read / microseconds - 1), text).toBeLessThan(0.01);
          expect(parseDuration("", text.replaceAll(" ", "")), text).toBe(read);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  const scenario = (duration: string, from: string) =>
    folder.write(
      "orders.yaml",
      `template: ./template.yaml
duration: ${duration}
workload: [{ to: OrdersQueue, from: ${from}, for: 1m 5s, arrivals: { steps: { steps: [{ at: 1s 500ms, rate: 2/s }] } } }]
functions: { Worker: { duration: { lognormal: { p50: 1s 20ms, p99: 1s500ms } } } }
faults: [{ at: 1m10s, for: 1 m 2 s, outage: Worker }]
expect: ["OrdersQueue.ApproximateAgeOfOldestMessage < 1h2m3s"]
`,
    );
  const spanOf = async (...args: string[]) => {
    const { out, err } = await orrery(["run", ...args, "--json"]);
    expect(err).toBe("");
    return (JSON.parse(out) as { readonly virtualSeconds: number }).virtualSeconds;
  };

  it("are read in every setting of a scenario, and in the options of the command", async () => {
    expect(await spanOf(scenario("4m10s", "1m5s"))).toBe(250);
    expect(await spanOf(scenario("4 m 10 s", "1 m 5 s"))).toBe(250);
    const path = scenario("10m", "1s");
    expect(await spanOf(path, "--duration", "2m5s")).toBe(125);
    expect(await spanOf(path, "--duration", "2 m 5 s")).toBe(125);
    expect(await spanOf(path, "--set", "duration=3m1s")).toBe(181);
  });
});
