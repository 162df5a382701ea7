import type { Plain } from "@orrery/kernel";
import { listOf, objectOf, spelled } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Deployment } from "../../service/deployment.ts";
import {
  templateTypes,
  type MadeType,
  type PropertyMeaning,
  type Reading,
} from "../../service/template-type.ts";
import facts from "./resource-types.json" with { type: "json" };

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning });
const servers = "For servers, which are not modeled.";

/** Names of the API begin with small letters, and those of templates with capitals. */
function asAsked(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(asAsked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as PlainObject).map(([name, each]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      asAsked(each),
    ]),
  );
}

const named =
  (operation: string, members: readonly string[]): Deployment["remove"] =>
  ({ operations: [made] }) => [
    {
      operation,
      params: Object.fromEntries(members.map((member) => [member, made?.params[member] ?? null])),
    },
  ];

const tags = ignored("Tags change nothing.");

/** An application in a template. */
const applicationType: MadeType = {
  type: "AWS::CodeDeploy::Application",
  naming: { maxLength: 100 },
  properties: {
    ApplicationName: modeled("Names the application.", "text"),
    ComputePlatform: modeled("Deployments to Lambda are simulated.", "text"),
    Tags: tags,
  },
  make({ ComputePlatform }, { name }) {
    return ComputePlatform === "Lambda"
      ? [
          {
            operation: "CreateApplication",
            params: { applicationName: name, computePlatform: "Lambda" },
          },
        ]
      : "Deployments to servers and containers are not modeled.";
  },
  meaning: () => "An application of CodeDeploy for Lambda, simulated.",
  deployment: { change: () => "replace", remove: named("DeleteApplication", ["applicationName"]) },
};

const alarms: Reading = {
  members: {
    Alarms: { items: { members: { Name: "text" } } },
    Enabled: "truth",
    IgnorePollAlarmFailure: "truth",
  },
};

/** A deployment group in a template. */
const groupType: MadeType = {
  type: "AWS::CodeDeploy::DeploymentGroup",
  naming: { maxLength: 100 },
  properties: {
    ApplicationName: {
      verdict: "modeled",
      meaning: "Names its application.",
      names: { by: "reference", of: ["AWS::CodeDeploy::Application"] },
    },
    DeploymentGroupName: modeled("Names the group.", "text"),
    DeploymentConfigName: modeled("Says how traffic is shifted.", "text"),
    ServiceRoleArn: modeled("The role that its deployments act with.", "text"),
    AlarmConfiguration: modeled("Alarms that stop a deployment.", alarms),
    AutoRollbackConfiguration: modeled("When the traffic goes back.", {
      members: { Enabled: "truth", Events: { items: "text" } },
    }),
    TriggerConfigurations: modeled("Topics that are told of deployments.", {
      items: {
        members: {
          TriggerName: "text",
          TriggerTargetArn: "text",
          TriggerEvents: { items: "text" },
        },
      },
    }),
    DeploymentStyle: modeled("Blue and green, with control of traffic.", {
      members: { DeploymentOption: "text", DeploymentType: "text" },
    }),
    Deployment: {
      verdict: "opaque",
      meaning: "The first deployment of a group is for servers, and is left out.",
    },
    AutoScalingGroups: ignored(servers),
    BlueGreenDeploymentConfiguration: ignored(servers),
    ECSServices: ignored(servers),
    Ec2TagFilters: ignored(servers),
    Ec2TagSet: ignored(servers),
    LoadBalancerInfo: ignored(servers),
    OnPremisesInstanceTagFilters: ignored(servers),
    OnPremisesTagSet: ignored(servers),
    OutdatedInstancesStrategy: ignored(servers),
    TerminationHookEnabled: ignored(servers),
    Tags: tags,
  },
  make({ ApplicationName: _, DeploymentGroupName: __, ...values }, { name, named: found }) {
    const application = found["ApplicationName"]?.resource?.name;
    if (application === undefined) {
      return "Its application is not in this template, or is not for Lambda: nothing is made of it.";
    }
    const { TriggerConfigurations, ...rest } = values;
    const params = {
      applicationName: application,
      deploymentGroupName: name,
      ...objectOf(asAsked(rest)),
      ...(TriggerConfigurations === undefined
        ? {}
        : { triggerConfigurations: listOf(TriggerConfigurations).map(asAsked) }),
    };
    return [{ operation: "CreateDeploymentGroup", params }];
  },
  meaning: ({ DeploymentConfigName = "CodeDeployDefault.LambdaAllAtOnce" }) =>
    `A deployment group that shifts traffic by ${spelled(DeploymentConfigName)}, simulated.`,
  deployment: {
    change({ operations: [before] }, [after]) {
      if (before === undefined || after === undefined) return "replace";
      const { applicationName, deploymentGroupName, ...params } = after.params;
      const isSame =
        before.params["applicationName"] === applicationName &&
        before.params["deploymentGroupName"] === deploymentGroupName;
      if (!isSame) return "replace";
      return [
        {
          operation: "UpdateDeploymentGroup",
          params: {
            applicationName: applicationName ?? null,
            currentDeploymentGroupName: deploymentGroupName ?? null,
            // What is not said any more is as if it never was.
            alarmConfiguration: {},
            autoRollbackConfiguration: {},
            triggerConfigurations: [],
            ...params,
          },
        },
      ];
    },
    remove: named("DeleteDeploymentGroup", ["applicationName", "deploymentGroupName"]),
  },
};

const percentage = (kind: "Canary" | "Linear"): Reading => ({
  members: { [`${kind}Percentage`]: "wholeNumber", [`${kind}Interval`]: "wholeNumber" },
});

/** A deployment configuration in a template. */
const configurationType: MadeType = {
  type: "AWS::CodeDeploy::DeploymentConfig",
  naming: { maxLength: 100 },
  properties: {
    DeploymentConfigName: modeled("Names the configuration.", "text"),
    ComputePlatform: modeled("Deployments to Lambda are simulated.", "text"),
    TrafficRoutingConfig: modeled("Says how traffic is shifted.", {
      members: {
        Type: "text",
        TimeBasedCanary: percentage("Canary"),
        TimeBasedLinear: percentage("Linear"),
      },
    }),
    MinimumHealthyHosts: ignored(servers),
    ZonalConfig: ignored(servers),
  },
  make({ ComputePlatform, TrafficRoutingConfig = {} }, { name }) {
    return ComputePlatform === "Lambda"
      ? [
          {
            operation: "CreateDeploymentConfig",
            params: {
              deploymentConfigName: name,
              computePlatform: "Lambda",
              trafficRoutingConfig: asAsked(TrafficRoutingConfig),
            },
          },
        ]
      : "Deployments to servers and containers are not modeled.";
  },
  meaning: () => "A way of shifting traffic, simulated.",
  deployment: {
    change: () => "replace",
    remove: named("DeleteDeploymentConfig", ["deploymentConfigName"]),
  },
};

/** What templates may have of CodeDeploy. */
export const codedeployTemplateTypes = templateTypes(facts, [
  applicationType,
  groupType,
  configurationType,
]);
