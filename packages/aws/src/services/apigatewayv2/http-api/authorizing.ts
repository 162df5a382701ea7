import { after, table, type Instant, type Plain, type Send, type Tagged } from "@orrery/kernel";
import { decodedClaims } from "../../../gateway/claims.ts";
import {
  allows,
  contextTexts,
  isVerdict,
  usualVerdict,
} from "../../../gateway/execution-policy.ts";
import { isObject, spelled, textsOf } from "../../../request/params.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { ApiSettings, JwtAuthorizer, KeySource, LambdaAuthorizer } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import { unauthorized } from "./answering.ts";
import { metrics, ports, type HttpApi, type HttpApiContext } from "./declarations.ts";
import { ownAnswers, type OwnAnswer } from "./own-answer.ts";
import { expressionValue } from "./parameter-mapping.ts";
import { authorizerEventOf, routeArnOf } from "./request-events.ts";
import { hasKeys } from "./signing-keys.ts";
import type { OpenRequest } from "./state.ts";

/** What came of asking whether somebody may: who they are, why not, or whom to ask: an issuer for its keys, a function. */
export type Authorized =
  | { readonly type: "allowed"; readonly identity: PlainObject | null }
  | { readonly type: "denied"; readonly answer: OwnAnswer }
  | { readonly type: "fetch"; readonly keys: KeySource }
  | { readonly type: "ask"; readonly key: string | null; readonly payload: JsonPayload };

const nobody: Authorized = { type: "allowed", identity: null };
const denied = (answer: OwnAnswer): Authorized => ({ type: "denied", answer });

/** Who a request is from, by what its route asks. */
export function authorize(api: HttpApi, request: OpenRequest, context: HttpApiContext): Authorized {
  const { authorization } = request.route;
  switch (authorization.type) {
    case "NONE":
      return nobody;
    case "AWS_IAM": {
      const said = request.input.http.headers["authorization"] ?? "";
      if (!said.startsWith("AWS4-HMAC-SHA256")) return denied(ownAnswers.forbidden);
      return { type: "allowed", identity: { iam: signerOf(context.settings) } };
    }
    case "JWT":
      return byClaims(api, request, authorization, context);
    case "LAMBDA":
      return byFunction(api, request, authorization, context);
  }
}

/** Who signs requests: nobody says, so it is the account. */
const signerOf = ({ accountId, partition }: ApiSettings): PlainObject => ({
  accessKey: null,
  accountId,
  callerId: accountId,
  cognitoIdentity: null,
  principalOrgId: null,
  userArn: `arn:${partition}:iam::${accountId}:root`,
  userId: accountId,
});

/** What a token says of its owner. Its signature is not checked. */
function byClaims(
  api: HttpApi,
  request: OpenRequest,
  authorizer: JwtAuthorizer,
  context: HttpApiContext,
): Authorized {
  const { source, issuer, audience, scopes, keys } = authorizer;
  const { settings } = context;
  const token = expressionValue(source, request, settings);
  if (token === undefined || token === "") return denied(unauthorized("missing"));
  const claims = decodedClaims(token);
  if (claims === null) return denied(unauthorized("invalid"));
  if (keys !== null && !hasKeys(api, authorizer, context)) return { type: "fetch", keys };
  const second = (settings.epochMilliseconds + request.cameAt / 1_000) / 1_000;
  const { iss, exp, nbf, iat, aud, client_id: client } = claims;
  const isAt = (claim: Plain | undefined, holds: (said: number) => boolean): boolean =>
    claim === undefined || (typeof claim === "number" && holds(claim));
  const holds =
    iss === issuer &&
    typeof exp === "number" &&
    exp > second &&
    isAt(nbf, (said) => said <= second) &&
    isAt(iat, (said) => said <= second) &&
    (audience.length === 0 ||
      (aud === undefined ? [client] : [aud].flat()).some(
        (each) => typeof each === "string" && audience.includes(each),
      ));
  if (!holds) return denied(unauthorized("invalid"));
  const granted = scopesIn(claims);
  if (scopes.length > 0 && !scopes.some((each) => granted.includes(each))) {
    return denied(ownAnswers.forbidden);
  }
  const texts = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, claimText(value)]),
  );
  const jwt = { claims: texts, scopes: scopes.length === 0 ? null : [...granted] };
  return { type: "allowed", identity: { jwt } };
}

function scopesIn({ scope, scp }: PlainObject): readonly string[] {
  const said = scope ?? scp;
  return typeof said === "string" ? said.split(" ") : textsOf(said);
}

/** A claim as events have it: lists as `[a b]`. */
const claimText = (value: Plain): string =>
  Array.isArray(value)
    ? `[${(value as readonly Plain[]).map((each) => spelled(each)).join(" ")}]`
    : spelled(value);

function byFunction(
  api: HttpApi,
  request: OpenRequest,
  authorizer: LambdaAuthorizer,
  { settings, now }: HttpApiContext,
): Authorized {
  const said = authorizer.sources.map((source) => expressionValue(source, request, settings));
  if (said.some((value) => value === undefined || value === "")) {
    return denied(ownAnswers.unauthorized);
  }
  const identities = said as readonly string[]; // Each is there.
  const key =
    authorizer.ttl === 0 || identities.length === 0
      ? null
      : JSON.stringify([request.stage.name, authorizer.id, ...identities]);
  if (key !== null) {
    const kept = table.get(api.verdicts, key);
    if (kept !== undefined && kept.until > now) {
      return byVerdict(kept.verdict, authorizer, routeArnOf(request, settings));
    }
  }
  const event = authorizerEventOf(request, authorizer.format, identities, settings);
  const payload: JsonPayload = {
    type: "json",
    value: event,
    size: sizeInUtf8(JSON.stringify(event)),
    usual: authorizer.isSimple ? usualSimple : usualVerdict,
  };
  return { type: "ask", key, payload };
}

const usualSimple: PlainObject = { isAuthorized: true };

/** What an authorizer's answer comes to, which is kept for as long as its settings say. */
export function hearVerdict(
  api: HttpApi,
  request: OpenRequest,
  answer: Tagged,
  entryOf: EntryOf,
  { settings, now }: HttpApiContext,
): Authorized {
  const { authorization } = request.route;
  if (authorization.type !== "LAMBDA" || authorization.target.type !== "function") {
    return denied(ownAnswers.failed);
  }
  const work = entryOf(authorization.target.kind)?.doors.request?.work;
  if (work === undefined) return denied(ownAnswers.failed);
  const { hasFailed, value } = work.outcomeOf(answer);
  if (hasFailed || !isAnswer(value, authorization)) return denied(ownAnswers.failed);
  if (request.verdictKey !== null) {
    forgetOld(api, now);
    table.setLast(api.verdicts, request.verdictKey, {
      until: after(now, authorization.ttl),
      stage: request.stage.name,
      verdict: value,
    });
  }
  return byVerdict(value, authorization, routeArnOf(request, settings));
}

const isAnswer = (value: Plain, { isSimple }: LambdaAuthorizer): value is PlainObject =>
  isSimple
    ? isObject(value) &&
      typeof value["isAuthorized"] === "boolean" &&
      isObject(value["context"] ?? {})
    : isVerdict(value);

/** Forgets what does not hold any more: those kept first are first. */
function forgetOld(api: HttpApi, now: Instant): void {
  for (let first = table.firstValue(api.verdicts); first !== undefined && first.until <= now;) {
    table.removeFirst(api.verdicts);
    first = table.firstValue(api.verdicts);
  }
}

function byVerdict(verdict: PlainObject, { isSimple }: LambdaAuthorizer, arn: string): Authorized {
  const { isAuthorized, context, policyDocument, principalId } = verdict;
  if (isSimple) {
    if (isAuthorized !== true) return denied(ownAnswers.forbidden);
    return { type: "allowed", identity: { lambda: context ?? null } };
  }
  if (!allows(policyDocument, arn)) return denied(ownAnswers.forbidden);
  const said = { ...contextTexts(context), principalId: principalId! };
  return { type: "allowed", identity: { lambda: said } };
}

/** Counts that an authorizer is asked, and asks it; `null`: it cannot be. */
export function askAuthorizer(
  request: OpenRequest,
  payload: JsonPayload,
  tag: number,
  entryOf: EntryOf,
  context: HttpApiContext,
): Send<Tagged> | null {
  const { authorization } = request.route;
  if (authorization.type !== "LAMBDA" || authorization.target.type !== "function") return null;
  const work = entryOf(authorization.target.kind)?.doors.request?.work;
  if (work === undefined) return null;
  context.observe(metrics.AuthorizerCalls, 1);
  return {
    type: "send",
    port: ports.functions,
    to: authorization.target.to,
    input: work.inputFor(payload, request.input.trail),
    tag,
    deadline: after(context.now, httpApiLimits.authorizerTimeout),
    onBehalfOf: request.request,
  };
}
