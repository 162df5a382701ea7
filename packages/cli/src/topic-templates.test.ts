import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
  readonly metrics: Readonly<Record<string, Readonly<Record<string, { readonly sum: number }>>>>;
  readonly parts: readonly {
    readonly resource: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly warnings: readonly string[];
  readonly cost: { readonly total: number };
}

/** The functions and topics of a template, by logical id. */
function partsOf(name: string) {
  const { operations } = lintTemplate(readFileSync(join(templates, name), "utf8"), name);
  const made = (operation: string) =>
    operations.filter((each) => each.operation === operation).map(({ logicalId }) => logicalId);
  return { functions: made("CreateFunction"), topics: made("CreateTopic") };
}

const withTopics = names.filter((name) => partsOf(name).topics.length > 0);

const absent = names.length === 0 ? " (skipped: no ../shared/templates)" : "";

describe.skipIf(names.length === 0)(`templates with topics that people published${absent}`, () => {
  it("number 10", () => {
    expect(withTopics).toHaveLength(10);
  });

  it.each(withTopics)("%s takes messages at its topics, and accounts for each", async (name) => {
    const { functions, topics } = partsOf(name);
    const text = [
      `template: ${join(templates, name)}`,
      "duration: 2m",
      "workload:",
      ...topics.map((id) => `  - { to: ${id}, arrivals: { poisson: { rate: 5/s } }, for: 1m }`),
      ...(functions.length === 0 ? [] : ["functions:"]),
      ...functions.map((id) => `  ${id}: { duration: 50ms, failures: 5% }`),
    ].join("\n");
    const scenario = folder.write("published.yaml", text);
    const { status, out } = await orrery(["run", scenario, "--json"]);
    expect(status).toBe(0);
    const { metrics, parts, warnings, cost } = JSON.parse(out) as Printed;
    for (const topic of topics) {
      const { NumberOfMessagesPublished: published } = metrics[topic]!;
      expect(published!.sum, topic).toBeGreaterThan(200);
      const subscriptions = parts.filter(({ resource }) => resource === topic);
      for (const { counts } of subscriptions) {
        const { delivered, filteredOut, deadLetters, lost } = counts;
        expect(delivered! + filteredOut! + deadLetters! + lost!, topic).toBe(published!.sum);
      }
      // What nobody gets is said.
      const unheard = warnings.filter((said) => said.startsWith(`Nobody subscribes to ${topic}:`));
      expect(unheard, topic).toHaveLength(subscriptions.length === 0 ? 1 : 0);
    }
    expect(cost.total).toBeGreaterThan(0);
    const summary = await orrery(["run", scenario]);
    expect(summary.out).toMatch(/\ntopic +published +delivered/);
    expect(summary.out).not.toMatch(/undefined|NaN|Infinity|\[object/);
    expect(
      // A word alone stays whole.
      summary.out
        .split("\n")
        .filter((line) => line.length > 80 && !line.startsWith("/") && line.trim().includes(" ")),
    ).toEqual([]);
  });

  it("one with a topic runs from its workload to summary, cost, story and dead letters", async () => {
    const name = names.find((file) => file.startsWith("patterns__s3-sns-sqs-lambda-sam-java/"))!;
    // As it was published, with a partner whose endpoint fails besides.
    const template = `${readFileSync(join(templates, name), "utf8")}
  Dead: { Type: AWS::SQS::Queue }
  Partner:
    Type: AWS::SNS::Subscription
    Properties:
      TopicArn: !Ref AuditSNSTopic
      Protocol: https
      Endpoint: https://partner.example/audit
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn }
`;
    folder.write("audit.template.yaml", template);
    const scenario = folder.write(
      "audit.yaml",
      `template: ./audit.template.yaml
duration: 5m
workload: [{ to: AuditSNSTopic, arrivals: { constant: { rate: 2/s } }, for: 3m }]
functions: { FileAudit: { duration: 100ms, failures: 30% } }
faults: [{ at: 1m, for: 2m, outage: Partner }]
expect: [{ metric: AuditSNSTopic.NotificationsLost, max: 0 }]
`,
    );
    const trace = join(dirname(scenario), "audit.jsonl");
    const { status, out } = await orrery(["run", scenario, "--trace", trace], 120);
    expect(status).toBe(0);
    const { out: story } = await orrery(["explain", trace, "--message", "AuditSNSTopic:7"], 120);
    for (const part of [
      / is published, for 3 subscriptions /,
      / is delivered to AuditQueue /,
      / is delivered to Partner /,
      / is delivered to FileAudit [^]*FileAudit +is given to the function /,
    ]) {
      expect(story).toMatch(part);
    }
    for (const part of [
      /\nAuditSNSTopic +360 +\d+ +\d+ +\d+\n/,
      /\nFileAudit, lambda +360 +0 +0\n/,
      /\nAuditQueue, sqs +360 +0 +0\n/,
      /\nhttps:\/\/partner\.example\/audit, https +\d+ +\d+ +\d+\n/,
      /\nAuditSNSTopic, delivery +\d/,
      /\ndead letters, and why\n[^]*\nAuditSNSTopic → Dead: \d+ messages for https:\/\/partner\.example\/audit, /,
      /\n {2}outage 1 of Partner from 1 m to 3 m\n/,
      /\nAuditSNSTopic, SNS publishes +360 requests/,
      /\n✓ AuditSNSTopic\.NotificationsLost: 0, expected at most 0\n/,
      /\n! Dead holds what AuditSNSTopic could not deliver: /,
    ]) {
      expect(out).toMatch(part);
    }
  });
});
