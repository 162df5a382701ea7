import { integrated, integrationKey, isVersion3 } from "../api/paths.ts";
import { isFunction } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
} from "../json.ts";
import { eventProblem } from "../problems.ts";
import { printed } from "../python-text.ts";
import type { SamEvent } from "./event.ts";

const pathOf = ({ properties }: SamEvent): string => printed(memberOf(properties, "Path"));

/** Demands a body of a model of the API, where the event says so. */
export function addRequestModel(
  event: SamEvent,
  document: JsonMap,
  api: JsonMap | undefined,
  method: string,
): void {
  const request = memberOf(event.properties, "RequestModel");
  const model = memberOf(request, "Model");
  if (!isGiven(model)) return;
  const path = pathOf(event);
  const where = `[${printed(model)}] on API method [${method}] for path [${path}]`;
  const complain = (why: string) =>
    eventProblem(event.name, `Unable to set RequestModel ${where} because ${why}`);
  const models = memberOf(api, "Models");
  if (!isGiven(models)) throw complain("the related API does not define any Models.");
  if (!isFunction(models) && !isMap(models)) {
    throw complain("the related API Models defined is of invalid type.");
  }
  if (!isText(model)) throw complain("the related API does not contain valid Models.");
  if (!isGiven(memberOf(models, model))) throw complain("it wasn't defined in the API's Models.");
  const required = memberOf(request, "Required");
  for (const definition of integrated(document, path, method)) {
    setModel(document, definition, model.toLowerCase(), required);
  }
  setValidator(event, document, method, request, where);
}

function setModel(
  document: JsonMap,
  definition: JsonMap,
  model: string,
  required: Json | undefined,
) {
  if (memberOf(document, "swagger") !== undefined) {
    const own = memberOf(definition, "parameters");
    const schema = { $ref: `#/definitions/${model}` };
    const parameter = mapOf({ in: "body", name: model, schema, required });
    definition.parameters = [...(isList(own) ? own : []), parameter];
  } else if (isVersion3(memberOf(document, "openapi"))) {
    const schema = { $ref: `#/components/schemas/${model}` };
    definition.requestBody = mapOf({ content: { "application/json": { schema } }, required });
  }
}

function setValidator(
  event: SamEvent,
  document: JsonMap,
  method: string,
  request: Json | undefined,
  where: string,
): void {
  const [body, parameters] = [
    memberOf(request, "ValidateBody"),
    memberOf(request, "ValidateParameters"),
  ];
  if (body === undefined && parameters === undefined) return;
  const [checksBody, checksParameters] = [body ?? false, parameters ?? false];
  if (typeof checksBody !== "boolean" || typeof checksParameters !== "boolean") {
    throw eventProblem(
      event.name,
      `Unable to set Validator to RequestModel ${where} ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported.`,
    );
  }
  const name = validatorName(checksBody, checksParameters);
  const path = pathOf(event);
  const key = "x-amazon-apigateway-request-validators";
  for (const definition of integrated(document, path, method)) {
    const own = memberOf(document, key);
    const validators = isMap(own) ? own : {};
    document[key] = validators;
    if (!Object.hasOwn(validators, name)) {
      validators[name] = {
        validateRequestBody: checksBody,
        validateRequestParameters: checksParameters,
      };
    }
    definition["x-amazon-apigateway-request-validator"] = name;
  }
}

function validatorName(body: boolean, parameters: boolean): string {
  if (body && parameters) return "body-and-params";
  if (body) return "body-only";
  return parameters ? "params-only" : "no-validation";
}

/** Declares parameters of a request, where the event says so. */
export function addRequestParameters(event: SamEvent, document: JsonMap, method: string): void {
  const given = memberOf(event.properties, "RequestParameters");
  if (!isGiven(given) || !isList(given)) return;
  const parameters = given.map((each) => parameterOf(event, each));
  for (const definition of integrated(document, pathOf(event), method)) {
    const own = memberOf(definition, "parameters");
    const all = isList(own) ? own : [];
    for (const { name, required, isCached } of parameters) {
      const [place = "", label = ""] = name.replace("method.request.", "").split(".");
      const location = place === "querystring" ? "query" : place;
      all.push({ in: location, name: label, required, type: "string" });
      const integration = memberOf(definition, integrationKey);
      if (!isCached || !isMap(integration)) continue;
      const keys = memberOf(integration, "cacheKeyParameters");
      integration.cacheKeyParameters = [...(isList(keys) ? keys : []), name];
    }
    definition.parameters = all;
  }
}

function parameterOf({ name }: SamEvent, given: Json) {
  const complain = (reason: string) =>
    eventProblem(name, `Invalid value for 'RequestParameters' property. ${reason}`);
  const [only] = isMap(given) ? Object.entries(given) : [];
  const key = isText(given) ? given : only?.[0];
  if (key === undefined) throw complain("Property must be either a string or an object");
  if (!/^method\.request\.(querystring|path|header)\./.test(key)) {
    throw complain(
      "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
    );
  }
  const settings = only?.[1];
  const isValid =
    settings === undefined ||
    (isMap(settings) &&
      Object.keys(settings).every((each) => each === "Required" || each === "Caching"));
  if (!isValid) {
    throw complain("Values must be an object, e.g { Required: true, Caching: false }");
  }
  return {
    name: key,
    required: memberOf(settings, "Required") ?? false,
    isCached: isGiven(memberOf(settings, "Caching")),
  };
}
