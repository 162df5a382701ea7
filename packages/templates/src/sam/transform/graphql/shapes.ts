import { isFunction } from "../intrinsics.ts";
import { isList, isMap, isText, type Json, type JsonMap } from "../json.ts";
import { resourceProblem } from "../problems.ts";

/** What a part of a GraphQL API may be. */
type Shape =
  | { readonly members: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly each: Shape }
  | { readonly list: Shape }
  | { readonly either: Shape }
  | { readonly words: readonly string[] }
  | "any"
  | "text";

const authentication: Readonly<Record<string, Shape>> = {
  Type: {
    words: ["AWS_IAM", "API_KEY", "AWS_LAMBDA", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS"],
  },
  LambdaAuthorizer: {
    members: {
      AuthorizerResultTtlInSeconds: "any",
      AuthorizerUri: "any",
      IdentityValidationExpression: "any",
    },
    required: ["AuthorizerUri"],
  },
  OpenIDConnect: { members: { AuthTTL: "any", ClientId: "any", IatTTL: "any", Issuer: "any" } },
  UserPool: {
    members: { AppIdClientRegex: "any", AwsRegion: "any", DefaultAction: "any", UserPoolId: "any" },
  },
};

const runtime: Shape = { members: { Name: "any", Version: "any" }, required: ["Name", "Version"] };

const sync: Shape = {
  members: { ConflictDetection: "any", ConflictHandler: "any", LambdaConflictHandlerConfig: "any" },
};

/** The properties that have a shape of their own, by name. */
const shapes: Readonly<Record<string, Shape>> = {
  Auth: {
    members: {
      ...authentication,
      Additional: { list: { members: authentication, required: ["Type"] } },
    },
    required: ["Type"],
  },
  Logging: {
    either: {
      members: { CloudWatchLogsRoleArn: "any", ExcludeVerboseContent: "any", FieldLogLevel: "any" },
    },
  },
  ApiKeys: { each: { members: { ApiKeyId: "any", Description: "any", ExpiresOn: "any" } } },
  DomainName: {
    members: { CertificateArn: "any", DomainName: "any", Description: "any" },
    required: ["CertificateArn", "DomainName"],
  },
  Cache: {
    members: {
      ApiCachingBehavior: "any",
      Type: "any",
      Ttl: "any",
      AtRestEncryptionEnabled: "any",
      TransitEncryptionEnabled: "any",
    },
    required: ["ApiCachingBehavior", "Type", "Ttl"],
  },
  DataSources: {
    members: {
      DynamoDb: {
        each: {
          members: {
            TableName: "any",
            ServiceRoleArn: "any",
            TableArn: "any",
            Permissions: { list: { words: ["Read", "Write"] } },
            Name: "any",
            Description: "any",
            Region: "any",
            DeltaSync: {
              members: { BaseTableTTL: "any", DeltaSyncTableName: "any", DeltaSyncTableTTL: "any" },
            },
            UseCallerCredentials: "any",
            Versioned: "any",
          },
          required: ["TableName"],
        },
      },
      Lambda: {
        each: {
          members: { FunctionArn: "any", ServiceRoleArn: "any", Name: "any", Description: "any" },
          required: ["FunctionArn"],
        },
      },
    },
  },
  Functions: {
    each: {
      members: {
        DataSource: "any",
        Runtime: runtime,
        InlineCode: "any",
        CodeUri: "any",
        Description: "any",
        MaxBatchSize: "any",
        Name: "any",
        Id: "any",
        Sync: sync,
      },
    },
  },
  Resolvers: {
    each: {
      each: {
        members: {
          FieldName: "text",
          Pipeline: { list: "text" },
          InlineCode: "any",
          CodeUri: "any",
          Runtime: runtime,
          Caching: { members: { Ttl: "any", CachingKeys: { list: "any" } } },
          MaxBatchSize: "any",
          Sync: sync,
        },
      },
    },
  },
};

/** @throws SamProblem for a member that the API does not have, or of the wrong kind */
export function checkShapes(id: string, properties: JsonMap): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const value = properties[name];
    if (value === undefined || value === null) continue;
    const wrong = wrongIn(value, shape, name);
    if (wrong !== undefined) throw resourceProblem(id, `Property '${wrong}' is invalid.`);
  }
}

/** The path of the first part that is not as its shape says. */
function wrongIn(value: Json, shape: Shape, path: string): string | undefined {
  if (shape === "any") return undefined;
  if (shape === "text") return isText(value) ? undefined : path;
  if ("words" in shape) return isText(value) && shape.words.includes(value) ? undefined : path;
  if ("either" in shape) {
    return typeof value === "boolean" ? undefined : wrongIn(value, shape.either, path);
  }
  if ("list" in shape) {
    if (!isList(value)) return path;
    return firstOf(value.map((item, index) => () => wrongIn(item, shape.list, `${path}.${index}`)));
  }
  if (!isMap(value) || isFunction(value)) return path;
  const inside = (name: string, inner: Shape) => () =>
    wrongIn(value[name] ?? null, inner, `${path}.${name}`);
  if ("each" in shape) {
    return firstOf(Object.keys(value).map((name) => inside(name, shape.each)));
  }
  const missing = shape.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${path}.${missing}`;
  return firstOf(
    Object.keys(value).map((name) => {
      const inner = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
      return inner === undefined ? () => `${path}.${name}` : inside(name, inner);
    }),
  );
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const wrong = check();
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
