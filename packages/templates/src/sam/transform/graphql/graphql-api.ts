import { makeConnector } from "../connector/connector.ts";
import { getAtt, ref, sub } from "../intrinsics.ts";
import { isGiven, isMap, mapOf, memberOf, type JsonMap, type Maybe } from "../json.ts";
import { assumedBy } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { authenticationOf } from "./authentication.ts";
import { dataSourcesOf } from "./data-sources.ts";
import type { GraphQlParts } from "./parts.ts";
import { functionsOf, resolversOf } from "./resolvers.ts";
import { checkShapes } from "./shapes.ts";

/** Properties that CloudFormation has as SAM does. */
const asWritten = [
  ...["XrayEnabled", "Visibility", "OwnerContact", "IntrospectionConfig", "QueryDepthLimit"],
  "ResolverCountLimit",
];

/** A GraphQL API: its schema, where its data are, and what resolves its fields. */
export function makeGraphQlApi(sam: SamResource, stage: Stage, original: JsonMap): Generated[] {
  const { id, properties } = sam;
  checkShapes(id, properties);
  const parts = partsOf(sam, stage, original);
  const auth = memberOf(properties, "Auth");
  const { properties: providers, authorizers } = authenticationOf(id, isMap(auth) ? auth : {});
  const name = memberOf(properties, "Name");
  const logging = loggingOf(parts);
  const api = generated(
    id,
    "AWS::AppSync::GraphQLApi",
    {
      Name: isGiven(name) ? name : id,
      ...Object.fromEntries(asWritten.map((key) => [key, memberOf(properties, key)])),
      ...providers,
      Tags: tagsOf(memberOf(properties, "Tags")),
      LogConfig: logging.config,
    },
    { ...parts.beside, from: properties },
  );
  const schema = schemaOf(parts);
  const connectors = authorizers.flatMap((arn, index) =>
    parts.connect(
      `${id}ToLambdaAuthConnector${index + 1}`,
      { Type: "AWS::AppSync::GraphQLApi", Arn: ref(id), ResourceId: parts.apiId },
      { Type: "AWS::Lambda::Function", Arn: arn },
      ["Write"],
    ),
  );
  const beside = [...apiKeys(parts), ...cache(parts)];
  const sources = dataSourcesOf(parts);
  const domain = domainOf(parts);
  const functions = functionsOf(parts, sourceIdsOf(sam));
  const resolvers = resolversOf(parts, schema.id, functions.ids);
  return [
    ...[api, schema, ...connectors, ...logging.resources, ...beside, ...sources, ...domain],
    ...[...functions.resources, ...resolvers],
  ];
}

function partsOf(sam: SamResource, stage: Stage, original: JsonMap): GraphQlParts {
  const { id, attributes, dependsOn } = sam;
  return {
    sam,
    apiId: getAtt(id, "ApiId"),
    beside: { attributes, dependsOn },
    connect: (connector, Source, Destination, Permissions) =>
      makeConnector(
        { ...sam, id: connector, properties: { Source, Destination, Permissions } },
        stage,
        original,
      ),
  };
}

const tagsOf = (tags: Maybe) => [...tagList(tags), ...tagList({ "graphqlapi:createdBy": "SAM" })];

function sourceIdsOf({ id, properties }: SamResource): ReadonlyMap<string, string> {
  const sources = memberOf(properties, "DataSources");
  const namesIn = (kind: string) => {
    const named = memberOf(sources, kind);
    return Object.keys(isMap(named) ? named : {});
  };
  return new Map([
    ...namesIn("DynamoDb").map((name): [string, string] => [
      name,
      `${id}${name}DynamoDBDataSource`,
    ]),
    ...namesIn("Lambda").map((name): [string, string] => [name, `${id}${name}LambdaDataSource`]),
  ]);
}

/** All is logged unless the template says otherwise, in a role of its own unless it names one. */
function loggingOf({ sam, beside }: GraphQlParts): { config: Maybe; resources: Generated[] } {
  const logging = memberOf(sam.properties, "Logging");
  if (logging === false) return { config: undefined, resources: [] };
  const id = `${sam.id}CloudWatchRole`;
  const role = memberOf(logging, "CloudWatchLogsRoleArn");
  const level = memberOf(logging, "FieldLogLevel");
  const config = mapOf({
    CloudWatchLogsRoleArn: isGiven(role) ? role : getAtt(id, "Arn"),
    ExcludeVerboseContent: memberOf(logging, "ExcludeVerboseContent"),
    FieldLogLevel: isGiven(level) ? level : "ALL",
  });
  if (isGiven(role)) return { config, resources: [] };
  const policy =
    "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs";
  const made = generated(
    id,
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: assumedBy("appsync.amazonaws.com"),
      ManagedPolicyArns: [sub(policy)],
    },
    beside,
  );
  return { config, resources: [made] };
}

function schemaOf({ sam, apiId, beside }: GraphQlParts): Generated {
  const inline = memberOf(sam.properties, "SchemaInline");
  const uri = memberOf(sam.properties, "SchemaUri");
  if (isGiven(inline) && isGiven(uri)) {
    throw resourceProblem(
      sam.id,
      "Both 'SchemaInline' and 'SchemaUri' cannot be defined at the same time.",
    );
  }
  if (!isGiven(inline) && !isGiven(uri)) {
    throw resourceProblem(sam.id, "One of 'SchemaInline' or 'SchemaUri' must be set.");
  }
  return generated(
    `${sam.id}Schema`,
    "AWS::AppSync::GraphQLSchema",
    {
      ApiId: apiId,
      Definition: isGiven(inline) ? inline : undefined,
      DefinitionS3Location: isGiven(inline) ? undefined : uri,
    },
    { ...beside, from: sam.properties },
  );
}

function apiKeys({ sam, apiId, beside }: GraphQlParts): Generated[] {
  const keys = memberOf(sam.properties, "ApiKeys");
  return Object.entries(isMap(keys) ? keys : {}).map(([name, key]) =>
    generated(
      `${sam.id}${name}`,
      "AWS::AppSync::ApiKey",
      {
        ApiId: apiId,
        ApiKeyId: memberOf(key, "ApiKeyId"),
        Description: memberOf(key, "Description"),
        Expires: memberOf(key, "ExpiresOn"),
      },
      beside,
    ),
  );
}

function cache({ sam, apiId, beside }: GraphQlParts): Generated[] {
  const written = memberOf(sam.properties, "Cache");
  if (!isMap(written) || !isGiven(written)) return [];
  const properties = { ApiId: apiId, ...written };
  return [generated(`${sam.id}ApiCache`, "AWS::AppSync::ApiCache", properties, beside)];
}

function domainOf({ sam, apiId, beside }: GraphQlParts): Generated[] {
  const written = memberOf(sam.properties, "DomainName");
  if (!isMap(written) || !isGiven(written)) return [];
  const id = `${sam.id}DomainName`;
  return [
    generated(id, "AWS::AppSync::DomainName", { ...written }, beside),
    generated(
      `${id}ApiAssociation`,
      "AWS::AppSync::DomainNameApiAssociation",
      { ApiId: apiId, DomainName: getAtt(id, "DomainName") },
      beside,
    ),
  ];
}
