import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const functionOf = (name: string): string =>
  `  ${name}: { Type: AWS::Lambda::Function, Properties: { FunctionName: ${name}, Handler: a.b, Runtime: nodejs22.x, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: a } } }`;
const method = `  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
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
        Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${!stageVariables.fn}/invocations"`;
const stage = (deployment: string, fn: string, canary: string): string => `Resources:
${functionOf("Old")}
${functionOf("New")}
${method}
  First: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Second: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref ${deployment}, Variables: { fn: ${fn} }${canary} }
`;
const canary = (percent: number): string =>
  `, CanarySetting: { DeploymentId: !Ref Second, PercentTraffic: ${percent}, StageVariableOverrides: { fn: New } }`;
const made = `Resources:
${functionOf("Old")}
${functionOf("New")}
${method}
  First: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api, StageName: prod, StageDescription: { Variables: { fn: Old } } } }
  Second: { Type: AWS::ApiGateway::Deployment, DependsOn: First, Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentCanarySettings: { PercentTraffic: 25, StageVariableOverrides: { fn: New } } } }
`;
const files: Readonly<Record<string, string>> = {
  "stage.yaml": stage("First", "Old", canary(25)),
  "deployment.yaml": made,
};
const sources = {
  open(path: string) {
    const text = files[path];
    if (text === undefined) throw new ConfigError(path, "a file", "none");
    return { path, text };
  },
};

it.each(Object.keys(files))("apigateway.stage.canary: as a template says it, in %s", (template) => {
  const text = `template: ${template}
duration: 4m
functions: { Old: { duration: 40ms, response: { statusCode: 200 } }, New: { duration: 40ms, response: { statusCode: 200 } } }
workload: [{ to: Api, arrivals: { constant: { rate: 2/s } }, request: { method: GET } }]
`;
  const { scenario } = readScenario(readScenarioDocument(text, "s.yaml"), sources);
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const { metrics, parts } = reportOf(run);
  const invocations = metrics["New"]!["Invocations"]!.sum;
  expect(Math.abs(invocations - 120)).toBeLessThan(30);
  const routes = parts.filter(({ noun }) => noun === "route");
  expect(routes.find(({ name }) => name === "GET /, canary")?.counts["requests"]).toBe(invocations);
});
