import type { Plain } from "@orrery/kernel";
import { isObject, objectOf, spelled, textOf } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { without } from "./api-record.ts";
import { type ApiParts } from "./kept.ts";

/** A deployed API as a definition in OpenAPI, with the extensions that are asked for. */
export function exportedApi(
  shown: PlainObject,
  parts: ApiParts,
  type: "oas30" | "swagger",
  extensions: readonly string[],
  { stage, region }: { readonly stage: string; readonly region: string },
): PlainObject {
  const isNew = type === "oas30";
  const host = `${textOf(shown["id"]) ?? ""}.execute-api.${region}.amazonaws.com`;
  const withAll = extensions.includes("apigateway");
  const withIntegrations = withAll || extensions.includes("integrations");
  const paths = parts.resources.flatMap(({ path, methods }) => {
    const operations = Object.entries(methods).map(([name, method]) => [
      name === "ANY" ? "x-amazon-apigateway-any-method" : name.toLowerCase(),
      operationOf(method, parts, isNew, withIntegrations),
    ]);
    return operations.length === 0 ? [] : [[path, Object.fromEntries(operations) as PlainObject]];
  });
  const schemas = Object.fromEntries(
    parts.models.map((model) => [
      textOf(model["name"]) ?? "",
      parseJson(textOf(model["schema"]) ?? "{}") ?? {},
    ]),
  );
  return without({
    ...(isNew ? { openapi: "3.0.1" } : { swagger: "2.0" }),
    info: without({
      title: shown["name"],
      description: shown["description"],
      version: shown["version"] ?? "1.0",
    }),
    ...(isNew
      ? {
          servers: [
            {
              url: `https://${host}/{basePath}`,
              variables: { basePath: { default: `/${stage}` } },
            },
          ],
        }
      : { host, basePath: `/${stage}`, schemes: ["https"] }),
    paths: Object.fromEntries(paths) as PlainObject,
    ...(isNew ? { components: { schemas } } : { definitions: schemas }),
    ...(withAll && Object.keys(parts.gatewayResponses).length > 0
      ? { "x-amazon-apigateway-gateway-responses": parts.gatewayResponses }
      : {}),
    ...(withAll && shown["binaryMediaTypes"] !== undefined
      ? { "x-amazon-apigateway-binary-media-types": shown["binaryMediaTypes"] }
      : {}),
  });
}

const places: Readonly<Record<string, string>> = {
  path: "path",
  querystring: "query",
  header: "header",
};

function operationOf(
  method: PlainObject,
  { validators }: ApiParts,
  isNew: boolean,
  withIntegrations: boolean,
): PlainObject {
  const parameters = Object.entries(objectOf(method["requestParameters"])).map(
    ([name, required]) => {
      const [, , place = "", ...rest] = name.split(".");
      return {
        name: rest.join("."),
        in: places[place] ?? place,
        required: place === "path" || required === true,
        ...(isNew ? { schema: { type: "string" } } : { type: "string" }),
      };
    },
  );
  const models = Object.entries(objectOf(method["requestModels"]));
  const reference = (name: Plain): PlainObject => ({
    $ref: `#/${isNew ? "components/schemas" : "definitions"}/${spelled(name)}`,
  });
  const content = Object.fromEntries(
    models.map(([type, name]) => [type, { schema: reference(name) }]),
  );
  const body =
    !isNew && models.length > 0
      ? [
          {
            in: "body",
            name: spelled(models[0]![1]),
            required: true,
            schema: reference(models[0]![1]),
          },
        ]
      : [];
  const responses = Object.fromEntries(
    Object.keys(objectOf(method["methodResponses"])).map((status) => [
      status,
      { description: `${status} response` },
    ]),
  );
  const validator = validators.find((each) => each["id"] === method["requestValidatorId"]);
  const integration = method["methodIntegration"];
  return without({
    operationId: method["operationName"],
    parameters: parameters.length + body.length === 0 ? undefined : [...parameters, ...body],
    requestBody: isNew && models.length > 0 ? { content, required: true } : undefined,
    responses,
    "x-amazon-apigateway-request-validator": validator?.["name"],
    "x-amazon-apigateway-integration":
      withIntegrations && isObject(integration) ? integrationOf(integration) : undefined,
  });
}

/** An integration as definitions write it. */
function integrationOf(said: PlainObject): PlainObject {
  const { integrationResponses, type, passthroughBehavior, responseTransferMode, ...rest } = said;
  const responses = Object.values(objectOf(integrationResponses))
    .filter(isObject)
    .map(({ selectionPattern, ...response }) => [textOf(selectionPattern) ?? "default", response]);
  return without({
    ...rest,
    type: textOf(type)?.toLowerCase(),
    passthroughBehavior: textOf(passthroughBehavior)?.toLowerCase(),
    responseTransferMode,
    responses: responses.length === 0 ? undefined : (Object.fromEntries(responses) as PlainObject),
  });
}
