import { base64Of } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import { utf8Of } from "../../text/utf8.ts";

/** Whether a URI names the service whose operations are methods on paths of buckets. */
export const isObjectStore = (service: string): boolean => service === "s3";

const operations: Readonly<Record<string, string>> = {
  GET: "GetObject",
  PUT: "PutObject",
  DELETE: "DeleteObject",
  HEAD: "HeadObject",
};

/** The operation that a method on a path means; `null`: it means none. */
export function objectCallOf(
  path: string,
  method: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): { readonly operation: string; readonly params: PlainObject } | null {
  const [, Bucket, Key] = /^\/?([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (Bucket === undefined) return null;
  if (Key === undefined) {
    return method === "GET" ? { operation: "ListObjects", params: { Bucket } } : null;
  }
  const operation = operations[method];
  if (operation === undefined) return null;
  const type = headers["content-type"];
  const written: PlainObject =
    method === "PUT"
      ? { Body: base64Of(utf8Of(body)), ...(type === undefined ? {} : { ContentType: type }) }
      : {};
  return { operation, params: { Bucket, Key: decoded(Key), ...written } };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
