import type { Plain } from "@orrery/kernel";
import { isObject, memberOf, textMapOf, textOf, textsOf } from "../request/params.ts";
import type { HttpHead } from "./http.ts";
import type { PlainObject } from "./refusal.ts";

/** The permission that whoever asks an API for something needs. */
export const invokeApi = "execute-api:Invoke";

/** What an ARN of a method says, such as `arn:aws:execute-api:us-east-1:123456789012:a1b2c3/prod/POST/orders/*`. */
const methodArn =
  /^arn:[^:]+:execute-api:([^:]*):([^:]*):([a-z0-9]+)\/([^/]+)(?:\/([A-Z]+|\*)(?:\/(.*))?)?$/;

/** The API that an ARN of a method is of; `null`: it is no such ARN. */
export function apiIn(
  arn: string,
): { readonly api: string; readonly region: string; readonly accountId: string } | null {
  const [, region, accountId, api] = methodArn.exec(arn) ?? [];
  return api === undefined ? null : { api, region: region!, accountId: accountId! };
}

/**
 * The request that services make of an API, all but its body: stage, method and path are those of the ARN, where the
 * values of path parameters stand for stars. `null`: it is no ARN of a method.
 */
export function requestAt(arn: string, said: Plain | undefined): HttpHead | null {
  const [, , , api, stage, method, resource = ""] = methodArn.exec(arn) ?? [];
  if (api === undefined || stage === undefined) return null;
  const values = [...textsOf(memberOf(said, "PathParameterValues"))];
  const path = resource
    .split("/")
    .map((part) => (part === "*" ? encodeURIComponent(values.shift() ?? "") : part))
    .join("/");
  const query = [...textMapOf(memberOf(said, "QueryStringParameters"))]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
  const headers = [...textMapOf(memberOf(said, "HeaderParameters"))].map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const before = stage === "*" || stage === "$default" ? "" : `/${stage}`;
  return {
    method: method === undefined || method === "*" ? "POST" : method,
    path: `${before}/${path}`,
    query,
    headers: { "content-type": "application/json", ...Object.fromEntries(headers) },
  };
}

/** Parameters of a request whose values are paths, with what `read` finds there. */
export function readParameters(
  said: Plain | undefined,
  read: (text: string) => string,
): PlainObject {
  if (!isObject(said)) return {};
  const each = (value: Plain): Plain => {
    const text = textOf(value);
    if (text !== undefined) return read(text);
    if (Array.isArray(value)) return value.map(each);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, each(part)]))
      : value;
  };
  return each(said) as PlainObject; // It was one.
}
