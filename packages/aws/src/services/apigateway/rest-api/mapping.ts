import type { Plain } from "@orrery/kernel";
import { memberOf, spelled } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import type { RestApiSettings } from "../config.ts";
import {
  parseJsonPath,
  parseTemplate,
  plainOf,
  readJsonPath,
  renderTemplate,
  TemplateError,
  variablesFor,
  type VelocityMap,
} from "../mapping-template/index.ts";
import { contextValue } from "./gateway-response.ts";
import { queryOf } from "../../../gateway/query.ts";
import { headersOf, requestContextOf, type ToldRequest } from "./request-facts.ts";
import { parameterIn } from "./validation.ts";

/** A request that is mapped. */
export type MappedRequest = ToldRequest & {
  readonly pathParameters: Readonly<Record<string, string>>;
};

/** What was rendered, with what the template sets over what is mapped. */
export interface Rendered {
  readonly body: string;
  /** By `header.NAME`, `path.NAME`, `querystring.NAME`, or `status`. */
  readonly overrides: Readonly<Record<string, string>>;
}

// A memo of a pure function: a template is parsed once.
const parsed = new Map<string, ParsedTemplate>();
const mostParsed = 1_000;

interface ParsedTemplate {
  readonly nodes: ReturnType<typeof parseTemplate>;
  /** Whether it may read what is known of the request, or its parameters: what is not read is not made. */
  readonly readsContext: boolean;
  readonly readsParameters: boolean;
}

function parsedTemplate(text: string): ParsedTemplate {
  let known = parsed.get(text);
  if (known === undefined) {
    if (parsed.size >= mostParsed) parsed.clear();
    known = {
      nodes: parseTemplate(text),
      readsContext: /context|evaluate/.test(text),
      readsParameters: /params|evaluate/.test(text),
    };
    parsed.set(text, known);
  }
  return known;
}

const noParameters = Object.freeze({ path: {}, querystring: {}, header: {} });
const nothingSaid: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Renders a template over a body of a request, or over what an integration answered.
 *
 * @throws TemplateError where it cannot be.
 */
export function render(
  template: string,
  body: string,
  of: "request" | "response",
  request: MappedRequest,
  settings: RestApiSettings,
): Rendered {
  const { input, pathParameters, release } = request;
  const overridden = of === "request" ? "requestOverride" : "responseOverride";
  const empty = { header: {}, path: {}, querystring: {} };
  const { nodes, readsContext, readsParameters } = parsedTemplate(template);
  const variables = variablesFor({
    body,
    parameters: readsParameters
      ? {
          path: pathParameters,
          querystring: queryOf(input.http).single,
          header: headersOf(request, settings),
        }
      : noParameters,
    context: readsContext
      ? {
          ...requestContextOf(request, settings),
          endpointType: "REGIONAL",
          isCanaryRequest: request.isCanary,
          requestOverride: empty,
          responseOverride: { header: {} },
        }
      : {},
    stageVariables: release.variables,
  });
  const rendered = renderTemplate(nodes, variables);
  if (!readsContext) return { body: rendered, overrides: nothingSaid };
  const context = variables.get("context") as VelocityMap; // It was set above.
  const said = plainOf(context.entries.get(overridden) ?? null);
  return { body: rendered, overrides: flattened(said) };
}

function flattened(said: Plain): Readonly<Record<string, string>> {
  const overrides: Record<string, string> = {};
  for (const [place, value] of Object.entries((said ?? {}) as PlainObject)) {
    if (typeof value === "object" && value !== null) {
      for (const [name, each] of Object.entries(value as PlainObject)) {
        overrides[`${place}.${name}`] = spelled(each);
      }
    } else overrides[place] = spelled(value);
  }
  return overrides;
}

/** What an expression such as `method.request.header.X` comes to; `undefined`: it is not there. */
export function mappedValue(
  expression: string,
  request: MappedRequest,
  settings: RestApiSettings,
): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression)?.[1];
  if (literal !== undefined) return literal;
  const [first = "", second = "", third = "", ...rest] = expression.split(".");
  if (first === "stageVariables")
    return request.release.variables[
      [second, third, ...rest].filter((part) => part !== "").join(".")
    ];
  if (first === "context") return contextValue(requestContextOf(request, settings), expression);
  if (first !== "method" || second !== "request") return undefined;
  const { text } = request.input;
  if (third === "body") {
    return rest.length === 0 ? text.body : valueAt(text.body, `$.${rest.join(".")}`);
  }
  return parameterIn(request.input, request.pathParameters, third, rest.join("."));
}

/** What an expression such as `integration.response.header.X` comes to. */
export function mappedResponseValue(
  expression: string,
  answer: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  request: MappedRequest,
  settings: RestApiSettings,
): string | undefined {
  const [first, second, third, ...rest] = expression.split(".");
  if (first !== "integration" || second !== "response") {
    return mappedValue(expression, request, settings);
  }
  if (third === "body") {
    return rest.length === 0 ? answer.body : valueAt(answer.body, `$.${rest.join(".")}`);
  }
  return answer.headers[rest.join(".").toLowerCase()];
}

function valueAt(body: string, path: string): string | undefined {
  const value = parseJson(body);
  if (value === undefined) return undefined;
  try {
    const found = readJsonPath(parseJsonPath(path), value);
    return found === undefined ? undefined : spelled(found);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

/** The errorMessage of what a function returned; empty where there is none. */
export function errorMessageIn(returned: Plain): string {
  const message = memberOf(returned, "errorMessage");
  return typeof message === "string" ? message : "";
}
