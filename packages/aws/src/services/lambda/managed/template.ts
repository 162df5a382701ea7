import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { capacityProviderDeployment } from "../deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const kept = (meaning: string): PropertyMeaning => ({ verdict: "ignored", meaning, read: "plain" });

/** Which capacity provider a function runs on. */
export const capacityProviderProperty: PropertyMeaning = {
  ...modeled("Has it run on managed instances.", "plain"),
  names: {
    member: "LambdaManagedInstancesCapacityProviderConfig.CapacityProviderArn",
    by: "arn",
    of: ["AWS::Lambda::CapacityProvider"],
  },
  charge: "its managed instances",
};

/** How many execution environments it has there. */
export const functionScalingProperty: PropertyMeaning = {
  ...modeled("Bounds its execution environments on managed instances.", {
    members: { MinExecutionEnvironments: "wholeNumber", MaxExecutionEnvironments: "wholeNumber" },
    exact: ["MinExecutionEnvironments", "MaxExecutionEnvironments"],
  }),
};

/** A capacity provider in a template. */
export const capacityProviderType: MadeType = {
  type: "AWS::Lambda::CapacityProvider",
  naming: { maxLength: 64 },
  properties: {
    CapacityProviderName: modeled("Names the capacity provider.", "text"),
    VpcConfig: kept("Instances are not simulated one by one."),
    PermissionsConfig: kept(
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ),
    InstanceRequirements: kept("Instances are not simulated one by one."),
    CapacityProviderScalingConfig: kept("Instances are not simulated one by one."),
    KmsKeyArn: kept("Encryption costs nothing and changes nothing here."),
    PropagateTags: { verdict: "ignored", meaning: "Tags change nothing." },
    Tags: { verdict: "ignored", meaning: "Tags change nothing." },
    TelemetryConfig: { verdict: "ignored", meaning: "Instances write no logs here." },
  },
  make({ CapacityProviderName: _, VpcConfig: __, ...said }, { name, accountId, logicalId }) {
    const operator = `arn:aws:iam::${accountId}:role/${logicalId}Operator`;
    const params = {
      // Subnets and groups of a template have no ids here.
      VpcConfig: { SubnetIds: ["subnet-00000000"], SecurityGroupIds: ["sg-00000000"] },
      PermissionsConfig: { CapacityProviderOperatorRoleArn: operator },
      ...said,
      CapacityProviderName: name,
    };
    return [{ operation: "CreateCapacityProvider", params }];
  },
  returns: () => ({ State: "Active" }),
  meaning: () => "Managed instances on which functions run, simulated.",
  deployment: capacityProviderDeployment,
};
