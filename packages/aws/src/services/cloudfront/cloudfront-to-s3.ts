import { textOf } from "../../request/params.ts";
import type { CallReply } from "../../service/call.ts";
import type { HttpAnswer, HttpHead } from "../../service/http.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { bytesOfBase64 } from "@orrery/kernel";
import { textOfUtf8 } from "../../text/utf8.ts";
import { dateOf } from "./distribution/lifetime.ts";

/** The service that keeps objects, as clients name it. */
export const objectStore = "s3";

/** The bucket whose objects a domain has; `undefined`: it is none of a bucket. */
export const bucketAt = (domainName: string): string | undefined =>
  /^([^/]+?)\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/.exec(domainName)?.[1];

/** Whether it is the domain of a website of a bucket, which is an origin like others. */
export const isWebsite = (domainName: string): boolean => /\.s3-website[.-]/.test(domainName);

const operations: Readonly<Record<string, string>> = { GET: "GetObject", HEAD: "HeadObject" };

/** The operation that a request to a bucket is; `null`: objects are read, and no more. */
export function readOf(
  bucket: string,
  { method, path, headers }: HttpHead,
): { readonly operation: string; readonly params: PlainObject } | null {
  const operation = operations[method];
  const Key = decoded(path.slice(1));
  if (operation === undefined || Key === "") return null;
  const tag = headers["if-none-match"];
  return {
    operation,
    params: { Bucket: bucket, Key, ...(tag === undefined ? {} : { IfNoneMatch: tag }) },
  };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** What the service's refusals are as statuses of HTTP. */
const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AllAccessDisabled: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotFound: 404,
  "404": 404,
  "403": 403,
  NotModified: 304,
  "304": 304,
  PreconditionFailed: 412,
  InvalidRange: 416,
  SlowDown: 503,
  ServiceUnavailable: 503,
  InternalError: 500,
};

/** What a bucket answered, as HTTP; `null`: it was nothing that a bucket answers. */
export function objectAnswerOf(reply: CallReply): HttpAnswer | null {
  if (reply.type === "refused") {
    return {
      type: "answered",
      status: statuses[reply.code] ?? 400,
      headers: { server: "AmazonS3", "content-type": "application/xml" },
      cookies: [],
      body: `<Error><Code>${reply.code}</Code><Message>${reply.message}</Message></Error>`,
      isBase64Encoded: false,
    };
  }
  if (reply.type !== "called") return null;
  const { Body, ContentType, CacheControl, Expires, ETag, ContentLength, LastModified } =
    reply.response;
  const headers: Record<string, string> = { server: "AmazonS3" };
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers[name] = value;
  };
  add("content-type", textOf(ContentType));
  add("cache-control", textOf(CacheControl));
  const expires = textOf(Expires);
  add("expires", expires === undefined || !/^\d{4}-/.test(expires) ? expires : dateOf(expires));
  add("etag", textOf(ETag));
  if (typeof ContentLength === "number") add("content-length", `${ContentLength}`);
  const modified = textOf(LastModified);
  if (modified !== undefined) add("last-modified", dateOf(modified));
  const base64 = textOf(Body) ?? "";
  const bytes = bytesOfBase64(base64);
  const text = bytes === null ? null : textOfUtf8(bytes);
  return {
    type: "answered",
    status: 200,
    headers,
    cookies: [],
    body: text ?? base64,
    isBase64Encoded: text === null,
  };
}
