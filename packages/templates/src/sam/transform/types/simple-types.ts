import { expectGiven, expectMap, ofResource } from "../expectations.ts";
import { getAtt, isFunction } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  pick,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { assumedBy } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { printed } from "../python-text.ts";
import { s3Code } from "../function/code.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";

const attributeTypes: Readonly<Record<string, string>> = { String: "S", Number: "N", Binary: "B" };

/** A table with one key. */
export function makeSimpleTable({
  id,
  properties,
  attributes,
  dependsOn,
}: SamResource): Generated[] {
  const given = memberOf(properties, "PrimaryKey");
  const throughput = memberOf(properties, "ProvisionedThroughput");
  const tags = memberOf(properties, "Tags");
  const optional = (name: string): Maybe => {
    const value = memberOf(properties, name);
    return isGiven(value) ? value : undefined;
  };
  let key: JsonMap = { AttributeName: "id", AttributeType: "S" };
  if (isGiven(given)) {
    const name = expectGiven(memberOf(given, "Name"), "PrimaryKey.Name", ofResource(id));
    const type = expectGiven(memberOf(given, "Type"), "PrimaryKey.Type", ofResource(id));
    const known =
      isText(type) && Object.hasOwn(attributeTypes, type) ? attributeTypes[type] : undefined;
    if (known === undefined) throw resourceProblem(id, `Invalid 'Type' "${printed(type)}".`);
    key = { AttributeName: name, AttributeType: known };
  }
  return [
    generated(
      id,
      "AWS::DynamoDB::Table",
      {
        AttributeDefinitions: [key],
        KeySchema: [{ AttributeName: key.AttributeName ?? null, KeyType: "HASH" }],
        ProvisionedThroughput: isGiven(throughput) ? throughput : undefined,
        BillingMode: isGiven(throughput) ? undefined : "PAY_PER_REQUEST",
        SSESpecification: optional("SSESpecification"),
        TableName: optional("TableName"),
        PointInTimeRecoverySpecification: optional("PointInTimeRecoverySpecification"),
        Tags: isGiven(tags) ? tagList(tags) : undefined,
      },
      { attributes, dependsOn, from: properties },
    ),
  ];
}

/** A nested application. */
export function makeApplication({
  id,
  properties,
  inherited,
  dependsOn,
}: SamResource): Generated[] {
  const location = memberOf(properties, "Location");
  const url = memberOf(properties, "TemplateUrl");
  const application = memberOf(location, "ApplicationId");
  const version = memberOf(location, "SemanticVersion");
  const tags = mapOf({
    "lambda:createdBy": "SAM",
    "serverlessrepo:applicationId": application,
    "serverlessrepo:semanticVersion": version,
  });
  return [
    generated(
      id,
      "AWS::CloudFormation::Stack",
      {
        Parameters: memberOf(properties, "Parameters"),
        NotificationARNs: memberOf(properties, "NotificationARNs"),
        Tags: [...tagList(tags), ...tagList(memberOf(properties, "Tags"))],
        TimeoutInMinutes: memberOf(properties, "TimeoutInMinutes"),
        TemplateURL: isGiven(url) ? url : "",
      },
      { attributes: inherited, dependsOn, from: properties },
    ),
  ];
}

/** A version of a layer: its id changes with what it is of, so that the old ones can stay. */
export function makeLayer(sam: SamResource, stage: Stage): Generated[] {
  const { id, inherited, dependsOn, attributes } = sam;
  const properties = { ...sam.properties };
  for (const name of ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"]) {
    const value = memberOf(properties, name);
    if (value === undefined || value === null) continue;
    const resolved = stage.resolver.parameters(value);
    if (!isText(resolved) && !isMap(resolved)) {
      throw resourceProblem(
        id,
        `Could not resolve parameter for '${name}' or parameter is not a String.`,
      );
    }
    properties[name] = resolved;
  }
  const retention = retentionOf(id, memberOf(properties, "RetentionPolicy"));
  const kept = pick(
    attributes,
    (key) => !["DeletionPolicy", "UpdateReplacePolicy", "Metadata"].includes(key),
  );
  const hashed = {
    [id]: mapOf({
      Type: sam.type,
      DependsOn: dependsOn,
      ...kept,
      Properties: pick(properties, (key) => properties[key] !== null),
    }),
  };
  const layerId = hashedId(id, hashed);
  const name = memberOf(properties, "LayerName");
  checkArchitectures(layerId, memberOf(properties, "CompatibleArchitectures"));
  return [
    generated(
      layerId,
      "AWS::Lambda::LayerVersion",
      {
        LayerName: isGiven(name) ? name : id,
        Description: memberOf(properties, "Description"),
        Content: s3Code(layerId, memberOf(properties, "ContentUri") ?? null, "ContentUri"),
        CompatibleArchitectures: memberOf(properties, "CompatibleArchitectures"),
        CompatibleRuntimes: memberOf(properties, "CompatibleRuntimes"),
        LicenseInfo: memberOf(properties, "LicenseInfo"),
      },
      {
        attributes: {
          DeletionPolicy: "Retain",
          ...inherited,
          ...(retention === undefined ? {} : { DeletionPolicy: retention }),
        },
        dependsOn,
        from: sam.properties,
      },
    ),
  ];
}

function retentionOf(id: string, given: Maybe): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (isFunction(given)) {
    throw resourceProblem(
      id,
      "'RetentionPolicy' does not accept intrinsic functions, please use one of the following options: ['Retain', 'Delete']",
    );
  }
  if (!isText(given)) {
    throw resourceProblem(
      id,
      "Invalid 'RetentionPolicy' type, please use one of the following options: ['Retain', 'Delete']",
    );
  }
  const option = ["Retain", "Delete"].find((each) => each.toLowerCase() === given.toLowerCase());
  if (option !== undefined) return option;
  throw resourceProblem(
    id,
    "'RetentionPolicy' must be one of the following options: ['Retain', 'Delete'].",
  );
}

function checkArchitectures(id: string, given: Maybe): void {
  if (!isList(given)) return;
  if (given.every((each) => isFunction(each) || each === "x86_64" || each === "arm64")) return;
  throw resourceProblem(id, "CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
}

/** A provider of managed instances for functions. */
export function makeCapacityProvider(sam: SamResource, stage: Stage): Generated[] {
  const { id, properties, attributes, dependsOn } = sam;
  const vpc = expectMap(memberOf(properties, "VpcConfig"), "VpcConfig", ofResource(id));
  const subnets = memberOf(vpc, "SubnetIds");
  if (subnets === undefined || subnets === null) {
    throw resourceProblem(id, "Property 'VpcConfig.SubnetIds' is required.");
  }
  const requirements = memberOf(properties, "InstanceRequirements");
  if (
    isGiven(memberOf(requirements, "AllowedTypes")) &&
    isGiven(memberOf(requirements, "ExcludedTypes"))
  ) {
    throw resourceProblem(
      id,
      "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together.",
    );
  }
  const given = memberOf(properties, "OperatorRole");
  const role = isGiven(given) ? undefined : operatorRole(sam, stage);
  const tags = memberOf(properties, "Tags");
  const own = tagList({ ...(isMap(tags) ? tags : {}), "lambda:createdBy": "SAM" });
  const name = memberOf(properties, "CapacityProviderName");
  const key = memberOf(properties, "KmsKeyArn");
  const provider = generated(
    id,
    "AWS::Lambda::CapacityProvider",
    {
      CapacityProviderName: isGiven(name) ? name : undefined,
      VpcConfig: mapOf({
        SubnetIds: subnets,
        SecurityGroupIds: memberOf(vpc, "SecurityGroupIds"),
      }),
      PermissionsConfig: {
        CapacityProviderOperatorRoleArn:
          role === undefined ? (given ?? null) : getAtt(role.id, "Arn"),
      },
      Tags: own,
      InstanceRequirements: isGiven(requirements)
        ? mapOf({
            Architectures: memberOf(requirements, "Architectures"),
            AllowedInstanceTypes: memberOf(requirements, "AllowedTypes"),
            ExcludedInstanceTypes: memberOf(requirements, "ExcludedTypes"),
          })
        : undefined,
      CapacityProviderScalingConfig: scalingOf(memberOf(properties, "ScalingConfig")),
      KmsKeyArn: isGiven(key) ? key : undefined,
    },
    { attributes, dependsOn, from: properties },
  );
  if (role !== undefined && isGiven(memberOf(properties, "PropagateTags")) && isGiven(tags)) {
    role.properties.Tags = own;
  }
  return role === undefined ? [provider] : [role, provider];
}

function scalingOf(config: Maybe): Maybe {
  if (!isGiven(config)) return undefined;
  const target: Json | undefined = memberOf(config, "AverageCPUUtilization");
  const isManual = target !== undefined && target !== null;
  return mapOf({
    MaxVCpuCount: memberOf(config, "MaxVCpuCount"),
    ScalingMode: isManual ? "Manual" : "Auto",
    ScalingPolicies: isManual
      ? [
          {
            PredefinedMetricType: "LambdaCapacityProviderAverageCPUUtilization",
            TargetValue: target,
          },
        ]
      : undefined,
  });
}

const operatorRole = ({ id, inherited }: SamResource, stage: Stage): Generated =>
  generated(
    `${id}OperatorRole`,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: assumedBy("lambda.amazonaws.com"),
      ManagedPolicyArns: [stage.managedPolicyArn("AWSLambdaManagedEC2ResourceOperator")],
      Tags: tagList({ "lambda:createdBy": "SAM" }),
    },
    { attributes: inherited },
  );
