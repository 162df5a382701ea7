import { describe, expect, it } from "vitest";
import { property, refusalOf, resourcesOf, typesOf, worker } from "../../../../test/transformed.ts";
import { memberOf, type JsonMap } from "../json.ts";

const preferring = (preference: string): string =>
  `Resources:${worker(`\n      AutoPublishAlias: live\n      DeploymentPreference: {${preference}}`)}`;
const group = (preference: string): JsonMap =>
  memberOf(resourcesOf(preferring(preference)).WorkerDeploymentGroup, "Properties") as JsonMap;

describe("a preference for deployments", () => {
  it("sam.preference.types: knows CodeDeploy's configurations by their short names, and takes any other", () => {
    for (const name of [
      ...[5, 10, 15, 30].map((minutes) => `Canary10Percent${minutes}Minutes`),
      "Linear10PercentEvery1Minute",
      ...[2, 3, 10].map((minutes) => `Linear10PercentEvery${minutes}Minutes`),
      "AllAtOnce",
    ]) {
      expect(group(`Type: ${name}`).DeploymentConfigName, name).toEqual({
        "Fn::Sub": ["CodeDeployDefault.Lambda${ConfigName}", { ConfigName: name }],
      });
    }
    expect(group("Type: Mine").DeploymentConfigName).toBe("Mine");
    expect(refusalOf(preferring("Alarms: [a]")).join()).toContain(
      "'DeploymentPreference' is missing required Property 'Type'",
    );
  });

  it("sam.preference.keys: has alarms, hooks, a role, triggers and the condition of its function", () => {
    const given =
      "Type: AllAtOnce, Alarms: [one, two], Hooks: {PreTraffic: {Ref: P}, PostTraffic: post}, Role: arn:r, TriggerConfigurations: [{TriggerName: t}]";
    const resources = resourcesOf(preferring(given));
    expect(group(given)).toMatchObject({
      AlarmConfiguration: { Enabled: true, Alarms: [{ Name: "one" }, { Name: "two" }] },
      ServiceRoleArn: "arn:r",
      TriggerConfigurations: [{ TriggerName: "t" }],
    });
    expect(memberOf(resources.WorkerAliaslive, "UpdatePolicy")).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: "ServerlessDeploymentApplication" },
        DeploymentGroupName: { Ref: "WorkerDeploymentGroup" },
        BeforeAllowTrafficHook: { Ref: "P" },
        AfterAllowTrafficHook: "post",
      },
    });
    expect(resources.CodeDeployServiceRole).toBeUndefined();
    const conditional = (passes: boolean) => {
      const text = `Conditions: {Wanted: {Fn::Equals: [a, a]}}\n${preferring(`Type: AllAtOnce, PassthroughCondition: ${passes}`)}\n    Condition: Wanted`;
      return memberOf(resourcesOf(text).ServerlessDeploymentApplication, "Condition");
    };
    expect([conditional(true), conditional(false)]).toEqual(["Wanted", undefined]);
  });

  it("sam.preference.enabled: counts unless Enabled is false", () => {
    expect(Object.keys(typesOf(preferring("Type: AllAtOnce, Enabled: false")))).not.toContain(
      "WorkerDeploymentGroup",
    );
    expect(Object.keys(typesOf(preferring("Type: AllAtOnce")))).toContain("WorkerDeploymentGroup");
  });

  it("sam.preference.group: its group is blue and green with control of traffic, and rolls back", () => {
    expect(group("Type: AllAtOnce")).toMatchObject({
      ApplicationName: { Ref: "ServerlessDeploymentApplication" },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      ServiceRoleArn: { "Fn::GetAtt": ["CodeDeployServiceRole", "Arn"] },
    });
    const resources = resourcesOf(preferring("Type: AllAtOnce"));
    expect(property(resources, "CodeDeployServiceRole", "ManagedPolicyArns")).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda",
    ]);
  });

  it("sam.preference.once: all functions of a stack share the application", () => {
    const other = preferring("Type: AllAtOnce")
      .slice("Resources:".length)
      .replaceAll("Worker", "Other");
    const ids = Object.keys(typesOf(`${preferring("Type: AllAtOnce")}${other}`));
    expect(ids.filter((id) => id === "ServerlessDeploymentApplication")).toHaveLength(1);
    expect(ids).toEqual(expect.arrayContaining(["WorkerDeploymentGroup", "OtherDeploymentGroup"]));
  });
});
