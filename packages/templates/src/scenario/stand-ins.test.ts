import { call, continueRun, prepareRun, reportOf, type Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Resources:
  Worker: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: h, Timeout: 30, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: a } } }
  Orders: { Type: AWS::SQS::Queue }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};
const scripts: Scripts = {
  *deploys(event) {
    const jobId = (event as Record<string, Record<string, string>>)["CodePipeline.job"]!["id"]!;
    return yield call("codepipeline", "PutJobSuccessResult", { jobId });
  },

  *decides() {
    return { disposition: "STOP_RULE" };
  },
};

function scenarioOf(text: string) {
  const document = readScenarioDocument(`template: template.yaml\n${text}`, "s.yaml");
  return readScenario(document, sources, { scripts }).scenario;
}

function reportAfter(text: string) {
  const run = prepareRun(scenarioOf(text), { seed: 1, scripts });
  continueRun(run);
  const report = reportOf(run);
  return {
    ...report,
    of: (metric: string, name = "WorkerAsSes") => report.metrics[name]?.[metric]?.sum,
  };
}

const every = "arrivals: { constant: { rate: 6/m } }, for: 1m";

describe("a workload stands for a service", () => {
  it("whose events Lambda takes, and has its own numbers", () => {
    const { of, metrics } = reportAfter(`duration: 5m
workload: [{ to: Worker, as: ses, ${every} }]
expect: ["WorkerAsSes.TriggerTaken <= 6"]`);
    expect(of("TriggerEvents")).toBe(6);
    expect(of("TriggerTaken")).toBe(6);
    expect(metrics["Worker"]?.["AsyncEventsReceived"]?.sum).toBe(6);
    expect(metrics["Worker"]?.["Invocations"]?.sum).toBe(6);
  });

  it("that waits for the disposition of its function", () => {
    const { of } = reportAfter(`duration: 5m
scripts: s.ts
functions: { Worker: { script: decides } }
workload: [{ to: Worker, as: { ses: { invocationType: RequestResponse } }, ${every} }]`);
    expect(of("TriggerStopped")).toBe(6);
  });

  it("that waits for a call of its function", () => {
    const { of, warnings } = reportAfter(`duration: 30m
scripts: s.ts
functions: { Worker: { script: deploys } }
workload: [{ to: Worker, as: codepipeline, ${every} }]`);
    expect(of("TriggerSucceeded", "WorkerAsCodepipeline")).toBe(6);
    expect(warnings.join()).not.toContain("in vain");
  });

  it("in vain, where a function is known by its figures", () => {
    const { of, warnings } = reportAfter(`duration: 30m
workload: [{ to: Worker, as: codepipeline, ${every} }]`);
    expect(of("TriggerTimedOut", "WorkerAsCodepipeline")).toBe(6);
    expect(warnings.join("\n")).toContain("say answers: return");
  });

  it("unless what it returns stands for the call", () => {
    const { of } = reportAfter(`duration: 30m
functions: { Worker: { duration: 100ms, failures: 100% } }
workload: [{ to: Worker, as: { codepipeline: { answers: return } }, ${every} }]`);
    expect(of("TriggerSucceeded", "WorkerAsCodepipeline") ?? 0).toBe(0);
    const { of: ofGood } = reportAfter(`duration: 30m
functions: { Worker: { duration: 100ms } }
workload: [{ to: Worker, as: { codepipeline: { answers: return } }, ${every} }]`);
    expect(ofGood("TriggerSucceeded", "WorkerAsCodepipeline")).toBe(6);
  });

  it("that gives up after an hour what nobody answers", () => {
    const { of } = reportAfter(`duration: 2h
functions: { Worker: { duration: 100ms, response: { ok: true } } }
workload: [{ to: Worker, as: cloudformation, ${every} }]`);
    expect(of("TriggerTimedOut", "WorkerAsCloudformation")).toBe(6);
    const { of: ofGood } = reportAfter(`duration: 2h
functions: { Worker: { duration: 100ms, response: { Status: SUCCESS } } }
workload: [{ to: Worker, as: cloudformation, ${every} }]`);
    expect(ofGood("TriggerSucceeded", "WorkerAsCloudformation")).toBe(6);
  });

  it("that asks three times", () => {
    const { of } = reportAfter(`duration: 5m
functions: { Worker: { duration: 20s } }
workload: [{ to: Worker, as: cognito, ${every} }]`);
    expect(of("TriggerInvocations", "WorkerAsCognito")).toBe(18);
    expect(of("TriggerTimedOut", "WorkerAsCognito")).toBe(6);
  });

  it("lambda.trigger.iotevents: that is no more, which the run is told", () => {
    const text = (asOf: string) => `duration: 2m
asOf: ${asOf}
workload: [{ to: Worker, as: iotevents, ${every} }]`;
    expect(reportAfter(text("2026-05-20")).warnings.join()).not.toContain("ended");
    expect(reportAfter(text("2026-05-21")).warnings.join()).toContain("ended on 2026-05-20");
  });

  it("more than once, under names of their own", () => {
    const { architecture, workloads } = scenarioOf(`duration: 2m
workload:
  - { to: Worker, as: iot, ${every} }
  - { to: Worker, as: iot, ${every} }
  - { to: Worker, as: lex-v2, ${every} }`);
    expect(workloads.map(({ to }) => to)).toEqual(["WorkerAsIot", "WorkerAsIot2", "WorkerAsLexV2"]);
    expect(architecture.filter(({ operation }) => operation === "AddPermission")).toHaveLength(3);
  });
});

describe("is refused", () => {
  const messageOf = (text: string): string => {
    try {
      scenarioOf(`duration: 2m\n${text}`);
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  };

  it.each([
    [`workload: [{ to: Worker, as: codepipline, ${every} }]`, "did you mean codepipeline?"],
    [`workload: [{ to: Worker, as: { sess: {} }, ${every} }]`, "did you mean ses?"],
    [`workload: [{ to: Worker, as: { ses: { subjekt: a } }, ${every} }]`, "subjekt"],
    [`workload: [{ to: Orders, as: ses, ${every} }]`, "none for Orders"],
    [`workload: [{ to: Worker, as: ses, payload: { size: 1KB }, ${every} }]`, "json"],
    [`workload: [{ to: Worker, as: ses, payload: { body: hi }, ${every} }]`, "json"],
  ])("%s", (text, told) => {
    expect(messageOf(text)).toContain(told);
  });
});
