import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

interface Shape {
  readonly queue?: string;
  readonly worker?: string;
  readonly source?: string;
  readonly scenario: string;
}

/** The part of the summary on dead letters, in one line, and the row of Jobs in the table of queues. */
async function summaryOf({
  queue = "VisibilityTimeout: 20",
  worker,
  source = "BatchSize: 1",
  scenario,
}: Shape) {
  folder.write(
    "template.yaml",
    `Transform: AWS::Serverless-2016-10-31
Resources:
  Dead: { Type: AWS::SQS::Queue }
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { ${queue}, RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1 } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.12
      Handler: h.run
      CodeUri: code/
      Timeout: 15
${worker === undefined ? "" : `      ${worker}`}
      Events: { In: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn, ${source} } } }
`,
  );
  const path = folder.write(
    "s.yaml",
    `template: template.yaml\nasOf: 2023-01-20\nduration: 10m\n${scenario}`,
  );
  const { out } = await orrery(["run", path], 150);
  const from = out.indexOf("\n\ndead letters, and why\n");
  const part = from < 0 ? "" : out.slice(from + 2, out.indexOf("\n\n", from + 2));
  const row = /\nJobs +(\d[^\n]*)/.exec(out.slice(out.indexOf("\n\nqueue ")))?.[1] ?? "";
  const head = /\n\nqueue [^\n]*/.exec(out)?.[0] ?? "";
  return { text: part.replaceAll(/\s+/g, " "), row: row.split(/ {2,}/), head, out };
}

const burst = "workload: [{ to: Jobs, arrivals: { constant: { rate: 1/s } }, for: 25s }]\n";

describe("dead letters, and why", () => {
  it("tells invocations from receives, names the limit behind throttles, and adds up", async () => {
    const { text, row, head } = await summaryOf({
      worker: "ReservedConcurrentExecutions: 2",
      scenario: `${burst.replace("25s", "8s")}functions: { Worker: { duration: 10s } }`,
    });
    expect(head).toMatch(/queue +sent +deleted +deletions too late +dead letters +left/);
    const [sent, deleted, late, dead, left] = row.map(Number);
    expect([sent, left]).toEqual([8, 0]);
    expect(deleted! + dead!).toBe(8);
    expect(late).toBeGreaterThan(0);
    expect(text).toContain(`Jobs → Dead: ${dead} messages`);
    expect(text).toContain(`${late} of them had been processed: the consumer was done`);
    expect(text).toContain(
      `${deleted! + late!} deletions removed ${deleted} messages: the other ${late} came when`,
    );
    const [, refused, processed] =
      /Worker: of 8 receives (\d+) refused until visible again \(\d+ throttles by its reserved concurrency of 2\), (\d+) processed too late: /
        .exec(text)!
        .map(Number);
    expect(refused! + processed!).toBe(dead);
    expect(processed).toBe(late);
    expect(text).toMatch(
      /up to 1\d(\.\d)? s from receive to start \(throttles, a cold start of up to [\d.]+ ms\) and up to 10 s in Worker, against a visibility timeout of 20 s/,
    );
  });

  it("knows the messages that a function processed, but not in time", async () => {
    // A cold start of 6 s and 10 s of work are more than 15 s.
    const { text } = await summaryOf({
      queue: "VisibilityTimeout: 15",
      scenario: `${burst}functions: { Worker: { duration: 10s, coldStart: 6s } }`,
    });
    expect(text).toMatch(/of them had been processed: the consumer was done/);
    expect(text).toMatch(
      /Worker: of 25 receives \d+ processed too late: up to 6\.\d+ s from receive to start \(a cold start of up to 6 s\) and up to 10 s in Worker, against a visibility timeout of 15 s/,
    );
    expect(text).not.toContain("no failure");
  });

  it("says how many receives failed, in how many invocations", async () => {
    const { text } = await summaryOf({
      source: "BatchSize: 10, MaximumBatchingWindowInSeconds: 5",
      queue: "VisibilityTimeout: 95",
      scenario: `${burst}functions: { Worker: { duration: 1s, failures: 100% } }`,
    });
    const [, receives, failed, invocations] =
      /Worker: of (\d+) receives (\d+) failed \((\d+) invocations, 100%, ended with an error\); 100% of invocations fail in the scenario$/
        .exec(text)!
        .map(Number);
    expect([receives, failed]).toEqual([25, 25]);
    expect(invocations).toBeLessThan(25);
  });

  it("names three of many faults, and how many more there are", async () => {
    const faults = Array.from(
      { length: 9 },
      (_, nth) => `  - { at: ${nth}s, for: 1m, outage: Worker }`,
    );
    const { text } = await summaryOf({
      scenario: `${burst}faults:\n${faults.join("\n")}\n`,
    });
    expect(text).toMatch(
      /refused until visible again; outage 1 of Worker .*; outage 3 of Worker from 2 s to 62 s; 6 more faults$/,
    );
  });
});
