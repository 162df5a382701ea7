import type { HttpHead } from "../service/http.ts";

/** Parameters of a request that may come several times. */
export interface QueryParameters {
  /** The last value of each. */
  readonly single: Readonly<Record<string, string>>;
  readonly multiple: Readonly<Record<string, readonly string[]>>;
}

// A memo of a pure function.
const known = new WeakMap<HttpHead, QueryParameters>();

/** The query of a request, decoded. */
export function queryOf(http: HttpHead): QueryParameters {
  let parameters = known.get(http);
  if (parameters === undefined) known.set(http, (parameters = read(http.query)));
  return parameters;
}

function read(query: string): QueryParameters {
  const multiple = new Map<string, string[]>();
  for (const pair of query === "" ? [] : query.split("&")) {
    const [name = "", ...value] = pair.split("=");
    const key = decoded(name);
    const values = multiple.get(key);
    if (values === undefined) multiple.set(key, [decoded(value.join("="))]);
    else values.push(decoded(value.join("=")));
  }
  return {
    single: Object.fromEntries([...multiple].map(([name, values]) => [name, values.at(-1)!])),
    multiple: Object.fromEntries(multiple),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
