import { continueRun, prepareRun, reportOf, viewOf } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

const template = `Resources:
  Work: { Type: AWS::SQS::Queue }
  Shop: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Stopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [aws.ecs], detail: { lastStatus: [STOPPED], clusterArn: [{ suffix: /shop }] } }
      Targets: [{ Id: work, Arn: !GetAtt Work.Arn, InputPath: $.detail.taskArn }]
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};

function scenarioOf(text: string) {
  const document = readScenarioDocument(`template: template.yaml\nduration: 5m\n${text}`, "s.yaml");
  return readScenario(document, sources).scenario;
}

function sumsAfter(text: string) {
  const run = prepareRun(scenarioOf(text), { seed: 1 });
  continueRun(run);
  const { metrics } = reportOf(run);
  return (name: string, metric: string) => metrics[name]?.[metric]?.sum;
}

const tasks = (payload: string): string => `workload:
  - to: default
    as: { aws.ecs: { name: shop } }
    arrivals: { constant: { rate: 1/s } }
    for: 1m
    payload: ${payload}
`;

it("events.emitted.services: brings what a rule wants to its target, and costs nothing", () => {
  const sum = sumsAfter(tasks("{ list: [{ detail: { lastStatus: STOPPED } }, {}] }"));
  expect(sum("default", "EventsTaken")).toBe(60);
  expect(sum("Work", "NumberOfMessagesSent")).toBe(30);
  expect(sum("default", "EventsBilled") ?? 0).toBe(0);
  expect(sum("default", "EventsFree")).toBe(60);
});

it("events.emitted.services: tells of another thing by its detail type", () => {
  const change = (event: string): string => `workload:
  - { to: default, as: { aws.ecs: { event: ${event} } }, arrivals: { constant: { rate: 1/s } } }
`;
  const { workloads } = scenarioOf(change("ECS Service Action"));
  const [{ payload }] = workloads as unknown as readonly [
    { readonly payload: { readonly bodies: readonly { readonly body: string }[] } },
  ];
  const events = payload.bodies.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  expect(events).toHaveLength(100);
  expect(events[0]).toMatchObject({
    source: "aws.ecs",
    "detail-type": "ECS Service Action",
    detail: { eventName: "SERVICE_STEADY_STATE" },
  });
  expect(() => scenarioOf(change("ECS Task"))).toThrow(/ECS Task State Change/);
});

it("events.emitted.services: are for the default bus, and for no other resource", () => {
  const said = (to: string, as: string): string => `workload:
  - { to: ${to}, as: ${as}, arrivals: { constant: { rate: 1/s } } }
`;
  expect(() => scenarioOf(said("Shop", "aws.ec2"))).toThrow(
    "expected the default bus, where AWS's services put events, received shop",
  );
  expect(() => scenarioOf(said("default", "ses"))).toThrow(/expected one of aws.autoscaling/);
  expect(() => scenarioOf(said("Work", "aws.ec2"))).toThrow("expected none for Work");
});

it("a bus is joined to an API destination of which its template knows the name alone", () => {
  const document = readScenarioDocument("template: api.yaml\nduration: 1m\n", "s.yaml");
  const text = `Resources:
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: key, ApiKeyValue: x } }
  Partner:
    Type: AWS::Events::ApiDestination
    Properties: { ConnectionArn: !GetAtt Connection.Arn, HttpMethod: POST, InvocationEndpoint: "https://a.example/" }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  All:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [shop] }
      Targets: [{ Id: a, Arn: !GetAtt Partner.Arn, RoleArn: "arn:aws:iam::123456789012:role/r" }]
`;
  const { scenario } = readScenario(document, { open: (path) => ({ path, text }) });
  const view = viewOf(prepareRun(scenario, { seed: 1 }));
  const bus = view.named("Bus")!;
  expect(view.outOf(bus, "sendsTo").map(({ to }) => to?.name)).toEqual(["Partner"]);
});
