import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { groupOf, revisionOf, ShiftingAccount } from "../test/shifting-account.ts";

const arnOf = (resource: string): string => `arn:aws:codedeploy:us-east-1:123456789012:${resource}`;
const live = { applicationName: "shop", deploymentGroupName: "live" };

it("codedeploy.api.words: what is not there, and what is there twice", () => {
  const account = new ShiftingAccount();
  const refusals: readonly (readonly [string, PlainObject, string])[] = [
    [
      "GetApplication",
      { applicationName: "no" },
      "ApplicationDoesNotExistException: No application found for name: no",
    ],
    [
      "GetDeploymentGroup",
      { ...live, deploymentGroupName: "no" },
      "DeploymentGroupDoesNotExistException: No Deployment Group found for name: no",
    ],
    [
      "GetDeploymentConfig",
      { deploymentConfigName: "no" },
      "DeploymentConfigDoesNotExistException: No Deployment Configuration found for name: no",
    ],
    [
      "GetDeployment",
      { deploymentId: "d-AAAAAAAAA" },
      "DeploymentDoesNotExistException: The deployment d-AAAAAAAAA could not be found",
    ],
  ];
  for (const [operation, params, words] of refusals) {
    expect(account.refusal(operation, params)).toBe(words);
  }
  const twice = { applicationName: "shop", computePlatform: "Lambda" };
  expect(account.refusal("CreateApplication", twice)).toContain("ApplicationAlreadyExists");
  expect(account.refusal("CreateDeploymentGroup", groupOf())).toContain(
    "DeploymentGroupAlreadyExists",
  );
  expect(account.refusal("CreateApplication", { applicationName: "ec2" })).toContain(
    "for Server are not modeled",
  );
});

it("shows, lists and deletes applications, groups and configurations", () => {
  const account = new ShiftingAccount();
  expect(account.call("ListApplications", {})).toEqual({ applications: ["shop"] });
  expect(account.call("ListDeploymentGroups", { applicationName: "shop" })).toEqual({
    applicationName: "shop",
    deploymentGroups: ["live"],
  });
  const listed = account.call("ListDeploymentConfigs", {})["deploymentConfigsList"];
  expect(listed).toHaveLength(9);
  const canary = account.call("GetDeploymentConfig", {
    deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent30Minutes",
  })["deploymentConfigInfo"] as PlainObject;
  expect(canary["trafficRoutingConfig"]).toEqual({
    type: "TimeBasedCanary",
    timeBasedCanary: { canaryPercentage: 10, canaryInterval: 30 },
  });
  account.call("DeleteApplication", { applicationName: "shop" });
  expect(account.refusal("GetDeploymentGroup", live)).toContain("ApplicationDoesNotExist");
  // What is not there is as good as deleted.
  account.call("DeleteApplication", { applicationName: "shop" });
});

it("keeps a configuration that a group has", () => {
  const account = new ShiftingAccount();
  account.call("CreateDeploymentConfig", {
    deploymentConfigName: "own",
    computePlatform: "Lambda",
    trafficRoutingConfig: {
      type: "TimeBasedCanary",
      timeBasedCanary: { canaryPercentage: 25, canaryInterval: 2 },
    },
  });
  account.call("UpdateDeploymentGroup", {
    applicationName: "shop",
    currentDeploymentGroupName: "live",
    deploymentConfigName: "own",
  });
  const own = { deploymentConfigName: "own" };
  expect(account.refusal("DeleteDeploymentConfig", own)).toContain("DeploymentConfigInUse");
  const id = account.deploy();
  expect(account.alias).toBe("1 + 25 % 2");
  account.advance(minutes(2));
  expect(account.status(id)).toBe("Succeeded");
  account.call("DeleteDeploymentGroup", live);
  account.call("DeleteDeploymentConfig", own);
  expect(account.refusal("GetDeploymentConfig", own)).toContain("DeploymentConfigDoesNotExist");
});

it("tags applications and groups", () => {
  const account = new ShiftingAccount();
  for (const resource of ["application:shop", "deploymentgroup:shop/live"]) {
    const ResourceArn = arnOf(resource);
    const tags = [{ Key: "team", Value: "a" }];
    account.call("TagResource", { ResourceArn, Tags: tags });
    expect(account.call("ListTagsForResource", { ResourceArn })).toEqual({ Tags: tags });
    account.call("UntagResource", { ResourceArn, TagKeys: ["team"] });
    expect(account.call("ListTagsForResource", { ResourceArn })).toEqual({ Tags: [] });
  }
  const nobody = { ResourceArn: arnOf("application:no") };
  expect(account.refusal("ListTagsForResource", nobody)).toContain("InvalidArnException");
});

it("shows deployments and their one target, and lists them by what they came to", () => {
  const account = new ShiftingAccount();
  const id = account.deploy();
  expect(account.deployment(id)).toMatchObject({
    ...live,
    deploymentId: id,
    deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
    status: "InProgress",
    creator: "user",
    deploymentOverview: { InProgress: 1, Succeeded: 0 },
    revision: revisionOf(),
  });
  expect(account.target(id)).toMatchObject({
    targetId: id,
    status: "InProgress",
    lambdaFunctionInfo: {
      functionName: "worker",
      functionAlias: "live",
      currentVersion: "1",
      targetVersion: "2",
      targetVersionWeight: 10,
    },
  });
  expect(account.call("ListDeploymentTargets", { deploymentId: id })).toEqual({ targetIds: [id] });
  expect(account.call("BatchGetDeploymentTargets", { deploymentId: id, targetIds: [id] })).toEqual({
    deploymentTargets: [{ deploymentTargetType: "LambdaTarget", lambdaTarget: account.target(id) }],
  });
  expect(account.call("BatchGetDeployments", { deploymentIds: [id] })).toEqual({
    deploymentsInfo: [account.deployment(id)],
  });
  account.advance(minutes(6));
  const next = account.deploy(revisionOf({ CurrentVersion: "2", TargetVersion: "1" }));
  expect(account.deployment(next)["previousRevision"]).toEqual(revisionOf());
  const withStatus = (...includeOnlyStatuses: string[]) =>
    account.call("ListDeployments", { ...live, includeOnlyStatuses })["deployments"];
  expect(withStatus()).toEqual([next, id]);
  expect(withStatus("Succeeded")).toEqual([id]);
  expect(withStatus("Failed")).toEqual([]);
});

/** What a queue has got, as JSON. */
function told(account: ShiftingAccount, QueueName: string): readonly PlainObject[] {
  const QueueUrl = `https://sqs.us-east-1.amazonaws.com/123456789012/${QueueName}`;
  const params = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = account.call("ReceiveMessage", params, "sqs");
  return (Messages as readonly PlainObject[]).map(
    ({ Body }) => JSON.parse(String(Body)) as PlainObject,
  );
}

it("codedeploy.events.states: the default bus hears of the start and of the end", () => {
  const account = new ShiftingAccount();
  account.call("CreateQueue", { QueueName: "told" }, "sqs");
  const EventPattern = JSON.stringify({ source: ["aws.codedeploy"] });
  account.call("PutRule", { Name: "deployments", EventPattern }, "events");
  const Arn = "arn:aws:sqs:us-east-1:123456789012:told";
  account.call("PutTargets", { Rule: "deployments", Targets: [{ Id: "told", Arn }] }, "events");
  const id = account.deploy();
  account.advance(minutes(6));
  const events = told(account, "told");
  expect(events.map(({ detail }) => (detail as PlainObject)["state"])).toEqual([
    "START",
    "SUCCESS",
  ]);
  expect(events[0]).toMatchObject({
    "detail-type": "CodeDeploy Deployment State-change Notification",
    resources: [arnOf("application:shop"), arnOf("deploymentgroup:shop/live")],
    detail: { deploymentId: id, application: "shop", deploymentGroup: "live" },
  });
});

it("codedeploy.events.triggers: topics are told of what their triggers name", () => {
  const topic = "arn:aws:sns:us-east-1:123456789012:news";
  const events = ["DeploymentStart", "DeploymentStop", "DeploymentRollback"];
  const account = new ShiftingAccount(
    {},
    {
      triggerConfigurations: [
        { triggerName: "told", triggerTargetArn: topic, triggerEvents: events },
      ],
    },
  );
  account.call("CreateQueue", { QueueName: "told" }, "sqs");
  account.call("CreateTopic", { Name: "news" }, "sns");
  account.call(
    "Subscribe",
    {
      TopicArn: topic,
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:us-east-1:123456789012:told",
      Attributes: { RawMessageDelivery: "true" },
    },
    "sns",
  );
  const id = account.deploy();
  account.call("StopDeployment", { deploymentId: id });
  account.advance(seconds(10));
  const messages = told(account, "told");
  // A standard queue keeps no order.
  const statuses = messages.map(({ status }) => String(status)).sort();
  expect(statuses).toEqual(["CREATED", "STOPPED", "STOPPED"]);
  const stopped = messages.find(({ status }) => status === "STOPPED")!;
  expect(stopped).toMatchObject({
    eventTriggerName: "told",
    applicationName: "shop",
    deploymentId: id,
  });
  expect(String(stopped["errorInformation"])).toContain("MANUAL_STOP");
});
