import { continueRun, prepareRun, reportOf, wait, type Scripts } from "@orrery/aws";
import { ConfigError, days, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const worker = (properties: string) => `
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      { Handler: index.handler, Runtime: nodejs22.x, Role: "arn:aws:iam::123456789012:role/worker", Code: { ZipFile: x }, ${properties} }
`;

/** What a scenario of one function comes to, from its workload to its report. */
function reportAfter(
  properties: string,
  text: string,
  {
    resources = "",
    scripts = {},
  }: { readonly resources?: string; readonly scripts?: Scripts } = {},
) {
  const template = `Resources:${worker(properties)}${resources}`;
  const open = (path: string) => {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  };
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  const { scenario } = readScenario(document, { open }, { scripts });
  const run = prepareRun(scenario, { seed: 1, scripts });
  continueRun(run);
  const report = reportOf(run);
  const meter = (name: string, metric: string) => report.metrics[name]?.[metric];
  return { ...report, meter, sum: (metric: string) => meter("Worker", metric)?.sum ?? 0 };
}

it("Init phases that fail are begun again, and what extensions do after the handler is billed", () => {
  const workload =
    "duration: 10m\nworkload: [{ to: Worker, arrivals: { poisson: { rate: 5/s } }, retry: none }]\n";
  const said = (more: string) => `${workload}functions: { Worker: { duration: 200ms${more} } }\n`;
  const plain = reportAfter("Timeout: 10", said(""));
  const failing = reportAfter("Timeout: 10", said(", initFailures: 50%"));
  const extended = reportAfter("Timeout: 10", said(", extensions: { afterInvoke: 300ms }"));
  expect(plain.sum("Errors")).toBe(0);
  expect(failing.sum("Errors")).toBeGreaterThan(0);
  expect(extended.sum("PostRuntimeExtensionsDuration")).toBe(
    extended.sum("Invocations") * seconds(0.3),
  );
  expect(extended.sum("BilledDuration")).toBeGreaterThan(2 * plain.sum("BilledDuration"));
  expect(extended.cost.total).toBeGreaterThan(1.5 * plain.cost.total);
});

it("tenants have environments of their own, so that each has cold starts", () => {
  const text = (groups: number) => `duration: 10m
functions: { Worker: { duration: 100ms } }
workload: [{ to: Worker, arrivals: { constant: { rate: 2/s } }, groups: ${groups} }]
`;
  const properties = "TenancyConfig: { TenantIsolationMode: PER_TENANT }";
  const coldStarts = [1, 20].map((count) => reportAfter(properties, text(count)).sum("ColdStarts"));
  expect(coldStarts[0]).toBe(1);
  expect(coldStarts[1]).toBeGreaterThanOrEqual(20);
});

it("managed instances run many invocations at once in few environments", () => {
  const resources = `
  Provider:
    Type: AWS::Lambda::CapacityProvider
    Properties:
      CapacityProviderName: ours
      VpcConfig: { SubnetIds: [subnet-12345678], SecurityGroupIds: [sg-12345678] }
      PermissionsConfig: { CapacityProviderOperatorRoleArn: "arn:aws:iam::123456789012:role/operator" }
`;
  const on = `MemorySize: 2048, PublishToLatestPublished: true, CapacityProviderConfig: { LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: !GetAtt Provider.Arn, PerExecutionEnvironmentMaxConcurrency: 10 } }`;
  const { sum, meter } = reportAfter(
    on,
    `duration: 10m
functions: { Worker: { duration: 1s } }
workload: [{ to: Worker, arrivals: { constant: { rate: 20/s } } }]
`,
    { resources },
  );
  expect(sum("Invocations")).toBeGreaterThan(11_000);
  expect(meter("Worker", "ConcurrentExecutions")).toBeDefined();
  expect(sum("ColdStarts")).toBeLessThan(10);
});

it("durable executions wait for days without an invocation that runs", () => {
  const scripts: Scripts = {
    *waits() {
      yield* wait("3d");
      return "done";
    },
  };
  const { sum, meter } = reportAfter(
    `Timeout: 10, DurableConfig: { ExecutionTimeout: ${days(7) / 1_000_000} }`,
    `duration: 8d
functions: { Worker: { script: waits } }
workload: [{ to: Worker, invoke: event, arrivals: { constant: { rate: 1/h } }, for: 4d }]
`,
    { scripts },
  );
  const started = sum("DurableExecutionStarted");
  expect(started).toBeGreaterThan(90);
  expect(sum("DurableExecutionSucceeded")).toBe(started);
  expect(sum("Invocations")).toBe(2 * started);
  expect(meter("Worker", "Duration")!.max).toBeLessThan(seconds(1));
});
