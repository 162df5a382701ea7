import { isFunction } from "../intrinsics.ts";
import {
  isGiven,
  isMap,
  isText,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { anyMethod, integrationKey, pathItems, pathsOf } from "./paths.ts";
import { isSwagger } from "./swagger.ts";

const members = ["AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials"];

/** Adds to each path of a REST API the OPTIONS that browsers ask for. */
export function addCors(id: string, cors: Json, definition: Maybe): void {
  if (!isGiven(definition) || !isMap(definition)) {
    throw resourceProblem(
      id,
      "Cors works only with inline Swagger specified in 'DefinitionBody' property.",
    );
  }
  const settings = settingsOf(id, cors);
  if (!isSwagger(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  const origin = memberOf(settings, "AllowOrigin") ?? "'*'";
  if (memberOf(settings, "AllowCredentials") === true && origin === "'*'") {
    throw resourceProblem(
      id,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set.",
    );
  }
  for (const path of Object.keys(pathsOf(definition))) {
    for (const item of pathItems(definition, path)) {
      if (Object.hasOwn(item, "options")) continue;
      const given = memberOf(settings, "AllowMethods");
      const methods = isGiven(given) ? given : `'${methodsOf(item)}'`;
      setMember(
        item,
        "options",
        optionsMethod({ ...settings, AllowOrigin: origin, AllowMethods: methods }),
      );
    }
  }
}

function settingsOf(id: string, cors: Json): JsonMap {
  const invalid = () => resourceProblem(id, "Invalid value for 'Cors' property.");
  if (isText(cors) || isFunction(cors)) return { AllowOrigin: cors };
  if (!isMap(cors) || !Object.keys(cors).every((key) => members.includes(key))) throw invalid();
  return cors;
}

const allMethods = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"];

/** The methods of a path, as the header lists them. */
function methodsOf(item: JsonMap): string {
  const names = Object.keys(item);
  const methods = names.includes(anyMethod)
    ? allMethods
    : [...names, "options"].map((name) => name.toUpperCase());
  return [...new Set(methods)].sort((one, other) => (one < other ? -1 : 1)).join(",");
}

/** By setting: the header, its type, and its value where it is set. */
const headers: readonly (readonly [string, string, string])[] = [
  ["AllowOrigin", "Access-Control-Allow-Origin", "string"],
  ["AllowHeaders", "Access-Control-Allow-Headers", "string"],
  ["AllowMethods", "Access-Control-Allow-Methods", "string"],
  ["MaxAge", "Access-Control-Max-Age", "integer"],
  ["AllowCredentials", "Access-Control-Allow-Credentials", "string"],
];

function optionsMethod(settings: JsonMap): JsonMap {
  const parameters: JsonMap = {};
  const responseHeaders: JsonMap = {};
  for (const [setting, header, type] of headers) {
    const value = headerValue(setting, memberOf(settings, setting));
    if (value === undefined) continue;
    parameters[`method.response.header.${header}`] = value;
    responseHeaders[header] = { type };
  }
  return {
    summary: "CORS support",
    consumes: ["application/json"],
    produces: ["application/json"],
    [integrationKey]: {
      type: "mock",
      requestTemplates: { "application/json": '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: "200",
          responseParameters: parameters,
          responseTemplates: { "application/json": "{}\n" },
        },
      },
    },
    responses: {
      "200": { description: "Default response for CORS method", headers: responseHeaders },
    },
  };
}

function headerValue(setting: string, value: Maybe): Json | undefined {
  if (setting === "AllowCredentials") return value === true ? "'true'" : undefined;
  if (setting === "MaxAge") return value ?? undefined;
  return isGiven(value) ? value : undefined;
}
