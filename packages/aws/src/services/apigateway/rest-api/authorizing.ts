import { after, table, type Instant, type Tagged } from "@orrery/kernel";
import {
  contextTexts,
  isVerdict,
  longestArnIn,
  usualVerdict,
  verdictOf,
  type PolicyVerdict,
} from "../../../gateway/execution-policy.ts";
import { memberOf } from "../../../request/params.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Authorization, LambdaAuthorizer, RestApiSettings } from "../config.ts";
import { restLimits } from "../limits.ts";
import { decodedClaims } from "../../../gateway/claims.ts";
import { methodArnOf } from "../../../gateway/request-facts.ts";
import { metrics, ports, type RestApi, type RestApiContext } from "./declarations.ts";
import { isSigned, resourceVerdict } from "./entrance.ts";
import type { GatewayResponseType } from "./gateway-response.ts";
import { authorizerEventOf, tokenEventOf } from "./proxy-event.ts";
import { resourcePathOf } from "./request-facts.ts";
import type { Identity, OpenRequest } from "./state.ts";
import { parameterIn } from "./validation.ts";
import { mappedValue } from "./mapping.ts";

/** What came of asking whether somebody may: who they are, why not, or a function that is to be asked. */
export type Authorized =
  | {
      readonly type: "allowed";
      readonly identity: Identity | null;
      readonly usageKey: string | null;
    }
  | { readonly type: "denied"; readonly response: GatewayResponseType }
  | { readonly type: "ask"; readonly key: string | null; readonly payload: JsonPayload };

const nobody: Authorized = { type: "allowed", identity: null, usageKey: null };
const denied = (response: GatewayResponseType): Authorized => ({ type: "denied", response });

/** Who a request is from, by what its method asks. */
export function authorize(
  api: RestApi,
  request: OpenRequest,
  authorization: Authorization,
  context: RestApiContext,
): Authorized {
  switch (authorization.type) {
    case "NONE":
      return nobody;
    case "AWS_IAM": {
      return isSigned(request.input.http) ? nobody : denied("MISSING_AUTHENTICATION_TOKEN");
    }
    case "COGNITO":
      return byClaims(request, authorization, context);
    case "LAMBDA":
      return byFunction(api, request, authorization, context);
  }
}

/** Whether a token is of one of the pools, and an access token where scopes are asked for; what it leaves out is as it should be. */
const isOf = (
  { iss, token_use: use }: PlainObject,
  { pools, scopes }: Extract<Authorization, { type: "COGNITO" }>,
): boolean =>
  (typeof iss !== "string" || pools.includes(iss.slice(iss.lastIndexOf("/") + 1))) &&
  (use === undefined || use === (scopes.length === 0 ? "id" : "access"));

/** What a token of a user pool says of its owner. Its signature is not checked. */
function byClaims(
  request: OpenRequest,
  authorization: Extract<Authorization, { type: "COGNITO" }>,
  { settings }: RestApiContext,
): Authorized {
  const { input, cameAt } = request;
  const { header, scopes } = authorization;
  const token = input.http.headers[header.toLowerCase()];
  const claims = token === undefined ? null : decodedClaims(token);
  if (claims === null || !isOf(claims, authorization)) return denied("UNAUTHORIZED");
  const { exp, scope } = claims;
  const second = (settings.epochMilliseconds + cameAt / 1_000) / 1_000;
  if (typeof exp === "number" && exp <= second) return denied("UNAUTHORIZED");
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  if (scopes.length > 0 && !scopes.some((each) => granted.includes(each))) {
    return denied("UNAUTHORIZED");
  }
  const texts = Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  const verdict = verdictOnRequest(request, settings);
  if (verdict !== null && verdict !== "allow") return denied("ACCESS_DENIED");
  return {
    type: "allowed",
    identity: { principalId: null, context: { claims: texts } },
    usageKey: null,
  };
}

function byFunction(
  api: RestApi,
  request: OpenRequest,
  authorizer: LambdaAuthorizer,
  { settings, now }: RestApiContext,
): Authorized {
  const { input, route, stage, pathParameters } = request;
  const sources = authorizer.sources.map((source) => valueOfSource(source, request, settings));
  const needsAll = authorizer.kind === "TOKEN" || authorizer.ttl > 0;
  if (needsAll && sources.some((value) => value === undefined || value === "")) {
    return denied("UNAUTHORIZED");
  }
  if (authorizer.kind === "TOKEN" && authorizer.validation !== null) {
    if (!new RegExp(`^(?:${authorizer.validation})$`).test(sources[0] ?? "")) {
      return denied("UNAUTHORIZED");
    }
  }
  const methodArn = methodArnOf(settings, stage.name, input.http.method, resourcePathOf(request));
  if (methodArn.length > restLimits.methodArn) return denied("ACCESS_DENIED");
  const key = authorizer.ttl === 0 ? null : JSON.stringify([stage.name, authorizer.id, ...sources]);
  if (key !== null) {
    const kept = table.get(api.verdicts, key);
    if (kept !== undefined && kept.until > now) {
      return byVerdict(kept.verdict, methodArn, verdictOnRequest(request, settings));
    }
  }
  const told = { ...request, route, pathParameters };
  const event =
    authorizer.kind === "TOKEN"
      ? tokenEventOf(sources[0] ?? "", methodArn)
      : authorizerEventOf(told, methodArn, settings);
  const payload: JsonPayload = {
    type: "json",
    value: event,
    size: sizeInUtf8(JSON.stringify(event)),
    usual: usualVerdict,
  };
  return { type: "ask", key, payload };
}

function valueOfSource(
  source: string,
  request: OpenRequest,
  settings: RestApiSettings,
): string | undefined {
  const [first, , place = "", ...name] = source.split(".");
  if (first === "method") {
    return parameterIn(request.input, request.pathParameters, place, name.join("."));
  }
  return mappedValue(source, request, settings);
}

/** What an authorizer's answer comes to, which is kept for as long as its settings say. */
export function hearVerdict(
  api: RestApi,
  request: OpenRequest,
  answer: Tagged | null,
  entryOf: EntryOf,
  { settings, now }: RestApiContext,
): Authorized {
  const { authorization } = request.route;
  if (authorization.type !== "LAMBDA" || authorization.target.type !== "function") {
    return denied("AUTHORIZER_CONFIGURATION_ERROR");
  }
  const work = entryOf(authorization.target.kind)?.doors.request?.work;
  if (answer === null || work === undefined) return denied("AUTHORIZER_FAILURE");
  const outcome = work.outcomeOf(answer);
  if (outcome.hasFailed) {
    const isRefusal = memberOf(outcome.value, "errorMessage") === "Unauthorized";
    return denied(isRefusal ? "UNAUTHORIZED" : "AUTHORIZER_FAILURE");
  }
  const verdict = outcome.value;
  const isOne =
    isVerdict(verdict) && longestArnIn(verdict["policyDocument"]) <= restLimits.policyArn;
  if (!isOne) return denied("AUTHORIZER_CONFIGURATION_ERROR");
  if (request.verdictKey !== null) {
    forgetOld(api, now);
    table.setLast(api.verdicts, request.verdictKey, {
      until: after(now, authorization.ttl),
      verdict,
    });
  }
  const { stage, input } = request;
  const path = resourcePathOf(request);
  const methodArn = methodArnOf(settings, stage.name, input.http.method, path);
  return byVerdict(verdict, methodArn, verdictOnRequest(request, settings));
}

/** Forgets what does not hold any more: those kept first are first. */
function forgetOld(api: RestApi, now: Instant): void {
  for (let first = table.firstValue(api.verdicts); first !== undefined && first.until <= now;) {
    table.removeFirst(api.verdicts);
    first = table.firstValue(api.verdicts);
  }
}

/** What the API's own policy says of a request. */
const verdictOnRequest = (request: OpenRequest, settings: RestApiSettings): PolicyVerdict | null =>
  settings.entrance === null
    ? null
    : resourceVerdict(settings, request.stage.name, resourcePathOf(request), request.input.http);

/** What both policies come to: either may allow, and whichever denies decides. */
function byVerdict(
  verdict: PlainObject,
  methodArn: string,
  ofResource: PolicyVerdict | null,
): Authorized {
  const { principalId, policyDocument, context, usageIdentifierKey } = verdict;
  const said = verdictOf(policyDocument, methodArn);
  const isAllowed = said === "allow" || (said === "none" && ofResource === "allow");
  if (!isAllowed) return denied("ACCESS_DENIED");
  const texts = contextTexts(context);
  return {
    type: "allowed",
    identity: { principalId: principalId as string, context: texts }, // Checked as a text.
    usageKey: typeof usageIdentifierKey === "string" ? usageIdentifierKey : null,
  };
}

/** Counts that an authorizer is asked, and asks it. */
export function askAuthorizer(
  request: OpenRequest,
  payload: JsonPayload,
  tag: number,
  entryOf: EntryOf,
  context: RestApiContext,
) {
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
    deadline: after(context.now, restLimits.integrationTimeout.default),
    onBehalfOf: request.request,
  } as const;
}
