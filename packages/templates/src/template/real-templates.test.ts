import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { after, seconds, start } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "../scenario/read-scenario.ts";
import { readScenarioDocument } from "../scenario/scenario-document.ts";
import { readTemplate } from "./document.ts";
import { formatLint, lintTemplate } from "./lint.ts";
import { plainOf } from "./node.ts";
import type { TemplatePlan } from "./planned.ts";
import { stackValues } from "./stack-values.ts";

/** Published templates beside the repository; they are not part of it. */
const folder = fileURLToPath(new URL("../../../../../shared/templates", import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)template[^/]*\.ya?ml$/.test(file))
      .sort()
  : [];
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const lint = (file: string) => lintTemplate(read(file), file, { open: beside(file) });
/** What a template nests lies beside its own folder here, as `<folder>_<path>`. */
const beside = (file: string) => (path: string) => {
  const own = dirname(file);
  const found = [join(own, path), `${own}_${path}`, path].find((each) =>
    existsSync(join(folder, each)),
  );
  // One was published with a definition in another folder than it says.
  const there =
    found ??
    readdirSync(join(folder, own), { recursive: true, encoding: "utf8" })
      .filter((each) => basename(each) === basename(path))
      .map((each) => join(own, each))[0]!;
  return { path: there, text: read(there) };
};

const absent = files.length === 0 ? " (skipped: no ../shared/templates)" : "";

describe.skipIf(files.length === 0)(`templates that people published${absent}`, () => {
  it.each(files)("%s has a report on each of its resources", (file) => {
    const report = lint(file);
    expect(report.resources.length).toBeGreaterThan(0);
    for (const { logicalId, meaning } of report.resources) {
      expect(meaning, logicalId).toMatch(/^[A-Z].*\.$/);
    }
    expect(formatLint(report)).not.toContain("undefined");
  });

  it.each(files)("%s deploys and runs for a virtual second, with nothing dropped", (file) => {
    const report = lint(file);
    const run = prepareRun(
      {
        architecture: report.operations,
        asOf: "2026-11-01",
        startsAt: "2026-01-01T00:00:00Z",
        region: report.environment.region,
        accountId: report.environment.accountId,
        duration: seconds(1),
        workloads: [],
        latencies: {},
        faults: [],
        expectations: [],
      },
      { seed: 1 },
    );
    expect(run.simulation.run({ until: after(start, seconds(1)) })).not.toBe("limit");
    const reported = new Set(report.resources.map(({ logicalId }) => logicalId));
    const deployed = new Set(report.operations.map(({ logicalId }) => logicalId));
    const { resources } = stackValues(readTemplate(read(file), file), { open: beside(file) });
    expect(resources.filter(({ logicalId }) => !reported.has(logicalId))).toEqual([]);
    const claimed = report.resources.filter(
      ({ verdict, type }) => verdict === "modeled" && type !== "AWS::CloudFormation::Stack",
    );
    expect(claimed.filter(({ logicalId }) => !deployed.has(logicalId))).toEqual([]);
  });

  it.each(files)("%s means the same as JSON without short tags", (file) => {
    const json = JSON.stringify(plainOf(readTemplate(read(file), file).root));
    const bare = ({ operations, resources }: TemplatePlan): unknown =>
      JSON.parse(
        JSON.stringify({ operations, resources }, (key, value: unknown) =>
          key === "position" ? undefined : value,
        ),
      );
    expect(bare(lintTemplate(json, file, { open: beside(file) }))).toEqual(bare(lint(file)));
  });

  it.each([
    ["patterns__apigw-lambda-dynamodb-stream-lambda", "DynamoDBTable", "ConsumerFunctionStream"],
    [
      "patterns__dynamodb-eventbridge-java",
      "MyDynamoStream",
      "EventProcessingFunctionTableRecordChange",
    ],
    ["sfnwf__cqrs", "OrdersTable", "ProcessOrderTableRecordsStream"],
  ])("%s takes what its table's stream has to its function", (name, table, mapping) => {
    const file = files.find((each) => each.startsWith(`${name}/`)) ?? name;
    const text = `template: ${file}\nstartsAt: 2026-11-30T08:00:00Z\nduration: 2m\nworkload:
  - { to: ${table}, arrivals: { constant: { rate: 1/s } }, from: 10s, for: 1m }\n`;
    const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), {
      open: (path) => (path === file ? { path, text: read(file) } : beside(file)(path)),
    });
    const run = prepareRun(scenario, { seed: 1 });
    continueRun(run);
    const report = reportOf(run);
    expect(report.metrics[`workload to ${table}`]?.["Offered"]?.sum).toBeGreaterThan(50);
    expect(report.metrics[mapping]?.["ProcessedEventCount"]?.sum).toBe(
      report.metrics[`workload to ${table}`]?.["Offered"]?.sum,
    );
    expect(report.warnings.join(" ")).not.toContain("not modeled yet");
  });

  it.each([
    [
      "patterns__sqs-lambda-python-sam",
      ["CreateQueue", "CreateQueue", "CreateFunction", "CreateEventSourceMapping"],
    ],
    [
      "patterns__sqs-lambda-java-sam",
      ["CreateQueue", "CreateQueue", "CreateFunction", "CreateEventSourceMapping"],
    ],
    [
      "patterns__sqs-lambda-dotnet-sam",
      ["CreateQueue", "CreateQueue", "CreateFunction", "CreateEventSourceMapping"],
    ],
    [
      "patterns__apigw-sqs-lambda-iot",
      [
        "CreateRestApi",
        "CreateQueue",
        "PutMethod",
        "PutMethodResponse",
        "PutIntegration",
        "PutIntegrationResponse",
        "CreateDeployment",
        "CreateStage",
        "CreateFunction",
        "CreateEventSourceMapping",
      ],
    ],
    [
      "patterns__lambda-durable-esm-and-chaining",
      [
        "CreateQueue",
        "CreateQueue",
        "CreateTable",
        "CreateFunction",
        "CreateFunction",
        "CreateFunction",
        "CreateFunction",
        "PublishVersion",
        "CreateAlias",
        "CreateEventSourceMapping",
      ],
    ],
    [
      "sfnwf__categorization-state-machine",
      [...Array<string>(6).fill("CreateQueue"), "CreateLogGroup", "CreateStateMachine"],
    ],
  ])("%s amounts to %j", (name, operations) => {
    const report = lint(files.find((file) => file.startsWith(`${name}/`)) ?? name);
    expect(report.operations.map(({ operation }) => operation)).toEqual(operations);
  });
});
