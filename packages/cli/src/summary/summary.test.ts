import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../../test/captured.ts";
import { main } from "../command.ts";

const folder = new Folder();
afterAll(() => folder.remove());
folder.write("template.yaml", ordersTemplate);
const scenario = folder.write(
  "s.yaml",
  `template: ./template.yaml
duration: 10m
workload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 20/s } } }]
functions:
  Worker: { duration: { lognormal: { p50: 80ms, p99: 900ms } }, poison: 1% }
faults:
  - { at: 2m, for: 2m, refuse: Worker, with: ThrottlingException, share: 50% }
expect:
  - { metric: OrdersQueue.ApproximateAgeOfOldestMessage, max: 5m }
  - { metric: OrdersDlq.ApproximateNumberOfMessagesVisible, max: 0 }
  - { metric: WorkerOrders.MessageLatency, statistic: p99, max: 3m }
`,
);

describe.each([80, 120])("a summary at %d columns", (columns) => {
  it("has no line that is longer, and no colors", async () => {
    const { out } = await orrery(["run", scenario], columns);
    expect(out.split("\n").filter((line) => line.length > columns)).toEqual([]);
    expect(out).not.toContain("\u001b");
    expect(out).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
});

describe("a summary", () => {
  it("says what was offered, what came out and what that costs, in this order", async () => {
    const { out } = await orrery(["run", scenario]);
    const parts = [
      /^\S+s\.yaml\n10 m from 2026-01-01 00:00 UTC in us-east-1, by AWS's rules of 2026-11-01\n[\d,]+ events in /,
      /\n\nworkload to +offered +mean rate +accepted +refused.*\nOrdersQueue +1[12],\d{3} +[\d.]+\/s +/,
      /\n\nlatency +p50 +p90 +p99 +p99\.9 +max\nOrdersQueue, end to end +\S/,
      /\nOrdersQueue, waiting +/,
      /\nWorker, invocation +\d/,
      /\nWorker, cold start +\d/,
      /\nOrdersQueue, answer to caller +\d/,
      /\n\nqueue +sent +deleted +dead letters +left +most waiting +oldest\n/,
      /\n\nreading +messages read +in vain +mean batch +most pollers\nOrdersQueue → Worker +/,
      /\n\nfunction +invocations +errors +throttles +cold starts +most at once\nWorker +/,
      /\n\nover time, 0 to 10 m +most\n/,
      /\nOrdersQueue waiting +[▁▂▃▄▅▆▇█]+ {2}[\d,]+ at \d+ m\n/,
      /\n\ndead letters, and why\nOrdersQueue → OrdersDlq: \d+ messages \(0?\.?\d+.*% of those sent\) after 3 receives\s+each\n {2}Worker: /,
      /1% are\s+poison\s+in\s+the\s+scenario;\s+refusal\s+1\s+of\s+Worker\s+from\s+2 m to 4 m\n/,
      /\n\ncost +quantity +this run +an hour +a month\n/,
      /\nnot in the total\n {2}[A-Za-z, ]+: data transfer out of the Region\n/,
      /\n {2}OrdersBucket: whatever AWS charges for AWS::EFS::FileSystem\n/,
      /\n! A month is 730 hours like this run\. It has faults in it \(refusal 1\),/,
      /\n\nexpectations\n✓ OrdersQueue\.ApproximateAgeOfOldestMessage: /,
      /\n✗ OrdersDlq\.ApproximateNumberOfMessagesVisible: \d+, expected at most 0\n/,
      /\n✓ WorkerOrders\.MessageLatency p99: .*, expected at most 3 m\n/,
      /\n\nwarnings\n! /,
      /\n! OrdersBucket: EFS is not modeled yet: calls/,
      /\n\ndigest [0-9a-f]{16}, seed 1\nrests on \d+ documented, /,
    ];
    let place = 0;
    for (const part of parts) {
      const found = out.slice(place).search(part);
      expect(found, `${part} in\n${out.slice(place)}`).toBeGreaterThanOrEqual(0);
      place += found;
    }
  });

  it("keeps the account of each queue: what was sent is deleted, given up or left", async () => {
    const { out } = await orrery(["run", scenario], 120);
    const cells = /\nOrdersQueue +([\d,]+) +([\d,]+) +([\d,]+) +([\d,]+) +[\d,]+ +\d/.exec(
      out.slice(out.indexOf("\n\nqueue ")),
    )!;
    const [sent, deleted, gaveUp, left] = cells
      .slice(1)
      .map((cell) => Number(cell.replace(",", "")));
    expect(deleted! + gaveUp! + left!).toBe(sent);
  });

  it("scales the cost by the hour and by the month", async () => {
    const { out } = await orrery(["run", scenario]);
    const [, run, hour, month] = /\ntotal +\$([\d.]+) +\$([\d.]+) +\$([\d.,]+)\n/
      .exec(out)!
      .map((cell) => Number(cell.replace(",", "")));
    expect(hour! / run!).toBeCloseTo(6, 0);
    expect(month! / hour!).toBeGreaterThan(700);
    expect(month! / hour!).toBeLessThan(760);
  });

  it("of a run in which nothing happens is short", async () => {
    const { status, out } = await orrery([
      "run",
      folder.write("n.yaml", "template: template.yaml\nduration: 1s\n"),
    ]);
    expect(status).toBe(0);
    expect(out).toMatch(/\nfunction +invocations/);
    expect(out).not.toMatch(
      /undefined|NaN|Infinity|over time|dead letters, and|\nworkload to|expectations/,
    );
  });

  it("is colored where the terminal shows colors", async () => {
    let out = "";
    const terminal = { print: (text: string) => void (out += text), warn: () => {}, columns: 80 };
    await main(["run", scenario], { ...terminal, colors: true, showsProgress: false });
    expect(out).toContain("\u001b[32m✓ ");
    expect(out).toContain("\u001b[31m✗ ");
  });
});
