import type { HttpHead } from "../service/http.ts";
import type { PlainObject } from "../service/refusal.ts";
import { uuidOf } from "../text/hexadecimal.ts";
import { formatWallClock } from "../text/wall-clock.ts";

/** From where and with what clients come, who do not say it themselves: an address of examples. */
export const client = { sourceIp: "192.0.2.1", userAgent: "Mozilla/5.0" } as const;

/** Where an API is, or by which domain a request came. */
export const domainOf = (
  { apiId, region }: { readonly apiId: string; readonly region: string },
  { domain }: Pick<HttpHead, "domain">,
): string => domain?.name ?? `${apiId}.execute-api.${region}.amazonaws.com`;

/** The first part of that. */
export const domainPrefixOf = (
  { apiId }: { readonly apiId: string },
  { domain }: Pick<HttpHead, "domain">,
): string => domain?.name.split(".")[0] ?? apiId;

/** A path with the base path that is its domain's; of a request that came by none, as it is otherwise. */
export const pathWithBase = (
  { domain }: Pick<HttpHead, "domain">,
  path: string,
  otherwise: string,
): string => {
  if (domain === undefined) return otherwise;
  return domain.basePath === "" ? path : `/${domain.basePath}${path === "/" ? "" : path}`;
};

/** Whether a request came by the name that every API has by itself. */
export const isByOwnName = ({ domain, headers }: HttpHead): boolean =>
  domain === undefined &&
  (headers["host"] === undefined || headers["host"].includes(".execute-api."));

/** The certificate that callers show where a domain asks for one: an example. */
const clientCertificate: PlainObject = {
  clientCertPem: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
  subjectDN: "CN=client.example",
  issuerDN: "CN=authority.example",
  serialNumber: "1",
  validity: { notBefore: "Jan  1 00:00:00 2025 GMT", notAfter: "Jan  1 00:00:00 2035 GMT" },
};

/** What is told of a caller's certificate; nothing where none is asked for. */
export const certificateOf = ({ domain }: Pick<HttpHead, "domain">): PlainObject =>
  domain?.isMutual === true ? { clientCert: clientCertificate } : {};

/** The id of a request. */
export const requestIdOf = (number: number, request: number): string =>
  uuidOf(
    Math.imul(number ^ 0x5bd1e995, 0x85ebca6b),
    Math.imul(request, 0x9e3779b1),
    Math.imul(request ^ number, 0xc2b2ae35),
    request,
  );

/** Who has an API, where. */
export interface ApiPlace {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly apiId: string;
}

/** The ARN of what a request asks for, as policies name it. */
export function methodArnOf(
  { partition, region, accountId, apiId }: ApiPlace,
  stage: string,
  method: string,
  path: string,
): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;
}

/** A name of a header with capitals. */
export const headerNamed = (name: string): string =>
  name.replaceAll(
    /(^|-)([a-z])/g,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Milliseconds since 1970 as logs of web servers have them: `12/Mar/2020:19:03:58 +0000`. */
export function logTimeOf(milliseconds: number): string {
  const [date = "", time = ""] = formatWallClock(milliseconds).split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
