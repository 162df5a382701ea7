import { describe, expect, it } from "vitest";
import { services } from "../services.ts";
import type { PlainObject } from "./refusal.ts";
import type { MadeType, TemplateResource, TemplateType } from "./template-type.ts";

const all = services.flatMap(({ service, operations, templateTypes }) =>
  templateTypes.map((type) => ({ service, operations, type })),
);
const isMade = (type: TemplateType): type is TemplateType & MadeType => "make" in type;
const made = all.flatMap(({ type, ...model }) => (isMade(type) ? [{ ...model, type }] : []));
const named = <Model extends { readonly type: TemplateType }>(models: readonly Model[]) =>
  models.map((model) => [model.type.type, model] as const);

const peer = { logicalId: "Other", type: "T", name: "other", arn: "arn:aws:x:y:1:other" };
const selfOf = (type: MadeType): TemplateResource => ({
  logicalId: "Own",
  name: "own",
  arn: "arn:aws:x:y:1:own",
  region: "us-east-1",
  accountId: "123456789012",
  generation: 1,
  named: Object.fromEntries(
    Object.entries(type.properties).flatMap(([property, { names }]) =>
      names === undefined ? [] : [[property, { resource: peer, text: peer.arn, service: null }]],
    ),
  ),
});

/** Without these CloudFormation refuses one; an alias needs a name and a version. */
const needed: Readonly<Record<string, PlainObject>> = {
  "AWS::CloudWatch::Dashboard": { DashboardBody: "{}" },
  "AWS::CodeDeploy::Application": { ComputePlatform: "Lambda" },
  "AWS::CodeDeploy::DeploymentConfig": { ComputePlatform: "Lambda" },
  "AWS::ApiGatewayV2::RoutingRule": {
    DomainNameArn: "arn:aws:apigateway:us-east-1::/domainnames/api.example.com",
    Priority: 1,
  },
  "AWS::Athena::NamedQuery": { QueryString: "SELECT 1" },
  "AWS::Athena::PreparedStatement": { QueryStatement: "SELECT 1" },
  "AWS::XRay::SamplingRule": { SamplingRule: { Priority: 1, FixedRate: "0.5", ReservoirSize: 1 } },
  "AWS::Glue::Table": { DatabaseName: "shop" },
  "AWS::Glue::Partition": { DatabaseName: "shop", TableName: "orders" },
  "AWS::Events::Rule": { ScheduleExpression: "rate(5 minutes)" },
  "AWS::Scheduler::Schedule": {
    ScheduleExpression: "rate(5 minutes)",
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { Arn: peer.arn, RoleArn: "arn:aws:iam::123456789012:role/r" },
  },
  "AWS::StepFunctions::StateMachine": {
    DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}',
  },
  "AWS::StepFunctions::StateMachineAlias": {
    RoutingConfiguration: [{ StateMachineVersionArn: peer.arn, Weight: 100 }],
  },
};

it("each type is said once", () => {
  const types = all.map(({ type }) => type.type);
  expect(types.filter((type, place) => types.indexOf(type) !== place)).toEqual([]);
});

describe.each(named(all))("%s", (_, { type }) => {
  it("has the facts of CloudFormation", () => {
    expect(type.facts.properties).not.toEqual([]);
    expect(type.facts.ref).not.toBe("");
  });

  it("speaks in sentences", () => {
    const sentences = isMade(type)
      ? Object.values(type.properties).map(({ meaning }) => meaning)
      : "meaning" in type.leftOut
        ? [type.leftOut.meaning]
        : [`${type.leftOut.name} is not modeled yet: ${type.leftOut.absence}.`];
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
  });

  it("names by a property that there is", () => {
    const { nameProperty, naming } = type;
    const spoken = [...(nameProperty ?? "").split(".", 1), ...Object.keys(naming?.endings ?? {})];
    expect(type.facts.properties).toEqual(
      expect.arrayContaining(spoken.filter((property) => property !== "")),
    );
  });
});

describe.each(named(made))("%s, which is made,", (_, { type, operations }) => {
  it("says what each property means that CloudFormation has, and no other", () => {
    expect(Object.keys(type.properties).sort()).toEqual([...type.facts.properties].sort());
  });

  it("is made by operations of its service, and says what it is then", () => {
    const values = { Name: "live", FunctionVersion: "1", ...needed[type.type] };
    const steps = type.make(values, selfOf(type));
    expect(steps).not.toEqual([]);
    if (typeof steps === "string") throw new Error(steps);
    for (const { operation } of steps) expect(operations).toHaveProperty(operation);
    expect(type.meaning({}, selfOf(type))).toMatch(/^[A-Z].*, simulated\.$/);
  });

  it("reads what decides something", () => {
    for (const [name, { verdict, exact, read, charge, names }] of Object.entries(type.properties)) {
      if (exact === true) expect(read, name).toBeDefined();
      if (verdict === "modeled")
        expect([charge, read ?? names], name).not.toEqual([undefined, undefined]);
    }
  });

  it("names types and properties that there are", () => {
    const types = new Set(all.map((each) => each.type.type));
    const { flow } = type;
    for (const { names } of Object.values(type.properties)) {
      for (const { of } of names === undefined ? [] : [names].flat()) {
        if (typeof of === "string") continue;
        for (const other of of) expect(types).toContain(other);
      }
    }
    if (flow?.carries !== undefined) {
      for (const end of [flow.carries.from, flow.carries.to]) {
        expect(type.properties[end]?.names, end).toBeDefined();
      }
    }
    const { role, variables, destinations = [] } = flow?.acts ?? {};
    for (const property of [role, variables, ...destinations]) {
      if (property !== undefined) expect(type.facts.properties).toContain(property);
    }
    for (const action of flow?.putBy ?? []) expect(action).toMatch(/^[a-z0-9-]+:[A-Z]\w+$/);
  });
});

describe.each(named(made.filter(({ type }) => type.standIn !== undefined)))(
  "%s, which may stand in for another,",
  (_, { type }) => {
    it("is made with the defaults of its service", () => {
      const steps = type.make(type.standIn!.properties("own"), { ...selfOf(type), named: {} });
      expect(steps).toHaveLength(1);
    });
  },
);
