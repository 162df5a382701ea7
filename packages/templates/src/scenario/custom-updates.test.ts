import { continueRun, prepareRun, reportOf, wait, type Scripts } from "@orrery/aws";
import { minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

interface Request {
  readonly RequestType: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, string>>;
  readonly OldResourceProperties?: Readonly<Record<string, string>>;
}
type Answer = (request: Request) => unknown;

const template = (count: number, more = "", rest = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Asked:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: asked, Handler: index.handler, Runtime: nodejs22.x, Timeout: 60 }
  Seed:
    Type: Custom::Seed
    Properties: { ServiceToken: !GetAtt Asked.Arn, Count: ${count}${more} }
  Orders:
    Type: AWS::SQS::Queue
    Properties: { QueueName: orders, DelaySeconds: !GetAtt Seed.Delay }
${rest}`;

/** Answers with a delay as long as what it is asked for counts, under one id. */
const usual: Answer = ({ ResourceProperties: { Count: count } }) => ({
  Status: "SUCCESS",
  PhysicalResourceId: "seed",
  Data: { Delay: Number(count) },
});

/** A run in which templates are deployed one after the other, with what was asked in it. */
function deployed(answer: Answer, templates: readonly string[], more: object = {}) {
  const requests: Request[] = [];
  const scriptsFor = (seen: Request[]): Scripts => ({
    *asked(event) {
      seen.push(event as Request);
      yield* wait("2s");
      return answer(event as Request);
    },
  });
  const files = new Map(templates.map((text, place) => [`${place}.yaml`, text]));
  const document = scenarioDocumentOf(
    {
      template: "0.yaml",
      duration: "5h",
      functions: { Asked: { script: "asked" } },
      actions: templates
        .slice(1)
        .map((_, place) => ({ at: `${1 + 80 * place}m`, do: `deploy ${place + 1}.yaml` })),
      ...more,
    },
    "s.yaml",
  );
  const sources = { open: (path: string) => ({ path, text: files.get(path) ?? "" }) };
  const { scenario } = readScenario(document, sources, { scripts: scriptsFor([]) });
  const run = prepareRun(scenario, { seed: 1, scripts: scriptsFor(requests) });
  continueRun(run);
  const report = reportOf(run);
  const delayOf = () => {
    const { Attributes } = run.simulation.client().call("sqs", "GetQueueAttributes", {
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
      AttributeNames: ["DelaySeconds"],
    });
    return (Attributes as { readonly DelaySeconds: string }).DelaySeconds;
  };
  return { report, requests, delay: delayOf() };
}
const typesOf = (requests: readonly Request[]) =>
  requests.map(({ RequestType: type, PhysicalResourceId: id }) =>
    id === undefined ? type : `${type} ${id}`,
  );

describe("a custom resource in an update", () => {
  it("cloudformation.custom.update: is asked with its id and its properties before and after, and all waits for the answer", () => {
    const { report, requests, delay } = deployed(usual, [template(3), template(7)]);
    expect(report.actions[0]!.outcome).toEqual({ type: "deployed" });
    expect(typesOf(requests)).toEqual(["Create", "Update seed"]);
    expect(requests[1]).toMatchObject({
      LogicalResourceId: "Seed",
      ResourceProperties: { Count: "7" },
      OldResourceProperties: { Count: "3" },
    });
    expect(requests[0]!.RequestId).not.toBe(requests[1]!.RequestId);
    expect(delay).toBe("7");
    const [seed, orders] = report.actions[0]!.steps!;
    expect(seed).toMatchObject({ logicalId: "Seed", change: "changes", from: minutes(1) });
    const took = seed!.until! - seed!.from!;
    expect(took).toBeGreaterThanOrEqual(seconds(2));
    expect(took).toBeLessThan(seconds(3));
    expect(orders).toMatchObject({ logicalId: "Orders", from: seed!.until });
  });

  it("cloudformation.custom.moved: has its old id removed once all else is done, where an update is answered with another", () => {
    const moving: Answer = ({ ResourceProperties: { Count: count } }) => ({
      Status: "SUCCESS",
      PhysicalResourceId: `seed-${count}`,
      Data: { Delay: Number(count) },
    });
    const { report, requests } = deployed(moving, [template(3), template(7), template(7)]);
    expect(typesOf(requests)).toEqual(["Create", "Update seed-3", "Delete seed-3"]);
    expect(
      report.actions[0]!.steps!.map(({ logicalId, change }) => `${change} ${logicalId}`),
    ).toEqual(["changes Seed", "changes Orders", "removes Seed"]);
    expect(report.actions[1]!.steps).toEqual([]);
  });

  it("cloudformation.custom.added-and-removed: is made and taken away", () => {
    const other =
      "  Extra: { Type: Custom::Extra, Properties: { ServiceToken: !GetAtt Asked.Arn, Count: 1 } }\n";
    const { requests } = deployed(usual, [template(3), template(3, "", other), template(3)]);
    expect(requests.map(({ LogicalResourceId: id }) => id)).toEqual(["Seed", "Extra", "Extra"]);
    expect(typesOf(requests)).toEqual(["Create", "Create", "Delete seed"]);
  });

  it("cloudformation.custom.failed: rolls the update back where it is answered with FAILED, and is asked for what was before", () => {
    const failing: Answer = (request) =>
      request.ResourceProperties["Count"] === "7"
        ? { Status: "FAILED", Reason: "no quota" }
        : usual(request);
    const { report, requests } = deployed(failing, [template(3), template(7)]);
    expect(report.actions[0]!.outcome).toMatchObject({
      type: "rolledBack",
      logicalId: "Seed",
      message: "Received FAILED: no quota",
    });
    expect(typesOf(requests)).toEqual(["Create", "Update seed", "Update seed"]);
    expect(requests.map(({ ResourceProperties: { Count: count } }) => count)).toEqual([
      ...["3", "7", "3"],
    ]);
  });

  it.each([
    ["ServiceTimeout", ", ServiceTimeout: 90", seconds(90)],
    ["an hour", "", minutes(60)],
  ])(
    "cloudformation.custom.timeout: has failed after %s without an answer",
    (_what, more, time) => {
      const silent: Answer = (request) =>
        request.RequestType === "Update" ? null : usual(request);
      const { report } = deployed(silent, [template(3, more), template(7, more)]);
      expect(report.actions[0]!.outcome).toMatchObject({ type: "rolledBack", logicalId: "Seed" });
      const [seed] = report.actions[0]!.steps!;
      expect(seed!.end).toBe("undone");
      const undone = report.actions[0]!.steps!.filter(({ end }) => end === "undone");
      expect(undone.map(({ logicalId }) => logicalId)).toEqual(["Seed"]);
      expect((seed!.until ?? 0) - (seed!.from ?? 0)).toBeGreaterThanOrEqual(time);
    },
  );

  it("cloudformation.custom.retries: a function that fails is asked twice again, as any asynchronous invocation", () => {
    const failures = (count: number): Answer => {
      let left = 0;
      return (request) => {
        if (request.RequestType !== "Update") {
          left = count;
          return usual(request);
        }
        left -= 1;
        if (left >= 0) throw new Error("not yet");
        return usual(request);
      };
    };
    const twice = deployed(failures(2), [template(3), template(7)]);
    expect(twice.report.actions[0]!.outcome).toEqual({ type: "deployed" });
    expect(typesOf(twice.requests)).toEqual([
      "Create",
      "Update seed",
      "Update seed",
      "Update seed",
    ]);
    const [seed] = twice.report.actions[0]!.steps!;
    expect(seed!.until! - seed!.from!).toBeGreaterThan(minutes(3));
  });

  it("has the answers of the scenario, over those of scripts", () => {
    const given = {
      customResources: { Seed: { physicalResourceId: "given", data: { Delay: 9 } } },
    };
    const { requests, delay, report } = deployed(usual, [template(3), template(7)], given);
    expect(delay).toBe("9");
    expect(typesOf(requests)).toEqual(["Create", "Update given"]);
    expect(report.actions[0]!.outcome).toEqual({ type: "deployed" });
  });
});
