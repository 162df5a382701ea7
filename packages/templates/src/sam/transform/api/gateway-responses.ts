import { expectMap, ofResource } from "../expectations.ts";
import { isFunction } from "../intrinsics.ts";
import { isGiven, isMap, mapOf, memberOf, setMember, type JsonMap, type Maybe } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { printed, typeName } from "../python-text.ts";
import { isSwagger } from "./swagger.ts";

const members = ["ResponseParameters", "ResponseTemplates", "StatusCode"];
const key = "x-amazon-apigateway-gateway-responses";

/** Adds what an API answers where it does not get as far as an integration. */
export function addGatewayResponses(
  id: string,
  responses: Maybe,
  definition: JsonMap | undefined,
): void {
  if (!isGiven(responses) || !isMap(responses)) return;
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "GatewayResponses works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  for (const [type, response] of Object.entries(responses)) checkResponse(id, type, response);
  if (!isSwagger(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Auth configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  const own = memberOf(definition, key);
  const all = isMap(own) ? own : {};
  for (const [type, response] of Object.entries(responses)) {
    setMember(all, type, responseOf(id, type, response));
  }
  definition[key] = all;
}

function checkResponse(id: string, type: string, response: Maybe): void {
  if (isFunction(response)) {
    throw resourceProblem(
      id,
      "Unable to set GatewayResponses attribute because intrinsic functions are not supported for this field.",
    );
  }
  if (!isMap(response)) {
    throw resourceProblem(
      id,
      `Invalid property type '${typeName(response)}' for GatewayResponses. Expected an object of type 'GatewayResponse'.`,
    );
  }
  const unknown = Object.keys(response).find((each) => !members.includes(each));
  if (unknown === undefined) return;
  throw resourceProblem(
    id,
    `Invalid property '${unknown}' in 'GatewayResponses' property '${type}'.`,
  );
}

const parameterPlaces: Readonly<Record<string, string>> = {
  Headers: "header",
  Paths: "path",
  QueryStrings: "querystring",
};

function responseOf(id: string, type: string, response: Maybe): JsonMap {
  const given = memberOf(response, "ResponseParameters");
  const parameters: JsonMap = {};
  if (isGiven(given)) {
    const path = `GatewayResponses.${type}.ResponseParameters`;
    const places = expectMap(given, path, ofResource(id));
    const unknown = Object.keys(places).find((each) => !Object.hasOwn(parameterPlaces, each));
    if (unknown !== undefined) {
      throw resourceProblem(id, `Invalid gateway response parameter '${unknown}'`);
    }
    for (const [place, word] of Object.entries(parameterPlaces)) {
      const values = memberOf(places, place);
      if (values === undefined) continue;
      for (const [name, value] of Object.entries(
        expectMap(values, `${path}.${place}`, ofResource(id)),
      )) {
        setMember(parameters, `gatewayresponse.${word}.${name}`, value);
      }
    }
  }
  const status = memberOf(response, "StatusCode");
  const code = status === undefined || status === null ? undefined : printed(status);
  if (code !== undefined && code !== "" && !/^[0-9]{1,3}$/.test(code)) {
    throw resourceProblem(id, "Property 'StatusCode' must be numeric");
  }
  return mapOf({
    responseParameters: parameters,
    responseTemplates: memberOf(response, "ResponseTemplates") ?? {},
    statusCode: code === "" ? undefined : code,
  });
}
