import { bodiless, type MixedRequest, type PlainObject } from "@orrery/aws";
import { parse } from "yaml";
import type { SourceFile } from "./reading.ts";
import { ScenarioError } from "./scenario-error.ts";

/** A body with its size in bytes. */
export const textOfBody = (body: string): NonNullable<MixedRequest["body"]> => ({
  body,
  size: new TextEncoder().encode(body).length,
});

/** The most requests that are told apart in a file: of others, each counts for the one most like it. */
const most = 10_000;

/**
 * The requests of a HAR file, of an access log (a line each, as web servers, load balancers and stages of APIs write them, or in JSON),
 * or of a definition in OpenAPI: one for each operation, with the examples of its parameters and its body. What comes several times
 * weighs as much.
 *
 * @throws ScenarioError where there are none.
 */
export function readRequests(source: SourceFile, under = ""): readonly MixedRequest[] {
  const found = requestsIn(source);
  const weighed = new Map<string, MixedRequest & { weight: number }>();
  for (const each of found) {
    const path = each.path ?? "/";
    const isUnder = under !== "" && (path === under || path.startsWith(`${under}/`));
    const request = isUnder ? { ...each, path: path.slice(under.length) || "/" } : each;
    const key = JSON.stringify(request);
    const known = weighed.get(key);
    if (known !== undefined) known.weight += 1;
    else if (weighed.size < most) weighed.set(key, { ...request, weight: 1 });
  }
  if (weighed.size > 0) return [...weighed.values()];
  const expected = "requests: a HAR file, an access log, or a definition in OpenAPI";
  throw new ScenarioError(source.path, "", `expected ${expected}, received none`);
}

function requestsIn(source: SourceFile): readonly MixedRequest[] {
  const said = wholeIn(source);
  if (isObject(said)) {
    const { log, paths } = said;
    if (isObject(log)) return listOf(log["entries"]).flatMap(requestOfHar);
    if (isObject(paths)) return requestsOfDefinition(said);
  }
  return source.text.split("\n").flatMap(requestOfLine);
}

/** The value that a file is as a whole; `undefined`: it has lines. */
function wholeIn({ path, text }: SourceFile): unknown {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  if (!/^(?:openapi|swagger)\s*:/m.test(text)) return undefined;
  try {
    return parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message.split("\n")[0]! : "";
    throw new ScenarioError(path, "", `expected YAML, received: ${problem}`);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textIn = (value: unknown, ...names: readonly string[]): string | undefined => {
  if (!isObject(value)) return undefined;
  const name = names.find((each) => typeof value[each] === "string");
  return name === undefined ? undefined : (value[name] as string);
};

/** A request by its method and its URL or path; none where they are none. */
function requestTo(method: string | undefined, url: string | undefined): readonly MixedRequest[] {
  if (method === undefined || url === undefined || !/^[A-Z]{3,10}$/.test(method)) return [];
  const [, path = "/", search = ""] =
    /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  const whole = path === "" ? "/" : path;
  if (!whole.startsWith("/")) return [];
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
  return [{ method, path: whole, ...(search === "" ? {} : { query }) }];
}

/** What a client says by itself, and would be wrong in a run. */
const ownHeaders =
  /^(?::|host$|content-length$|connection$|accept-encoding$|cookie$|transfer-encoding$)/i;

function requestOfHar(entry: unknown): readonly MixedRequest[] {
  const request = isObject(entry) ? entry["request"] : undefined;
  const [found] = requestTo(textIn(request, "method"), textIn(request, "url"));
  if (found === undefined || !isObject(request)) return [];
  const headers: Record<string, string> = {};
  for (const each of listOf(request["headers"])) {
    const name = textIn(each, "name");
    const value = textIn(each, "value");
    if (name !== undefined && value !== undefined && !ownHeaders.test(name)) headers[name] = value;
  }
  const body = textIn(request["postData"], "text");
  return [
    {
      ...found,
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(body === undefined ? {} : { body: textOfBody(body) }),
    },
  ];
}

/** Of a line of an access log, what was asked for. */
function requestOfLine(line: string): readonly MixedRequest[] {
  if (line.trimStart().startsWith("{")) {
    try {
      const said = JSON.parse(line) as unknown;
      const path = textIn(said, "path", "rawPath", "uri", "url", "request_uri", "resourcePath");
      return requestTo(textIn(said, "httpMethod", "method", "request_method"), path);
    } catch {
      return [];
    }
  }
  const [, method, url] = /"([A-Z]{3,10}) (\S+)(?: HTTP\/[\d.]+)?"/.exec(line) ?? [];
  return requestTo(method, url);
}

const methods: readonly string[] = ["get", "put", "post", "delete", "options", "head", "patch"];

/** A request for each operation of a definition, with the examples that it has. */
function requestsOfDefinition(
  definition: Readonly<Record<string, unknown>>,
): readonly MixedRequest[] {
  return Object.entries(definition["paths"] as PlainObject).flatMap(([path, item]) => {
    if (!isObject(item)) return [];
    return methods.flatMap((method) => {
      const operation = item[method];
      if (!isObject(operation)) return [];
      const parameters = [...listOf(item["parameters"]), ...listOf(operation["parameters"])].map(
        (each) => resolved(each, definition),
      );
      return [requestOf(method.toUpperCase(), path, operation, parameters, definition)];
    });
  });
}

function requestOf(
  method: string,
  path: string,
  operation: Readonly<Record<string, unknown>>,
  parameters: readonly unknown[],
  definition: Readonly<Record<string, unknown>>,
): MixedRequest {
  const query: Record<string, string> = {};
  const headers: Record<string, string> = {};
  const places: Record<string, string> = {};
  for (const parameter of parameters) {
    if (!isObject(parameter)) continue;
    const name = textIn(parameter, "name") ?? "";
    const example = exampleOf(parameter, definition);
    const value = example === undefined ? undefined : spelled(example);
    if (parameter["in"] === "path") places[name] = value ?? "1";
    else if (value === undefined && parameter["required"] !== true) continue;
    else if (parameter["in"] === "query") query[name] = value ?? "1";
    else if (parameter["in"] === "header") headers[name] = value ?? "1";
  }
  const filled = path.replaceAll(/\{([^}+]+)\+?\}/g, (_all, name: string) =>
    encodeURIComponent(places[name] ?? "1"),
  );
  const body = bodiless.includes(method) ? undefined : bodyOf(operation, definition);
  return {
    method,
    path: filled,
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === undefined ? {} : { body: textOfBody(spelled(body)) }),
  };
}

const spelled = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** The example of a body in JSON; of none that has one. */
function bodyOf(
  operation: Readonly<Record<string, unknown>>,
  definition: Readonly<Record<string, unknown>>,
): unknown {
  const requestBody = resolved(operation["requestBody"], definition);
  const content = isObject(requestBody) ? requestBody["content"] : undefined;
  if (!isObject(content)) return undefined;
  const media = content["application/json"] ?? Object.values(content)[0];
  return isObject(media) ? exampleOf(media, definition) : undefined;
}

/** What a parameter or a body has as its example: its own, the first of several, or that of its schema. */
function exampleOf(
  said: Readonly<Record<string, unknown>>,
  definition: Readonly<Record<string, unknown>>,
): unknown {
  const { example, examples } = said;
  if (example !== undefined) return example;
  if (isObject(examples)) {
    const first = resolved(Object.values(examples)[0], definition);
    if (isObject(first) && first["value"] !== undefined) return first["value"];
  }
  const schema = resolved(said["schema"], definition);
  if (!isObject(schema)) return undefined;
  return (
    schema["example"] ??
    listOf(schema["examples"])[0] ??
    schema["default"] ??
    listOf(schema["enum"])[0]
  );
}

/** What is written elsewhere in the definition and referred to. */
function resolved(said: unknown, definition: Readonly<Record<string, unknown>>): unknown {
  const reference = textIn(said, "$ref");
  if (reference?.startsWith("#/") !== true) return said;
  let value: unknown = definition;
  for (const part of reference.slice(2).split("/"))
    value = isObject(value) ? value[part] : undefined;
  return value;
}
