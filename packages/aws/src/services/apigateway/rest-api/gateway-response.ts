import type { GatewayResponse, Release } from "../config.ts";
import type { Content } from "../../../gateway/proxy-answer.ts";
import { memberOf } from "../../../request/params.ts";
import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** An answer that API Gateway gives by itself: its status, the name of the error, and its words. */
interface OwnResponse {
  readonly status: number;
  readonly error: string;
  /** `null`: it has no message. */
  readonly message: string | null;
}

const own = (status: number, error: string, message: string | null): OwnResponse => ({
  status,
  error,
  message,
});
const internal = "Internal server error";

/** What API Gateway says by itself, by the names of gateway responses. */
export const gatewayResponses = {
  ACCESS_DENIED: own(
    403,
    "AccessDeniedException",
    "User is not authorized to access this resource",
  ),
  API_CONFIGURATION_ERROR: own(500, "ApiConfigurationException", internal),
  AUTHORIZER_CONFIGURATION_ERROR: own(500, "AuthorizerConfigurationException", null),
  AUTHORIZER_FAILURE: own(500, "AuthorizerFailureException", null),
  BAD_REQUEST_BODY: own(400, "BadRequestException", "Invalid request body"),
  BAD_REQUEST_PARAMETERS: own(400, "BadRequestException", "Missing required request parameters"),
  EXPIRED_TOKEN: own(
    403,
    "ExpiredTokenException",
    "The security token included in the request is expired",
  ),
  INTEGRATION_FAILURE: own(
    504,
    "InternalServerErrorException",
    "Network error communicating with endpoint",
  ),
  INTEGRATION_TIMEOUT: own(504, "InternalServerErrorException", "Endpoint request timed out"),
  INVALID_API_KEY: own(403, "ForbiddenException", "Forbidden"),
  INVALID_SIGNATURE: own(
    403,
    "InvalidSignatureException",
    "The request signature we calculated does not match the signature you provided.",
  ),
  MISSING_AUTHENTICATION_TOKEN: own(
    403,
    "MissingAuthenticationTokenException",
    "Missing Authentication Token",
  ),
  QUOTA_EXCEEDED: own(429, "LimitExceededException", "Limit Exceeded"),
  REQUEST_TOO_LARGE: own(
    413,
    "RequestTooLargeException",
    "HTTP content length exceeded 10485760 bytes",
  ),
  RESOURCE_NOT_FOUND: own(
    404,
    "ResourceNotFoundException",
    "The requested resource was not found.",
  ),
  THROTTLED: own(429, "TooManyRequestsException", "Too Many Requests"),
  UNAUTHORIZED: own(401, "UnauthorizedException", "Unauthorized"),
  UNSUPPORTED_MEDIA_TYPE: own(415, "BadRequestException", "Unsupported Media Type"),
  WAF_FILTERED: own(403, "WafFilteredException", "Forbidden"),
} as const satisfies Readonly<Record<string, OwnResponse>>;

/** The name of a gateway response. */
export type GatewayResponseType = keyof typeof gatewayResponses;
/** All of them, the two for all of a class included. */
export const gatewayResponseTypes: readonly string[] = [
  "DEFAULT_4XX",
  "DEFAULT_5XX",
  ...Object.keys(gatewayResponses),
];

/** What an API says of something that went wrong. */
export interface GatewayAnswer {
  readonly type: GatewayResponseType;
  /** The name of the error. */
  readonly error: string;
  readonly message: string;
  readonly content: Content;
}

/** What differs from the usual in one case. */
export interface GatewayCase {
  readonly status?: number;
  readonly message?: string;
  /** Why a request is not valid. */
  readonly validation?: string;
  /** What the execution log says of it; left out: what it says of the type. */
  readonly cause?: string;
}

/** How an API words what went wrong: as it says for this case, or for all of its class, or as API Gateway does. */
export function gatewayAnswerOf(
  type: GatewayResponseType,
  release: Release | null,
  context: () => PlainObject,
  { status, message, validation }: GatewayCase = {},
): GatewayAnswer {
  const usual = gatewayResponses[type];
  const usualStatus = status ?? usual.status;
  const said = message ?? usual.message;
  const configured = release?.gatewayResponses ?? {};
  const forClass = configured[usualStatus >= 500 ? "DEFAULT_5XX" : "DEFAULT_4XX"];
  const response: GatewayResponse | undefined = configured[type] ?? forClass;
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-amzn-errortype": usual.error,
  };
  let body = said === null ? '{"message":null}' : JSON.stringify({ message: said });
  if (response !== undefined) {
    const variables: PlainObject = {
      ...context(),
      error: {
        message: said,
        messageString: said === null ? "null" : JSON.stringify(said),
        responseType: type,
        validationErrorString: validation ?? null,
      },
    };
    for (const [parameter, value] of Object.entries(response.parameters)) {
      const name = parameter.replace(/^gatewayresponse\.header\./i, "").toLowerCase();
      headers[name] = /^'.*'$/s.test(value) ? value.slice(1, -1) : contextValue(variables, value);
    }
    const template = response.templates["application/json"] ?? Object.values(response.templates)[0];
    if (template !== undefined) body = substituted(template, variables);
  }
  return {
    type,
    error: usual.error,
    message: said ?? "",
    content: {
      status: response?.status ?? usualStatus,
      headers,
      cookies: [],
      body,
      isBase64Encoded: false,
    },
  };
}

/** A template of a gateway response: variables are put in, and nothing else happens. */
const substituted = (template: string, variables: PlainObject): string =>
  template.replaceAll(
    /\$context\.([A-Za-z]+(?:\.[A-Za-z0-9_-]+)*)|\$\{context\.([A-Za-z.]+)\}/g,
    (_all, path?: string, braced?: string) =>
      contextValue(variables, `context.${path ?? braced ?? ""}`),
  );

/** What `context.a.b` comes to, as a text; empty where it is not there. */
export function contextValue(variables: PlainObject, expression: string): string {
  const [first, ...path] = expression.split(".");
  if (first !== "context") return "";
  let value: Plain | undefined = variables;
  for (const name of path) value = memberOf(value, name);
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}
