import { own, type Plain } from "@orrery/kernel";
import { isObject } from "../../../request/params.ts";
import type { HttpCall } from "../../../service/call.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";

/** A request to an API of API Gateway, `null` to what is none, or the members of the parameters that are wrong, in AWS's words. */
export type ApiRequest =
  | { readonly type: "request"; readonly http: HttpCall | null }
  | { readonly type: "wrong"; readonly faults: readonly string[] };

const methods: ReadonlySet<string> = new Set([
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "HEAD",
  "OPTIONS",
]);
const methodsWithBody: ReadonlySet<string> = new Set(["PATCH", "POST", "PUT"]);
const authTypes: ReadonlySet<string> = new Set(["NO_AUTH", "IAM_ROLE", "RESOURCE_POLICY"]);
const members: ReadonlySet<string> = new Set([
  "ApiEndpoint",
  "Method",
  "Headers",
  "Stage",
  "Path",
  "QueryParameters",
  "RequestBody",
  "AllowNullValues",
  "AuthType",
]);
/** Headers that a state may not set, in small letters; nor any that begin with `x-amz` or `x-forwarded`. */
const forbidden: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "content-md5",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "transfer-encoding",
  "trailer",
  "upgrade",
  "via",
  "www-authenticate",
]);
const isForbidden = (name: string): boolean =>
  forbidden.has(name) || name.startsWith("x-amz") || name.startsWith("x-forwarded");

/** The domains of APIs: their custom ones are not supported. */
const apiDomain = /^[0-9a-z]+\.execute-api\.[0-9a-z-]+\.amazonaws\.com(?:\.cn)?$/;

/** The request that `apigateway:invoke` makes of what a state gives. */
export function apiRequestOf(given: Plain): ApiRequest {
  const said = isObject(given) ? given : {};
  const faults = faultsOf(said);
  if (faults.length > 0) return { type: "wrong", faults };
  const endpoint = (said["ApiEndpoint"] as string).toLowerCase(); // Checked as a text.
  if (!apiDomain.test(endpoint)) return { type: "request", http: null };
  const method = said["Method"] as string; // Checked as one of them.
  const body = methodsWithBody.has(method)
    ? bodyOf(said["RequestBody"], said["AllowNullValues"] === true)
    : null;
  const isJson = body !== null && typeof said["RequestBody"] !== "string";
  const head = {
    method,
    path: pathOf(said["Stage"], said["Path"]),
    query: queryOf(said["QueryParameters"]),
    headers: {
      ...(isJson ? { "content-type": "application/json" } : {}),
      ...headersOf(said["Headers"]),
      host: endpoint,
      ...(isSigned(said["AuthType"]) ? signature : {}),
    },
  };
  const text = { body: body ?? "", size: sizeInUtf8(body ?? "") };
  return { type: "request", http: { domain: endpoint, head, text } };
}

/** Step Functions signs as the role of the state machine, or for it. */
const isSigned = (authType: Plain | undefined): boolean =>
  authType === "IAM_ROLE" || authType === "RESOURCE_POLICY";
const signature = { authorization: "AWS4-HMAC-SHA256 Credential=states.amazonaws.com" };

function faultsOf(said: PlainObject): readonly string[] {
  const faults: string[] = [];
  for (const name of Object.keys(said)) {
    if (!members.has(name)) faults.push(`The field "${name}" is not supported by Step Functions`);
  }
  for (const name of ["ApiEndpoint", "Method"]) {
    if (said[name] === undefined) faults.push(`The field "${name}" is required but was missing`);
    else if (typeof said[name] !== "string")
      faults.push(`The value for the field "${name}" must be a STRING`);
  }
  faults.push(...unlisted(said, "Method", methods), ...unlisted(said, "AuthType", authTypes));
  for (const name of ["Headers", "QueryParameters"]) {
    if (said[name] !== undefined && !isObject(said[name])) {
      faults.push(`The value for the field "${name}" must be a JSON object`);
    }
  }
  const headers = said["Headers"];
  for (const name of isObject(headers) ? Object.keys(headers) : []) {
    if (isForbidden(name.toLowerCase())) faults.push(`The header "${name}" is not permitted`);
  }
  return faults;
}

function unlisted(said: PlainObject, name: string, of: ReadonlySet<string>): readonly string[] {
  const value = own(said, name);
  return typeof value !== "string" || of.has(value)
    ? []
    : [`The value for the field "${name}" must be one of [${[...of].join(", ")}]`];
}

/** The stage comes first; an API that has a default one needs none. */
const pathOf = (stage: Plain | undefined, path: Plain | undefined): string =>
  `/${[stage, path]
    .filter((each) => typeof each === "string")
    .map((each) => encoded(each.replace(/^\/+/, "")))
    .filter((each) => each !== "")
    .join("/")}`;

/** A path as it is sent; what is encoded already stays. */
function encoded(path: string): string {
  return encodeURI(path).replaceAll("%25", "%").replaceAll("?", "%3F").replaceAll("#", "%23");
}

function queryOf(said: Plain | undefined): string {
  const pairs = Object.entries(isObject(said) ? said : {}).flatMap(([name, value]) =>
    textsOf(value).map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each)}`),
  );
  return pairs.join("&");
}

function headersOf(said: Plain | undefined): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isObject(said) ? said : {})) {
    headers[name.toLowerCase()] = textsOf(value).join(",");
  }
  return headers;
}

const textsOf = (value: Plain): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Plain[]) : [value]).map((each) =>
    typeof each === "string" ? each : JSON.stringify(each),
  );

/** A body as it is sent; `null`: there is none. */
function bodyOf(said: Plain | undefined, takesNull: boolean): string | null {
  if (said === undefined || said === null) return null;
  if (typeof said === "string") return said;
  return JSON.stringify(takesNull ? said : withoutNull(said));
}

/** Members that are null are not sent. */
function withoutNull(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(withoutNull);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === null ? [] : [[name, withoutNull(member)]],
    ),
  );
}
