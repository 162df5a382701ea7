import { after, slab, table, type Send, type Tagged } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import type { EndpointRequest } from "../apigatewayv2-to-apigateway.ts";
import type { JwtAuthorizer, KeySource } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import { unauthorized } from "./answering.ts";
import { ports, type HttpApi, type HttpApiContext } from "./declarations.ts";
import type { OwnAnswer } from "./own-answer.ts";
import type { OpenRequest } from "./state.ts";

/** Whether the keys of an issuer are at hand. */
export const hasKeys = (
  { keys }: HttpApi,
  authorizer: JwtAuthorizer,
  { now }: HttpApiContext,
): boolean => authorizer.keys === null || (table.get(keys, authorizer.issuer) ?? 0) > now;

const paths = {
  discovery: "/.well-known/openid-configuration",
  keys: "/.well-known/jwks.json",
} as const;

/** Asks an issuer where its keys are, or for the keys. */
export function askIssuer(
  api: HttpApi,
  open: OpenRequest,
  phase: keyof typeof paths,
  { target }: KeySource,
  context: HttpApiContext,
): Send<Tagged> {
  const input: EndpointRequest = {
    type: "endpointRequest",
    method: "GET",
    uri: `${target.uri}${paths[phase]}`,
    headers: {},
    body: "",
    size: 0,
    trail: open.input.trail,
  };
  return {
    type: "send",
    port: ports.endpoints,
    to: target.to,
    input,
    tag: slab.insert(api.open, { ...open, phase }),
    deadline: after(context.now, httpApiLimits.issuerTimeout),
    onBehalfOf: open.request,
  };
}

/** Keeps the keys that an issuer handed over; or says why it has none for now, which is not kept. */
export function hearIssuer(
  api: HttpApi,
  { phase }: OpenRequest,
  { issuer, keys }: JwtAuthorizer,
  body: Tagged,
  { now }: HttpApiContext,
): OwnAnswer | null {
  const isThere = body.type === "answered" && (body as HttpAnswer).status === 200;
  if (phase === "discovery") return isThere ? null : unauthorized("undiscovered");
  if (!isThere || keys?.isTooLarge === true) return unauthorized("keyless");
  table.set(api.keys, issuer, after(now, httpApiLimits.keysTtl));
  return null;
}
