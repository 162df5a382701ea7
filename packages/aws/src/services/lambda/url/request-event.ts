import { base64Of, type Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { traceHeaderOf, traceIdOf, segmentIdOf } from "../../../service/trace-header.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { requestIdOf } from "../function/function-error.ts";
import type { UrlRequest, UrlSettings } from "./config.ts";

/** From where and with what clients come, who do not say it themselves: an address of examples. */
const client = { sourceIp: "192.0.2.1", userAgent: "Mozilla/5.0" } as const;

/** The event that a handler gets of a request, in the payload format 2.0; `number`: which request of the URL it is. */
export function eventOf(
  { http, text, trail }: Pick<UrlRequest, "http" | "text" | "trail">,
  settings: UrlSettings,
  number: number,
  now: Instant,
): PlainObject {
  const { method, path, query, headers } = http;
  const { urlId, accountId, authType } = settings;
  const milliseconds = wallClockAt(settings.epochMilliseconds, now);
  const domain = domainOf(settings);
  const { cookie, ...others } = headers;
  const userAgent = headers["user-agent"] ?? client.userAgent;
  const isText = isHandedAsText({ http, text });
  const isSigned = authType === "AWS_IAM";
  const traceId = traceIdOf({ from: trail.from, number: trail.number, milliseconds });
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: {
      ...others,
      ...(cookie === undefined ? {} : { cookie }),
      ...(text.size === 0 ? {} : { "content-length": `${text.size}` }),
      host: domain,
      "user-agent": userAgent,
      "x-amzn-trace-id": traceHeaderOf(
        traceId,
        segmentIdOf(settings.number, number),
        trail.sampled === true,
        null,
      ),
      "x-forwarded-for": client.sourceIp,
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    ...(query === "" ? {} : { queryStringParameters: parametersIn(query) }),
    requestContext: {
      accountId: isSigned ? accountId : "anonymous",
      apiId: urlId,
      ...(isSigned ? { authorizer: { iam: identityOf(accountId) } } : {}),
      domainName: domain,
      domainPrefix: urlId,
      http: { method, path, protocol: "HTTP/1.1", sourceIp: client.sourceIp, userAgent },
      requestId: requestIdOf(settings.number, number),
      routeKey: "$default",
      stage: "$default",
      time: logTimeOf(milliseconds),
      timeEpoch: milliseconds,
    },
    ...(text.size === 0 ? {} : { body: isText ? text.body : base64Of(utf8Of(text.body)) }),
    isBase64Encoded: !isText,
  };
}

/** Bytes of the body in the event, which the limit of payloads is about. */
export const bodySizeOf = ({ http, text }: Pick<UrlRequest, "http" | "text">): number =>
  isHandedAsText({ http, text }) ? text.size : Math.ceil(text.size / 3) * 4;

const isHandedAsText = ({ http, text }: Pick<UrlRequest, "http" | "text">): boolean =>
  text.size === 0 || isTextual(http.headers["content-type"]);

/** Where a function URL is. */
export const domainOf = ({ urlId, region }: Pick<UrlSettings, "urlId" | "region">): string =>
  `${urlId}.lambda-url.${region}.on.aws`;

/** Whether a body of a type is handed on as text; any other is bytes. */
const isTextual = (contentType = ""): boolean =>
  /^(?:text\/|application\/(?:json|xml|javascript)\b|[^;]+\+(?:json|xml)\b)/.test(contentType);

/** Whoever signs is the account itself. */
const identityOf = (accountId: string): PlainObject => ({
  accessKey: "AKIAIOSFODNN7EXAMPLE",
  accountId,
  callerId: accountId,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
});

/** Parameters by name, decoded; several values of a name joined by commas. */
function parametersIn(query: string): PlainObject {
  const parameters = new Map<string, string>();
  for (const pair of query.split("&")) {
    const [name = "", ...value] = pair.split("=");
    const key = decodeURIComponent(name);
    const said = decodeURIComponent(value.join("="));
    const before = parameters.get(key);
    parameters.set(key, before === undefined ? said : `${before},${said}`);
  }
  return Object.fromEntries(parameters);
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Milliseconds since 1970 as logs of web servers have them: `12/Mar/2020:19:03:58 +0000`. */
function logTimeOf(milliseconds: number): string {
  const [date = "", time = ""] = formatWallClock(milliseconds).split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
