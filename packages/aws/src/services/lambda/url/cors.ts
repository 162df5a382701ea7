import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { Cors } from "./config.ts";

type Headers = Readonly<Record<string, string>>;

/** Whether a request asks for another page whether it may: what the configuration answers, and no function. */
export const isPreflight = ({ method, headers }: HttpHead, cors: Cors | null): boolean =>
  cors !== null &&
  method === "OPTIONS" &&
  headers["origin"] !== undefined &&
  headers["access-control-request-method"] !== undefined;

/** The answer to a preflight. */
export function preflightAnswer({ headers }: HttpHead, cors: Cors): HttpAnswer {
  const { AllowHeaders = [], AllowMethods = [], MaxAge } = cors;
  const origin = originHeaders(headers["origin"]!, cors);
  const allowed: Headers =
    origin === null
      ? {}
      : {
          ...origin,
          ...listed("access-control-allow-methods", AllowMethods),
          ...listed("access-control-allow-headers", AllowHeaders),
          ...(MaxAge === undefined ? {} : { "access-control-max-age": `${MaxAge}` }),
        };
  return {
    type: "answered",
    status: 200,
    headers: allowed,
    cookies: [],
    body: "",
    isBase64Encoded: false,
  };
}

/** What an answer has besides, in place of what the function says of it, for a page at `origin`. */
export function corsHeaders(origin: string | undefined, cors: Cors | null): Headers {
  if (cors === null || origin === undefined) return none;
  const own = originHeaders(origin, cors);
  return own === null
    ? none
    : { ...own, ...listed("access-control-expose-headers", cors.ExposeHeaders ?? []) };
}

const none: Headers = Object.freeze({});

/** What lets an origin in; `null`: it is not let in. */
function originHeaders(
  origin: string,
  { AllowOrigins = [], AllowCredentials }: Cors,
): Headers | null {
  const isWild = AllowOrigins.includes("*");
  if (!isWild && !AllowOrigins.includes(origin)) return null;
  const withCredentials: Headers =
    AllowCredentials === true ? { "access-control-allow-credentials": "true" } : {};
  // With credentials a page must be named.
  const allowed = isWild && AllowCredentials !== true ? "*" : origin;
  return { "access-control-allow-origin": allowed, vary: "Origin", ...withCredentials };
}

const listed = (name: string, values: readonly string[]): Headers =>
  values.length === 0 ? none : { [name]: values.join(",") };
