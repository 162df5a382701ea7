import { ConfigError, shownValue } from "@orrery/kernel";
import type { Entry, Text } from "../service/entry.ts";
import { bodiless, httpVersions, type HttpHead, type HttpRequestSaid } from "../service/http.ts";
import { sizeInUtf8 } from "../text/utf8.ts";
import type { PayloadSettings } from "./payload.ts";

/** The payload of requests without a body. */
export const noBody: PayloadSettings = { type: "body", body: "", size: 0 };

/**
 * The requests of HTTP that a workload brings to a target; `null`: its target takes none, so that there are none.
 *
 * @throws ConfigError about `path` where they cannot be, or go to what takes none.
 */
export function resolveHttpRequest(
  path: string,
  said: HttpRequestSaid | undefined,
  { http }: Pick<Entry, "http">,
  noun: string,
): HttpHead | null {
  if (http === undefined) {
    if (said === undefined) return null;
    throw new ConfigError(path, `none for a ${noun}, which takes no HTTP`, "a request");
  }
  if (said?.version !== undefined && http.looksAtVersions !== true) {
    const expected = `none for a ${noun}, where it changes nothing`;
    throw new ConfigError(`${path}.version`, expected, shownValue(said.version));
  }
  const head = headOf(path, said ?? {});
  const lines = Object.entries(head.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const size = sizeInUtf8(`${head.method} ${head.path}?${head.query}${lines.join("")}`);
  if (size <= http.head) return head;
  const expected = `a request line and headers of ${http.head} bytes at most for a ${noun}`;
  throw new ConfigError(path, expected, `${size} bytes`);
}

/** A request among several that a workload brings. */
export interface MixedRequest extends HttpRequestSaid {
  /** Left out: it has the workload's payload, or none where its method has none. */
  readonly body?: Text;
  /** How often it comes beside the others; where none of them says it, they come in turn. */
  readonly weight?: number;
}

/** The requests of a workload that brings several. */
export interface RequestMix {
  readonly requests: readonly { readonly head: HttpHead; readonly body: Text | null }[];
  /** `null`: they come in turn. */
  readonly weights: readonly number[] | null;
}

const emptyBody: Text = Object.freeze({ body: "", size: 0 });

/**
 * Several requests of HTTP that a workload brings to a target; `null`: it says none.
 *
 * @throws ConfigError about `path` where they cannot be, or go to what takes none.
 */
export function resolveRequestMix(
  path: string,
  said: readonly MixedRequest[] | undefined,
  entry: Pick<Entry, "http">,
  noun: string,
): RequestMix | null {
  if (said === undefined) return null;
  if (said.length === 0) throw new ConfigError(path, "at least one request", "none");
  const isWeighed = said.some(({ weight }) => weight !== undefined);
  const weights = said.map(({ weight = 1 }) => weight);
  const bad = weights.findIndex((weight) => !(weight >= 0) || weight === Infinity);
  if (bad >= 0) {
    throw new ConfigError(`${path}[${bad}].weight`, "0 or more", shownValue(weights[bad]));
  }
  if (!weights.some((weight) => weight > 0)) {
    throw new ConfigError(path, "a request with a weight above 0", "none");
  }
  return {
    requests: said.map(({ body, weight: _, ...request }, place) => ({
      head: resolveHttpRequest(`${path}[${place}]`, request, entry, noun)!, // It was said.
      body: body ?? (bodiless.includes(request.method ?? "POST") ? emptyBody : null),
    })),
    weights: isWeighed ? weights : null,
  };
}

function headOf(path: string, said: HttpRequestSaid): HttpHead {
  const { method = "POST", path: asked = "/", query = {}, headers = {} } = said;
  if (!/^[A-Z]{3,10}$/.test(method)) {
    throw new ConfigError(`${path}.method`, "a method such as GET or POST", shownValue(method));
  }
  if (said.version !== undefined && !httpVersions.includes(said.version)) {
    const expected = `one of ${httpVersions.join(", ")}`;
    throw new ConfigError(`${path}.version`, expected, shownValue(said.version));
  }
  if (!/^\/[^?#\r\n]*$/.test(asked)) {
    const expected = "a path such as /orders/7, without a query";
    throw new ConfigError(`${path}.path`, expected, shownValue(asked));
  }
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const wrong = !/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower) || /[\r\n]/.test(value);
    if (wrong) throw new ConfigError(`${path}.headers`, "headers of HTTP", shownValue(name));
    named[lower] = named[lower] === undefined ? value : `${named[lower]},${value}`;
  }
  if (!bodiless.includes(method)) named["content-type"] ??= "application/json";
  return {
    method,
    path: encodeURI(decoded(asked)),
    query: queryOf(query),
    headers: named,
    ...(said.version === undefined ? {} : { version: said.version }),
  };
}

/** A path that is written with some letters encoded, or with none. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

const queryOf = (said: NonNullable<HttpRequestSaid["query"]>): string =>
  Object.entries(said)
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");
