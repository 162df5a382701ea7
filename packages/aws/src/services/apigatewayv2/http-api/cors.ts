import type { HttpHead } from "../../../service/http.ts";
import type { CorsSettings } from "../config.ts";

/** Whether a browser asks whether it may ask. */
export const isPreflight = ({ method, headers }: HttpHead): boolean =>
  method === "OPTIONS" &&
  headers["origin"] !== undefined &&
  headers["access-control-request-method"] !== undefined;

type Headers = Readonly<Record<string, string>>;

/** The headers of an answer to a preflight. */
export function preflightHeaders(cors: CorsSettings, { headers }: HttpHead): Headers {
  const { allowMethods, allowHeaders, maxAge } = cors;
  const own = corsHeaders(cors, headers["origin"]);
  if (own["access-control-allow-origin"] === undefined) return {};
  return {
    ...own,
    ...(allowMethods.length === 0
      ? {}
      : { "access-control-allow-methods": allowMethods.join(",") }),
    ...(allowHeaders.length === 0
      ? {}
      : { "access-control-allow-headers": allowHeaders.join(",") }),
    ...(maxAge === null ? {} : { "access-control-max-age": `${maxAge}` }),
  };
}

/** The headers that every answer has to whom says where it comes from. */
function corsHeaders(cors: CorsSettings, origin: string | undefined): Headers {
  if (origin === undefined) return {};
  const { allowOrigins, exposeHeaders, allowCredentials } = cors;
  const allowed = allowOrigins.includes("*")
    ? "*"
    : allowOrigins.some((each) => isFrom(each, origin))
      ? origin
      : null;
  if (allowed === null) return {};
  return {
    "access-control-allow-origin": allowed,
    ...(allowCredentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(exposeHeaders.length === 0
      ? {}
      : { "access-control-expose-headers": exposeHeaders.join(",") }),
  };
}

/** Whether an origin is one that is allowed: `https://*` stands for all of its scheme. */
const isFrom = (allowed: string, origin: string): boolean =>
  allowed.endsWith("://*") ? origin.startsWith(allowed.slice(0, -1)) : allowed === origin;

/** Headers of an answer with those of the API in place of the integration's. */
export function withCors(
  headers: Headers,
  cors: CorsSettings,
  origin: string | undefined,
): Headers {
  const others = Object.entries(headers).filter(([name]) => !name.startsWith("access-control-"));
  return { ...Object.fromEntries(others), ...corsHeaders(cors, origin) };
}
