import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { call, continueRun, prepareRun, reportOf, type Scripts } from "@orrery/aws";
import { minutes } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readTemplate } from "../template/document.ts";
import { plainOf } from "../template/node.ts";
import { resolveTemplate } from "../template/stacks.ts";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

type Members = Record<string, unknown>;
interface Resource {
  Type: string;
  Properties?: Members;
  [member: string]: unknown;
}
type Template = Members & { Resources: Record<string, Resource> };

const sam = "AWS::Serverless-2016-10-31";
const inline = (preference: string, type = "Function") =>
  ({
    Transform: sam,
    Resources: {
      Worker: {
        Type: `AWS::Serverless::${type}`,
        Properties: {
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          CodeUri: "s3://code/one.zip",
          AutoPublishAlias: "live",
          DeploymentPreference: { Type: preference },
        },
      },
    },
  }) satisfies Template;

/** Recorded templates that lie beside the repository, where they do. */
const casesPath = join(import.meta.dirname, "../../../../../shared/cases/sam_transform.json");
interface RecordedCase {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly template: Template };
}
const isThere = existsSync(casesPath);
const recorded = isThere
  ? (
      JSON.parse(readFileSync(casesPath, "utf8")) as { readonly cases: readonly RecordedCase[] }
    ).cases
      .filter(({ kind }) => kind === "transform")
      .filter(({ input }) => JSON.stringify(input.template).includes('"DeploymentPreference"'))
  : [];

/** What is of this type in the template that SAM makes, with its properties. */
function made(template: Template, type: string): readonly { id: string; properties: Members }[] {
  const { resources } = resolveTemplate(readTemplate(JSON.stringify(template), "t.yaml"));
  return resources
    .filter((each) => each.type === type)
    .map(({ logicalId, properties }) => ({
      id: logicalId,
      properties: plainOf(properties) as Members,
    }));
}

/** What AWS demands, and templates that are only transformed leave out. */
const demanded: Readonly<Record<string, Members>> = {
  "AWS::CloudWatch::Alarm": { Statistic: "Sum", Period: 60, EvaluationPeriods: 1, Threshold: 1 },
  "AWS::Serverless::StateMachine": {
    Definition: { StartAt: "A", States: { A: { Type: "Succeed" } } },
  },
};

/** A template that AWS would deploy, with all that it names by name alone, and with definitions that can be read. */
function completed(given: Template): Template {
  const template: Template = { ...structuredClone(given), Transform: sam };
  for (const resource of Object.values(template.Resources)) {
    const properties: Members = { ...demanded[resource.Type], ...resource.Properties };
    delete properties["DefinitionUri"];
    // The least that Lambda takes of functions on managed instances.
    if (properties["CapacityProviderConfig"] !== undefined) properties["MemorySize"] = 2048;
    resource.Properties = properties;
  }
  const [provider] = /capacity-provider:[\w-]+/.exec(JSON.stringify(template)) ?? [];
  const providers: readonly [string, Resource][] =
    provider === undefined
      ? []
      : [
          [
            "OwnProvider",
            {
              Type: "AWS::Serverless::CapacityProvider",
              Properties: {
                CapacityProviderName: provider.split(":")[1],
                VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
              },
            },
          ],
        ];
  const groups = made(template, "AWS::CodeDeploy::DeploymentGroup");
  const configurations = new Set(
    groups.map(({ properties }) => String(properties["DeploymentConfigName"])),
  );
  const own = [...configurations].filter((name) => !name.startsWith("CodeDeployDefault."));
  const added = own.map((DeploymentConfigName, place): [string, Resource] => [
    `OwnConfiguration${place}`,
    {
      Type: "AWS::CodeDeploy::DeploymentConfig",
      Properties: {
        DeploymentConfigName,
        ComputePlatform: "Lambda",
        TrafficRoutingConfig: {
          Type: "TimeBasedCanary",
          TimeBasedCanary: { CanaryPercentage: 10, CanaryInterval: 5 },
        },
      },
    },
  ]);
  return {
    ...template,
    Resources: { ...Object.fromEntries([...providers, ...added]), ...template.Resources },
  };
}

/** The same with other code, and other definitions. */
function changed(template: Template): Template {
  const next = structuredClone(template);
  for (const { Type: type, Properties: properties } of Object.values(next.Resources)) {
    if (properties === undefined) continue;
    if (type === "AWS::Serverless::StateMachine") {
      properties["Definition"] = { StartAt: "B", States: { B: { Type: "Succeed" } } };
    }
    if (type !== "AWS::Serverless::Function") continue;
    if (typeof properties["InlineCode"] === "string") properties["InlineCode"] += " ";
    else properties["CodeUri"] = "s3://code/two.zip";
  }
  return next;
}

/** The functions that hooks name. */
const hooksOf = (template: Template): readonly string[] =>
  made(template, "AWS::Lambda::Function")
    .map(({ id }) => id)
    .filter((id) =>
      new RegExp(`"P(?:re|ost)Traffic":\\{"Ref":"${id}"\\}`).test(JSON.stringify(template)),
    );

const scripts: Scripts = {
  *hook(event) {
    const { DeploymentId: deploymentId, LifecycleEventHookExecutionId: id } = event as Members;
    yield* call("codedeploy", "PutLifecycleEventHookExecutionStatus", {
      deploymentId: deploymentId as string,
      lifecycleEventHookExecutionId: id as string,
      status: "Succeeded",
    });
  },
};

/** How long a configuration takes to shift all traffic, in minutes. */
function shiftOf(name: string): number {
  const [, minutesOfCanary, interval] =
    /(?:Canary10Percent(\d+)Minutes|Linear10PercentEvery(\d+)Minutes?)$/.exec(name) ?? [];
  if (interval !== undefined) return 9 * Number(interval);
  if (minutesOfCanary !== undefined) return Number(minutesOfCanary);
  return name.endsWith("AllAtOnce") ? 0 : 5;
}

function deployedRun(given: Template) {
  const before = completed(given);
  const files: Readonly<Record<string, string>> = {
    "old.json": JSON.stringify(before),
    "new.json": JSON.stringify(changed(before)),
  };
  const document = scenarioDocumentOf(
    {
      template: "old.json",
      duration: "3h",
      functions: Object.fromEntries(hooksOf(before).map((id) => [id, { script: "hook" }])),
      actions: [{ at: "1m", do: "deploy new.json" }],
    },
    "s.yaml",
  );
  const { scenario } = readScenario(
    document,
    { open: (path) => ({ path, text: files[path] ?? "" }) },
    { scripts },
  );
  const run = prepareRun(scenario, { seed: 1, scripts });
  continueRun(run);
  return { before, report: reportOf(run) };
}

const withPreferences: readonly (readonly [string, Template])[] = [
  ["ours", inline("Linear10PercentEvery2Minutes")],
  ...recorded.map(({ id, input }) => [id, input.template] as const),
];

describe(`what SAM makes of preferences${isThere ? "" : " (recorded ones skipped: no ../shared/cases)"}`, () => {
  it.each(withPreferences)("sam.preference.shifts: %s is deployed and shifts", (_id, template) => {
    const { before, report } = deployedRun(template);
    const [action] = report.actions;
    expect(action!.outcome).toEqual({ type: "deployed" });
    const tookOf = (id: string): number => {
      const step = action!.steps!.find(({ logicalId }) => logicalId === id);
      return step === undefined ? Number.NaN : step.until! - step.from!;
    };
    const aliases = made(before, "AWS::Lambda::Alias");
    let shifted = 0;
    for (const { id, properties } of made(before, "AWS::CodeDeploy::DeploymentGroup")) {
      const owner = id.replace(/DeploymentGroup$/, "");
      const alias = aliases.find((each) => each.id.startsWith(`${owner}Alias`));
      // Where its function is under a condition that does not hold, the group is there alone.
      expect(report.metrics[id]?.["DeploymentsSucceeded"]?.sum, id).toBe(
        alias === undefined ? 0 : 1,
      );
      if (alias === undefined) continue;
      const shift = shiftOf(String(properties["DeploymentConfigName"]));
      expect(tookOf(alias.id), alias.id).toBeGreaterThanOrEqual(minutes(shift));
      shifted += 1;
    }
    for (const { id, properties } of made(before, "AWS::StepFunctions::StateMachineAlias")) {
      const { Type: type, Interval: interval } = properties["DeploymentPreference"] as Members;
      const shift = type === "ALL_AT_ONCE" ? 0 : minutes(Number(interval));
      expect(tookOf(id), id).toBeGreaterThanOrEqual(shift);
      shifted += 1;
    }
    expect(shifted).toBeGreaterThan(0);
  });
});
