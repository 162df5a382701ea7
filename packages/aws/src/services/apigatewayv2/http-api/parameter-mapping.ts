import type { Plain } from "@orrery/kernel";
import { queryOf } from "../../../gateway/query.ts";
import { memberOf, spelled } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { ApiSettings, MappedParameter, ParameterMapping } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import { contextOfFormat2, headersOf, rawPathOf, type ToldRequest } from "./request-events.ts";

/** What an integration answered, as far as mapped parameters see it. */
export interface SeenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The value of an expression over a request, and over an answer where there is one; `undefined`: there is none.
 * Other texts stand for themselves, with `${request.header.name}` within put in.
 */
export function expressionValue(
  expression: string,
  told: ToldRequest,
  settings: ApiSettings,
  answer: SeenAnswer | null = null,
): string | undefined {
  if (!expression.includes("$")) return expression;
  const [, whole] =
    /^\$((?:request|response|context|stageVariables)\..*|request\.path)$/s.exec(expression) ?? [];
  if (whole !== undefined) return selected(whole, told, settings, answer);
  return expression.replaceAll(
    /\$\{((?:request|response|context|stageVariables)\.[^}]*)\}/g,
    (_all, selector: string) => selected(selector, told, settings, answer) ?? "",
  );
}

function selected(
  selector: string,
  told: ToldRequest,
  settings: ApiSettings,
  answer: SeenAnswer | null,
): string | undefined {
  const [root = "", place = "", ...rest] = selector.split(".");
  const name = rest.join(".");
  switch (root) {
    case "request":
      return ofRequest(place, name, told, settings);
    case "response":
      if (answer === null) return undefined;
      return place === "header" ? answer.headers[name.toLowerCase()] : inBody(answer.body, name);
    case "stageVariables":
      return told.stage.variables[[place, ...rest].join(".")];
    default:
      return textAt(contextOfFormat2(told, settings), [place, ...rest]);
  }
}

function ofRequest(
  place: string,
  name: string,
  told: ToldRequest,
  settings: ApiSettings,
): string | undefined {
  const { http, text } = told.input;
  switch (place) {
    case "header":
      return http.headers[name.toLowerCase()] ?? headersOf(told, settings)[name.toLowerCase()];
    case "querystring":
      return queryOf(http).multiple[name]?.join(",");
    case "path":
      return name === "" ? rawPathOf(told) : told.pathParameters[name];
    case "body":
      return inBody(text.body, name);
    default:
      return undefined;
  }
}

/** A part of a body, of which the first 100 KB are seen. */
function inBody(body: string, path: string): string | undefined {
  if (path === "") return body;
  const value = parseJson(body.slice(0, httpApiLimits.mappedBody));
  return value === undefined ? undefined : textAt(value, path.split("."));
}

/** A member by a path such as `a`, `items[0]`. */
function textAt(from: Plain, path: readonly string[]): string | undefined {
  let value: Plain | undefined = from;
  for (const part of path) {
    const [name = "", ...places] = part.split("[");
    if (name !== "") value = memberOf(value, name);
    for (const place of places) {
      value = Array.isArray(value)
        ? (value as readonly Plain[])[Number.parseInt(place, 10)]
        : undefined;
    }
  }
  return value === undefined || value === null ? undefined : spelled(value);
}

/** A mapping as requests say it, such as `{"append:header.a": "$context.requestId"}`. */
export function readMapping(said: Readonly<Record<string, string>>): ParameterMapping {
  return Object.entries(said).flatMap(([key, value]) => {
    const [, how, what, name = ""] =
      /^(append|overwrite|remove):(header|querystring|path|statuscode)(?:\.(.+))?$/i.exec(key) ??
      [];
    if (how === undefined || what === undefined) return [];
    const isHeader = what === "header";
    return [
      {
        how: how as MappedParameter["how"], // As the pattern has it.
        what: what.toLowerCase(),
        name: isHeader ? name.toLowerCase() : name,
        value,
      },
    ];
  });
}

/** Headers that may not be mapped. */
const reserved =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-.*|via)$/;

/** The first header of a mapping that may not be mapped; `undefined`: all may. */
export const reservedIn = (mapping: ParameterMapping): string | undefined =>
  mapping.find(({ what, name }) => what === "header" && reserved.test(name))?.name;

/** Names with values that are changed, with several values joined. */
export function changed(
  before: Readonly<Record<string, string>>,
  what: "header" | "querystring",
  mapping: ParameterMapping,
  valueOf: (expression: string) => string | undefined,
): Readonly<Record<string, string>> {
  const mine = mapping.filter((each) => each.what === what);
  if (mine.length === 0) return before;
  const after: Record<string, string> = { ...before };
  for (const { how, name, value } of mine) {
    if (how === "remove") delete after[name];
    else {
      const said = valueOf(value);
      if (said === undefined) continue;
      const own = after[name];
      after[name] = how === "append" && own !== undefined ? `${own},${said}` : said;
    }
  }
  return after;
}

/** What a mapping says a path or a status is; `undefined`: nothing. */
export function replaced(
  what: "path" | "statuscode",
  mapping: ParameterMapping,
  valueOf: (expression: string) => string | undefined,
): string | undefined {
  const own = mapping.find((each) => each.what === what);
  return own === undefined ? undefined : valueOf(own.value);
}
