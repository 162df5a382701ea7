import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const functionOf = (name: string): string =>
  `  ${name}: { Type: AWS::Lambda::Function, Properties: { FunctionName: ${name}, Handler: a.b, Runtime: nodejs22.x, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: a } } }`;
const stage = (deployment: string, fn: string, canary: string): string => `Resources:
${functionOf("Old")}
${functionOf("New")}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${!stageVariables.fn}/invocations"
  First: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Second: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref ${deployment}, Variables: { fn: ${fn} }${canary} }
`;
const canary = (percent: number): string =>
  `, CanarySetting: { DeploymentId: !Ref Second, PercentTraffic: ${percent}, StageVariableOverrides: { fn: New } }`;
const body = (fn: string): string => `Resources:
${functionOf("Old")}
${functionOf("New")}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: shop
      Body:
        openapi: 3.0.1
        info: { title: shop, version: "1" }
        paths:
          /:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${fn}/invocations"
  Deployment${fn}: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api } }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref Deployment${fn} } }
`;
const files: Readonly<Record<string, string>> = {
  "stable.yaml": stage("First", "Old", ""),
  "canary.yaml": stage("First", "Old", canary(20)),
  "half.yaml": stage("First", "Old", canary(50)),
  "promoted.yaml": stage("Second", "New", ""),
  "old.yaml": body("Old"),
  "new.yaml": body("New"),
};
const sources = {
  open(path: string) {
    const text = files[path];
    if (text === undefined) throw new ConfigError(path, "a file", "none");
    return { path, text };
  },
};

function reportAfter(template: string, actions: string) {
  const text = `template: ${template}
duration: 9m
functions: { Old: { duration: 40ms, response: { statusCode: 200 } }, New: { duration: 40ms, response: { statusCode: 200 } } }
workload: [{ to: Api, arrivals: { constant: { rate: 2/s } }, request: { method: GET } }]
actions: [${actions}]
`;
  const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), sources);
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const report = reportOf(run);
  return {
    report,
    invocations: (name: string) => report.metrics[name]?.["Invocations"]?.sum ?? 0,
  };
}

it("apigateway.stage.canary: grows, is promoted and ends in a run, as its template changes", () => {
  const { report, invocations } = reportAfter(
    "stable.yaml",
    "{ at: 2m, do: deploy canary.yaml }, { at: 4m, do: deploy half.yaml }, { at: 6m, do: deploy promoted.yaml }",
  );
  expect(report.actions.map(({ outcome }) => outcome?.type)).toEqual([
    "deployed",
    "deployed",
    "deployed",
  ]);
  // A fifth of two minutes, half of two, and three minutes.
  const expected = 240 * 0.2 + 240 * 0.5 + 360;
  expect(Math.abs(invocations("New") - expected)).toBeLessThan(40);
  expect(invocations("Old") + invocations("New")).toBeGreaterThan(1_075);
  const routes = report.parts.filter(({ noun }) => noun === "route");
  expect(routes.map(({ name }) => name)).toEqual(["GET /", "GET /, canary"]);
  expect(routes[1]!.counts["requests"]).toBeGreaterThan(120);
});

it("apigateway.stage.deployment: a definition that changes is deployed anew in a run", () => {
  const { report, invocations } = reportAfter("old.yaml", "{ at: 4m, do: deploy new.yaml }");
  expect(report.actions.map(({ outcome }) => outcome?.type)).toEqual(["deployed"]);
  expect(invocations("Old")).toBeGreaterThan(470);
  expect(invocations("New")).toBeGreaterThan(500);
  expect(report.metrics["Api"]?.["5XXError"]?.sum ?? 0).toBe(0);
});
