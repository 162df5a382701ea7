import type { Plain } from "@orrery/kernel";
import type { Text } from "../../../service/entry.ts";
import { parseJson } from "../../../text/json.ts";
import type { RouteSettings } from "../config.ts";
import type { RestRequest } from "../protocol.ts";
import { queryOf } from "../../../gateway/query.ts";
import { keepsToSchema } from "../../../gateway/schema-check.ts";

/** What is wrong with a request; `null`: nothing. */
export type Invalid = {
  readonly what: "parameters" | "body";
  readonly message: string;
} | null;

// A memo of a pure function: a workload has one object for all bodies that say the same.
const checked = new WeakMap<Text, { readonly route: RouteSettings; readonly isValid: boolean }>();

/** Checks parameters, and then the body, as the request validator of a method says. */
export function invalidIn(
  { http, text }: RestRequest,
  route: RouteSettings,
  pathParameters: Readonly<Record<string, string>>,
): Invalid {
  if (route.required.length > 0) {
    const missing = route.required.filter((parameter) => {
      const [, , place, ...name] = parameter.split(".");
      const value = parameterIn({ http }, pathParameters, place!, name.join("."));
      return value === undefined || value.trim() === "";
    });
    if (missing.length > 0) {
      const names = missing.map((parameter) => parameter.split(".").slice(3).join("."));
      return {
        what: "parameters",
        message: `Missing required request parameters: [${names.sort().join(", ")}]`,
      };
    }
  }
  if (route.schemas === null) return null;
  const known = checked.get(text);
  let isValid = known?.isValid;
  if (known?.route !== route || isValid === undefined) {
    isValid = hasValidBody({ http, text }, route.schemas);
    checked.set(text, { route, isValid });
  }
  return isValid ? null : { what: "body", message: "Invalid request body" };
}

function hasValidBody(
  { http, text }: Pick<RestRequest, "http" | "text">,
  schemas: NonNullable<RouteSettings["schemas"]>,
): boolean {
  const type = (http.headers["content-type"] ?? "application/json").split(";")[0]!.trim();
  const schema = schemas[type.toLowerCase()] ?? schemas["$default"];
  if (schema === undefined) return true;
  const value = parseJson(text.size === 0 ? "{}" : text.body);
  return value !== undefined && keepsToSchema(value satisfies Plain, schema);
}

/** A parameter of a request, in its place: `path`, `querystring` or `header`. */
export function parameterIn(
  { http }: Pick<RestRequest, "http">,
  pathParameters: Readonly<Record<string, string>>,
  place: string,
  name: string,
): string | undefined {
  switch (place) {
    case "path":
      return Object.hasOwn(pathParameters, name) ? pathParameters[name] : undefined;
    case "querystring": {
      const { single } = queryOf(http);
      return Object.hasOwn(single, name) ? single[name] : undefined;
    }
    case "multivaluequerystring": {
      const { multiple } = queryOf(http);
      return Object.hasOwn(multiple, name) ? multiple[name]!.join(",") : undefined;
    }
    case "header":
    case "multivalueheader": {
      const lower = name.toLowerCase();
      return Object.hasOwn(http.headers, lower) ? http.headers[lower] : undefined;
    }
    default:
      return undefined;
  }
}
