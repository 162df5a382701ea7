import { isFunction } from "../intrinsics.ts";
import { equals, isGiven, isMap, memberOf, setMember, type Json, type JsonMap } from "../json.ts";
import { resourceProblem, templateRefusal } from "../problems.ts";
import { isOpenApi } from "./swagger.ts";

/** Settings by what OpenAPI calls them. */
const names: Readonly<Record<string, string>> = {
  AllowOrigins: "allowOrigins",
  AllowHeaders: "allowHeaders",
  AllowMethods: "allowMethods",
  ExposeHeaders: "exposeHeaders",
  MaxAge: "maxAge",
  AllowCredentials: "allowCredentials",
};

const key = "x-amazon-apigateway-cors";

/** Adds to an HTTP API what it answers to browsers. */
export function addHttpCors(id: string, cors: Json, definition: JsonMap | undefined): void {
  if (definition === undefined) {
    throw resourceProblem(
      id,
      "Cors works only with inline OpenApi specified in 'DefinitionBody' property.",
    );
  }
  const settings = settingsOf(id, cors);
  if (!isOpenApi(definition)) {
    throw resourceProblem(
      id,
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const origins = memberOf(settings, "AllowOrigins");
  if (memberOf(settings, "AllowCredentials") === true && equals(origins, ["*"])) {
    throw resourceProblem(
      id,
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set.",
    );
  }
  const own = memberOf(definition, key) ?? {};
  if (!isMap(own)) {
    throw templateRefusal(`Value of '${key}' must be a dictionary according to Swagger spec.`);
  }
  if (isFunction(cors)) Object.assign(own, inWordsOfOpenApi(cors));
  else for (const [name, value] of Object.entries(settings)) setSetting(own, name, value);
  definition[key] = own;
}

function settingsOf(id: string, cors: Json): JsonMap {
  if (typeof cors === "boolean") return { AllowOrigins: ["*"] };
  if (isFunction(cors)) return {};
  if (!isMap(cors)) throw resourceProblem(id, "Invalid value for 'Cors' property.");
  const unknown = Object.keys(cors).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined) {
    throw resourceProblem(id, `Invalid key '${unknown}' for 'Cors' property.`);
  }
  return cors;
}

function setSetting(all: JsonMap, name: string, value: Json): void {
  const called = names[name];
  const isSet =
    name === "MaxAge"
      ? value !== null
      : name === "AllowCredentials"
        ? value === true
        : isGiven(value);
  if (called !== undefined && isSet) setMember(all, called, value);
}

/** A function may stand for all settings: those within it are called otherwise. */
function inWordsOfOpenApi(cors: JsonMap): JsonMap {
  let text = JSON.stringify(cors);
  for (const [name, called] of Object.entries(names)) text = text.replaceAll(name, called);
  return JSON.parse(text) as JsonMap; // A mapping again.
}
