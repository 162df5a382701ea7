import { getAtt, ref } from "../intrinsics.ts";
import { isGiven, isMap, mapOf, memberOf, type Json, type JsonMap, type Maybe } from "../json.ts";
import { assumedBy } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { generated, type Generated } from "../resource.ts";
import type { GraphQlParts } from "./parts.ts";

/** Where an API has its data, by the name that functions call it. */
export function dataSourcesOf(parts: GraphQlParts): Generated[] {
  const sources = memberOf(parts.sam.properties, "DataSources");
  return [
    ...entriesOf(sources, "DynamoDb").flatMap(([name, source]) => table(parts, name, source)),
    ...entriesOf(sources, "Lambda").flatMap(([name, source]) => lambda(parts, name, source)),
  ];
}

const entriesOf = (sources: Maybe, kind: string): [string, JsonMap][] => {
  const named = memberOf(sources, kind);
  return Object.entries(isMap(named) ? named : {}).filter((entry): entry is [string, JsonMap] =>
    isMap(entry[1]),
  );
};

function table(parts: GraphQlParts, name: string, source: JsonMap): Generated[] {
  const id = `${parts.sam.id}${name}DynamoDBDataSource`;
  const region = memberOf(source, "Region");
  const config = mapOf({
    AwsRegion: isGiven(region) ? region : ref("AWS::Region"),
    TableName: memberOf(source, "TableName"),
    UseCallerCredentials: memberOf(source, "UseCallerCredentials"),
    Versioned: memberOf(source, "Versioned"),
    DeltaSyncConfig: memberOf(source, "DeltaSync"),
  });
  return withRole(
    parts,
    { id, name, source, type: "AMAZON_DYNAMODB" },
    { DynamoDBConfig: config },
    () => {
      const arn = memberOf(source, "TableArn");
      if (!isGiven(arn)) {
        throw resourceProblem(
          name,
          "'TableArn' must be defined to create the role and policy if 'ServiceRoleArn' is not defined.",
        );
      }
      const permissions = memberOf(source, "Permissions");
      return {
        id: `${id}ToTableConnector`,
        destination: { Type: "AWS::DynamoDB::Table", Arn: arn },
        permissions: isGiven(permissions) ? permissions : ["Read", "Write"],
      };
    },
  );
}

function lambda(parts: GraphQlParts, name: string, source: JsonMap): Generated[] {
  const id = `${parts.sam.id}${name}LambdaDataSource`;
  const arn = memberOf(source, "FunctionArn") ?? null;
  const config: JsonMap = { LambdaFunctionArn: arn };
  return withRole(
    parts,
    { id, name, source, type: "AWS_LAMBDA" },
    { LambdaConfig: config },
    () => ({
      id: `${id}ToLambdaConnector`,
      destination: { Type: "AWS::Lambda::Function", Arn: arn },
      permissions: ["Write"],
    }),
  );
}

interface Source {
  readonly id: string;
  readonly name: string;
  readonly source: JsonMap;
  readonly type: string;
}

interface Permitted {
  readonly id: string;
  readonly destination: JsonMap;
  readonly permissions: Json;
}

/** A source, with a role that may use what it names unless it names a role itself. */
function withRole(
  { sam, apiId, beside, connect }: GraphQlParts,
  { id, name, source, type }: Source,
  config: JsonMap,
  permitted: () => Permitted,
): Generated[] {
  const given = memberOf(source, "Name");
  const service = memberOf(source, "ServiceRoleArn");
  const role = `${id}Role`;
  const made = generated(
    id,
    "AWS::AppSync::DataSource",
    {
      ApiId: apiId,
      Name: isGiven(given) ? given : name,
      Type: type,
      Description: memberOf(source, "Description"),
      ServiceRoleArn: isGiven(service) ? service : getAtt(role, "Arn"),
      ...config,
    },
    { ...beside, from: sam.properties },
  );
  if (isGiven(service)) return [made];
  const connection = permitted();
  const from = {
    Type: "AWS::AppSync::DataSource",
    Arn: getAtt(id, "DataSourceArn"),
    RoleName: ref(role),
  };
  return [
    made,
    generated(
      role,
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: assumedBy("appsync.amazonaws.com") },
      beside,
    ),
    ...connect(connection.id, from, connection.destination, connection.permissions),
  ];
}
