import type { Plain } from "@orrery/kernel";
import {
  isObject,
  listOf,
  memberOf,
  numberOf,
  objectOf,
  spelled,
  textOf,
  textsOf,
} from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { idOf, rootResourceIdOf } from "../../../gateway/api-id.ts";
import { without } from "./api-record.ts";
import { type ApiParts, type ResourceRecord } from "./kept.ts";

/** What a definition says of an API. */
export interface Imported {
  readonly parts: ApiParts;
  /** Members of the API itself. */
  readonly shown: PlainObject;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const anyMethod = "x-amazon-apigateway-any-method";

/** An API as a definition in OpenAPI says it, of version 2.0 or 3.0, with the extensions of API Gateway. */
export function importedApi(
  definition: PlainObject,
  apiId: string,
  models: readonly PlainObject[],
): Imported {
  const ids = (what: string): string => idOf(`${apiId} ${what}`, 6);
  const schemas = objectOf(
    definition["definitions"] ?? memberOf(definition["components"], "schemas"),
  );
  const own = Object.entries(schemas).map(([name, schema]) =>
    modelOf(name.replaceAll(/[^a-zA-Z0-9]/g, ""), schema, ids),
  );
  const validators = Object.entries(
    objectOf(definition["x-amazon-apigateway-request-validators"]),
  ).map(([name, said]) => ({
    id: ids(`validator ${name}`),
    name,
    validateRequestBody: memberOf(said, "validateRequestBody") === true,
    validateRequestParameters: memberOf(said, "validateRequestParameters") === true,
  }));
  const authorizers = authorizersIn(definition, ids);
  const context: Context = { definition, validators, authorizers, models: own, ids };
  const resources = new Map<string, ResourceRecord>();
  const root = rootResourceIdOf(apiId);
  resources.set("/", { id: root, parentId: null, pathPart: null, path: "/", methods: {} });
  for (const [path, item] of Object.entries(objectOf(definition["paths"]))) {
    const resource = resourceAt(path.startsWith("/") ? path : `/${path}`, resources, ids);
    resources.set(resource.path, {
      ...resource,
      methods: methodsIn(resource.path, objectOf(item), context),
    });
  }
  return {
    parts: {
      resources: [...resources.values()],
      models: [...models.filter((each) => !own.some(({ name }) => name === each["name"])), ...own],
      validators,
      authorizers,
      gatewayResponses: gatewayResponsesIn(definition),
    },
    shown: shownIn(definition),
  };
}

interface Context {
  readonly definition: PlainObject;
  readonly validators: readonly { readonly id: string; readonly name: string }[];
  readonly authorizers: readonly PlainObject[];
  /** Those of the definition; what an operation says itself is added. */
  readonly models: { readonly name: string }[];
  readonly ids: (what: string) => string;
}

const modelOf = (name: string, schema: Plain, ids: Context["ids"]) => ({
  id: ids(`model ${name}`),
  name,
  schema: JSON.stringify(schema),
  contentType: "application/json",
});

/** The name of the model of a schema, which is made where an operation says the schema itself. */
function modelNameFor(
  schema: Plain | undefined,
  of: string,
  { models, ids }: Context,
): string | undefined {
  if (!isObject(schema) || Object.keys(schema).length === 0) return undefined;
  const name = modelNameIn(schema);
  if (name !== undefined) return name;
  const own = `MODEL${ids(`schema of ${of}`)}`;
  models.push(modelOf(own, schema, ids));
  return own;
}

/** The resource of a path, with those that it lies in. */
function resourceAt(
  path: string,
  resources: Map<string, ResourceRecord>,
  ids: Context["ids"],
): ResourceRecord {
  const clean = path.length > 1 ? path.replace(/\/$/, "") : path;
  const known = resources.get(clean);
  if (known !== undefined) return known;
  const at = clean.lastIndexOf("/");
  const parent = resourceAt(at === 0 ? "/" : clean.slice(0, at), resources, ids);
  const made: ResourceRecord = {
    id: ids(`resource ${clean}`),
    parentId: parent.id,
    pathPart: clean.slice(at + 1),
    path: clean,
    methods: {},
  };
  resources.set(clean, made);
  return made;
}

function methodsIn(path: string, item: PlainObject, context: Context): ResourceRecord["methods"] {
  const common = listOf(item["parameters"]);
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, operation]) => {
      const isMethod = methods.includes(name.toLowerCase()) || name === anyMethod;
      if (!isMethod || !isObject(operation)) return [];
      const method = name === anyMethod ? "ANY" : name.toUpperCase();
      return [[method, methodOf(method, path, operation, common, context)]];
    }),
  );
}

const places: Readonly<Record<string, string>> = {
  path: "path",
  query: "querystring",
  header: "header",
};

function methodOf(
  httpMethod: string,
  path: string,
  operation: PlainObject,
  common: readonly Plain[],
  context: Context,
): PlainObject {
  const { definition, validators } = context;
  const parameters: Record<string, boolean> = {};
  const models: Record<string, string> = {};
  for (const said of [...common, ...listOf(operation["parameters"])]) {
    const parameter = resolved(said, definition);
    const place = places[textOf(parameter["in"]) ?? ""];
    if (place !== undefined) {
      parameters[`method.request.${place}.${textOf(parameter["name"]) ?? ""}`] =
        parameter["required"] === true;
    } else if (parameter["in"] === "body") {
      const name = modelNameFor(parameter["schema"], `${httpMethod} ${path}`, context);
      if (name !== undefined) models["application/json"] = name;
    }
  }
  for (const [type, content] of Object.entries(
    objectOf(memberOf(operation["requestBody"], "content")),
  )) {
    const schema = memberOf(content, "schema");
    const name = modelNameFor(schema, `${httpMethod} ${path} ${type}`, context);
    if (name !== undefined) models[type] = name;
  }
  const validator = textOf(
    operation["x-amazon-apigateway-request-validator"] ??
      definition["x-amazon-apigateway-request-validator"],
  );
  const integration = operation["x-amazon-apigateway-integration"];
  const responses = Object.entries(objectOf(operation["responses"])).map(([status, response]) => [
    status === "default" ? "200" : status,
    {
      statusCode: status === "default" ? "200" : status,
      ...headersIn(resolved(response, definition)),
    },
  ]);
  return without({
    httpMethod,
    ...authorizationIn(operation, context),
    requestValidatorId: validators.find(({ name }) => name === validator)?.id,
    operationName: operation["operationId"],
    requestParameters: Object.keys(parameters).length === 0 ? undefined : parameters,
    requestModels: Object.keys(models).length === 0 ? undefined : models,
    methodResponses:
      responses.length === 0 ? undefined : (Object.fromEntries(responses) as PlainObject),
    methodIntegration: isObject(integration) ? integrationIn(integration) : undefined,
  });
}

function headersIn(response: PlainObject): PlainObject {
  const names = Object.keys(objectOf(response["headers"]));
  if (names.length === 0) return {};
  return {
    responseParameters: Object.fromEntries(
      names.map((name) => [`method.response.header.${name}`, false]),
    ),
  };
}

/** What is written elsewhere in the definition and referred to. */
function resolved(said: Plain, definition: PlainObject): PlainObject {
  const reference = textOf(memberOf(said, "$ref"));
  if (reference === undefined) return objectOf(said);
  let value: Plain | undefined = definition;
  for (const part of reference.replace(/^#\//, "").split("/")) value = memberOf(value, part);
  return objectOf(value);
}

const modelNameIn = (schema: Plain | undefined): string | undefined =>
  textOf(memberOf(schema, "$ref"))
    ?.split("/")
    .at(-1)
    ?.replaceAll(/[^a-zA-Z0-9]/g, "");

/** Who may call: by the first of the schemes that are named, where the operation does not say `none`. */
function authorizationIn(
  operation: PlainObject,
  { definition, authorizers }: Context,
): PlainObject {
  const security = listOf(operation["security"] ?? definition["security"]);
  const named = security.flatMap((each) => Object.entries(objectOf(each)));
  const apiKeyRequired = named.some(([name]) => isApiKey(schemeIn(definition, name)));
  const isSigned =
    memberOf(operation["x-amazon-apigateway-auth"], "type") === "AWS_IAM" ||
    named.some(
      ([name]) => schemeIn(definition, name)["x-amazon-apigateway-authtype"] === "awsSigv4",
    );
  if (isSigned) return { authorizationType: "AWS_IAM", apiKeyRequired };
  for (const [name, scopes] of named) {
    const authorizer = authorizers.find((each) => each["name"] === name);
    if (authorizer === undefined) continue;
    const isPool = authorizer["type"] === "COGNITO_USER_POOLS";
    const wanted = textsOf(scopes);
    return {
      authorizationType: isPool ? "COGNITO_USER_POOLS" : "CUSTOM",
      authorizerId: authorizer["id"]!,
      ...(wanted.length === 0 ? {} : { authorizationScopes: wanted }),
      apiKeyRequired,
    };
  }
  return { authorizationType: "NONE", apiKeyRequired };
}

const schemesIn = (definition: PlainObject): PlainObject =>
  objectOf(
    definition["securityDefinitions"] ?? memberOf(definition["components"], "securitySchemes"),
  );

const schemeIn = (definition: PlainObject, name: string): PlainObject =>
  objectOf(memberOf(schemesIn(definition), name));

const isApiKey = (scheme: PlainObject): boolean =>
  scheme["type"] === "apiKey" &&
  (textOf(scheme["name"]) ?? "").toLowerCase() === "x-api-key" &&
  scheme["x-amazon-apigateway-authtype"] === undefined;

function authorizersIn(definition: PlainObject, ids: Context["ids"]): readonly PlainObject[] {
  return Object.entries(schemesIn(definition)).flatMap(([name, scheme]) => {
    const said = memberOf(scheme, "x-amazon-apigateway-authorizer");
    if (!isObject(said)) return [];
    const header = textOf(memberOf(scheme, "name")) ?? "Authorization";
    const type = (textOf(said["type"]) ?? "token").toUpperCase();
    return [
      without({
        id: ids(`authorizer ${name}`),
        name,
        type,
        providerARNs: said["providerARNs"],
        authType: memberOf(scheme, "x-amazon-apigateway-authtype") ?? undefined,
        authorizerUri: said["authorizerUri"],
        authorizerCredentials: said["authorizerCredentials"],
        identitySource:
          said["identitySource"] ??
          (type === "REQUEST" ? undefined : `method.request.header.${header}`),
        identityValidationExpression: said["identityValidationExpression"],
        authorizerResultTtlInSeconds: numberOf(said["authorizerResultTtlInSeconds"]) ?? 300,
      }),
    ];
  });
}

/** An integration as AWS shows it, of one as definitions write it. */
function integrationIn(said: PlainObject): PlainObject {
  const responses = Object.entries(objectOf(said["responses"])).map(([pattern, response]) => {
    const of = objectOf(response);
    const status = spelled(of["statusCode"] ?? "200");
    return [
      status,
      without({
        statusCode: status,
        selectionPattern: pattern === "default" ? undefined : pattern,
        responseParameters: of["responseParameters"],
        responseTemplates: of["responseTemplates"],
        contentHandling: of["contentHandling"],
      }),
    ] as const;
  });
  const timeout = Number(spelled(said["timeoutInMillis"] ?? 29_000));
  return without({
    type: (textOf(said["type"]) ?? "mock").toUpperCase(),
    httpMethod: textOf(said["httpMethod"])?.toUpperCase(),
    uri: said["uri"],
    connectionType: said["connectionType"],
    connectionId: said["connectionId"],
    credentials: said["credentials"],
    requestParameters: said["requestParameters"],
    requestTemplates: said["requestTemplates"],
    passthroughBehavior: (textOf(said["passthroughBehavior"]) ?? "when_no_match").toUpperCase(),
    contentHandling: said["contentHandling"],
    timeoutInMillis: Number.isFinite(timeout) ? timeout : 29_000,
    responseTransferMode: textOf(said["responseTransferMode"])?.toUpperCase(),
    cacheNamespace: said["cacheNamespace"],
    cacheKeyParameters: said["cacheKeyParameters"] ?? [],
    integrationResponses: responses.length === 0 ? undefined : Object.fromEntries(responses),
  });
}

function gatewayResponsesIn(definition: PlainObject): ApiParts["gatewayResponses"] {
  return Object.fromEntries(
    Object.entries(objectOf(definition["x-amazon-apigateway-gateway-responses"])).map(
      ([responseType, said]) => {
        const statusCode = memberOf(said, "statusCode");
        return [
          responseType,
          without({
            responseType,
            statusCode:
              statusCode === undefined || statusCode === null ? undefined : spelled(statusCode),
            responseParameters: memberOf(said, "responseParameters") ?? {},
            responseTemplates: memberOf(said, "responseTemplates") ?? {},
            defaultResponse: false,
          }),
        ];
      },
    ),
  );
}

/** What a definition says of the API itself. */
function shownIn(definition: PlainObject): PlainObject {
  const info = objectOf(definition["info"]);
  const binary = definition["x-amazon-apigateway-binary-media-types"];
  const endpoint = definition["x-amazon-apigateway-endpoint-configuration"];
  const policy = definition["x-amazon-apigateway-policy"];
  return without({
    name: info["title"],
    description: info["description"],
    version: info["version"] === undefined ? undefined : spelled(info["version"]),
    binaryMediaTypes: Array.isArray(binary) ? binary : undefined,
    apiKeySource: textOf(definition["x-amazon-apigateway-api-key-source"])?.toUpperCase(),
    minimumCompressionSize: definition["x-amazon-apigateway-minimum-compression-size"],
    endpointConfiguration: isObject(endpoint) ? endpoint : undefined,
    policy: policy === undefined ? undefined : spelled(policy),
  });
}
