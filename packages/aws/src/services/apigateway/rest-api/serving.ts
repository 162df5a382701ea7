import { slab, type Tagged } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { Admission, TokenLimit } from "../account/protocol.ts";
import type { ApiKeySettings, PlanSettings, Release, StageSettings } from "../config.ts";
import { restLimits } from "../limits.ts";
import type { RestRequest } from "../protocol.ts";
import { answerInstead, answerKept, answerOwn } from "./answering.ts";
import { resourceVerdict, turnedAway } from "./entrance.ts";
import type { PolicyVerdict } from "../../../gateway/execution-policy.ts";
import { askAuthorizer, authorize, type Authorized } from "./authorizing.ts";
import { lookUp } from "./caching.ts";
import {
  metrics,
  ports,
  purposes,
  type RestApi,
  type RestApiContext,
  type RestApiEffect,
} from "./declarations.ts";
import type { GatewayCase, GatewayResponseType } from "./gateway-response.ts";
import { askIntegration } from "./integrating.ts";
import { matchOf, routeIn } from "./routes.ts";
import type { OpenRequest } from "./state.ts";
import { invalidIn } from "./validation.ts";

type Effects = readonly RestApiEffect[];

/** Takes a request: finds its method, and asks who it is from. */
export function receive(
  api: RestApi,
  input: RestRequest,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, request, settings } = context;
  api.count += 1;
  context.observe(metrics.Count, 1);
  const { stage, path, found } = matchOf(settings, input.http);
  if (stage === null) {
    return turnAway(api, null, "MISSING_AUTHENTICATION_TOKEN", context, forbidden);
  }
  const { release, isCanary } = releaseFor(stage, context);
  const route = isCanary ? routeIn(release, input.http.method, path) : found;
  if (input.text.size > restLimits.payload)
    return turnAway(api, release, "REQUEST_TOO_LARGE", context);
  const { entrance } = settings;
  let verdict: PolicyVerdict | null = null;
  if (entrance !== null) {
    const away = turnedAway(entrance, input.http, context);
    if (away === "WAF_FILTERED") context.observe(metrics.Blocked, 1);
    if (away === "closed") {
      return turnAway(api, release, "MISSING_AUTHENTICATION_TOKEN", context, forbidden);
    }
    if (away !== null) return turnAway(api, release, away, context);
    verdict = resourceVerdict(settings, stage.name, path, input.http);
    // Of a user pool, the token comes first.
    if (verdict === "deny" && route?.route.authorization.type !== "COGNITO") {
      return turnAway(api, release, "ACCESS_DENIED", context);
    }
  }
  if (route === null) return turnAway(api, release, "MISSING_AUTHENTICATION_TOKEN", context);
  const open: OpenRequest = {
    request,
    number: api.count,
    cameAt: now,
    input,
    stage,
    release,
    isCanary,
    route: route.route,
    pathParameters: route.pathParameters,
    phase: "integration",
    askedAt: now,
    identity: null,
    key: null,
    cacheKey: null,
    verdictKey: null,
    asked: null,
  };
  const { authorization } = route.route;
  if (authorization.type === "NONE") {
    return verdict === "none"
      ? turnAway(api, release, "ACCESS_DENIED", context)
      : goOn(api, open, null, context, entryOf);
  }
  const authorized = authorize(api, open, authorization, context);
  return afterAuthorization(api, open, authorized, context, entryOf);
}

const forbidden: GatewayCase = { message: "Forbidden" };

/** Answers a request that no method was found for, or that is not even looked at. */
const turnAway = (
  api: RestApi,
  release: Release | null,
  type: GatewayResponseType,
  context: RestApiContext,
  differing?: GatewayCase,
): Effects => {
  const answered = { request: context.request, cameAt: context.now, of: null };
  return [answerOwn(api, answered, release, type, context, differing)];
};

/** The deployment that a request goes to. */
function releaseFor(
  { release, canary }: StageSettings,
  context: RestApiContext,
): { readonly release: Release; readonly isCanary: boolean } {
  if (canary === null || canary.share === 0) return { release, isCanary: false };
  const isCanary = context.random(purposes.canary) < canary.share;
  return { release: isCanary ? canary.release : release, isCanary };
}

/** Goes on by what is known of who asks. */
export function afterAuthorization(
  api: RestApi,
  open: OpenRequest,
  authorized: Authorized,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  switch (authorized.type) {
    case "denied":
      return [answerInstead(api, open, authorized.response, context)];
    case "allowed": {
      const { identity, usageKey } = authorized;
      const known: OpenRequest = { ...open, phase: "integration", askedAt: context.now, identity };
      return goOn(api, known, usageKey, context, entryOf);
    }
    case "ask": {
      const waiting: OpenRequest = { ...open, phase: "authorizer", verdictKey: authorized.key };
      const tag = slab.insert(api.open, waiting);
      const send = askAuthorizer(waiting, authorized.payload, tag, entryOf, context);
      if (send !== null) return [send];
      slab.remove(api.open, tag);
      return [answerInstead(api, open, "AUTHORIZER_CONFIGURATION_ERROR", context)];
    }
  }
}

/** What is asked of a request that may come: its key, limits, validity; then the cache, and the integration. */
function goOn(
  api: RestApi,
  open: OpenRequest,
  usageKey: string | null,
  context: RestApiContext,
  entryOf: EntryOf,
): Effects {
  const { settings } = context;
  const { route, stage, input } = open;
  let key: ApiKeySettings | null = null;
  let plan: PlanSettings | null = null;
  if (route.needsKey) {
    const said = settings.keySource === "HEADER" ? input.http.headers["x-api-key"] : usageKey;
    key = settings.keys.find(({ value, isEnabled }) => isEnabled && value === said) ?? null;
    plan = key?.plans[stage.name] ?? null;
    if (key === null || plan === null)
      return [answerInstead(api, open, "INVALID_API_KEY", context)];
  }
  const refusedBy = admit(limitsOf(plan, open), plan, context);
  if (refusedBy === "quota") return [answerInstead(api, open, "QUOTA_EXCEEDED", context)];
  if (refusedBy !== null) return [answerInstead(api, open, "THROTTLED", context)];
  context.observe(metrics.RequestsBilled, 1);
  if (route.required.length > 0 || route.schemas !== null) {
    const invalid = invalidIn(input, route, open.pathParameters);
    if (invalid !== null) {
      const { what, message } = invalid;
      const type = what === "body" ? "BAD_REQUEST_BODY" : "BAD_REQUEST_PARAMETERS";
      return [answerInstead(api, open, type, context, { message, validation: message })];
    }
  }
  if (route.cache === null || stage.cache === null) {
    return askIntegration(api, key === null ? open : { ...open, key }, context, entryOf);
  }
  const kept = lookUp(api, { ...open, key }, context);
  if (kept.type === "forbidden") return [answerInstead(api, open, "ACCESS_DENIED", context)];
  if (kept.type === "hit") return [answerKept(api, open, kept.answer, context)];
  const cacheKey = kept.type === "miss" ? kept.key : null;
  return askIntegration(api, { ...open, key, cacheKey }, context, entryOf);
}

const noLimits: readonly TokenLimit[] = Object.freeze([]);

/** What a request takes tokens of, in order: its key's plan, the method of the plan, the method of the stage. */
function limitsOf(plan: PlanSettings | null, { route }: OpenRequest): readonly TokenLimit[] {
  const { limit } = route;
  if (plan === null) {
    if (limit === null) return noLimits;
    let alone = singles.get(limit);
    if (alone === undefined) singles.set(limit, (alone = [limit]));
    return alone;
  }
  const ofMethod = plan.methods[route.name];
  return [
    ...(plan.limit === null ? [] : [plan.limit]),
    ...(ofMethod === undefined ? [] : [ofMethod]),
    ...(limit === null ? [] : [limit]),
  ];
}

// A memo of a pure function.
const singles = new WeakMap<TokenLimit, readonly TokenLimit[]>();
const unlimited = Object.freeze({ type: "admit", limits: noLimits, quota: null } as const);

function admit(
  limits: readonly TokenLimit[],
  plan: PlanSettings | null,
  context: RestApiContext,
): Admission["refusedBy"] {
  const quota = plan?.quota ?? null;
  const question =
    limits === noLimits && quota === null ? unlimited : ({ type: "admit", limits, quota } as const);
  const answer: Tagged = context.consult(ports.account, 0, question);
  return (answer as Admission).refusedBy; // It gives no other.
}
