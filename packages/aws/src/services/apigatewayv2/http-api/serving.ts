import { slab } from "@orrery/kernel";
import { isByOwnName } from "../../../gateway/request-facts.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Admission, TokenLimit } from "../apigatewayv2-to-apigateway.ts";
import { httpApiLimits } from "../limits.ts";
import type { HttpRequest } from "../protocol.ts";
import { answered, answerOwn, answerPreflight, unmatched } from "./answering.ts";
import { askAuthorizer, authorize, type Authorized } from "./authorizing.ts";
import { isPreflight, preflightHeaders } from "./cors.ts";
import {
  metrics,
  ports,
  type HttpApi,
  type HttpApiContext,
  type HttpApiEffect,
} from "./declarations.ts";
import { askIntegration } from "./integrating.ts";
import { ownAnswers } from "./own-answer.ts";
import { matchOf } from "./routes.ts";
import { askIssuer } from "./signing-keys.ts";
import type { OpenRequest } from "./state.ts";

type Effects = readonly HttpApiEffect[];

/** Takes a request: finds its route, and asks who it is from. */
export function receive(
  api: HttpApi,
  input: HttpRequest,
  context: HttpApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, request, settings } = context;
  api.count += 1;
  context.observe(metrics.Count, 1);
  const { stage, path, route, pathParameters } = matchOf(settings, input.http);
  const nowhere = unmatched(context, input);
  if (stage === null || (settings.isOwnNameOff && isByOwnName(input.http))) {
    return [answerOwn(api, nowhere, ownAnswers.notFound, context)];
  }
  if (input.text.size > httpApiLimits.payload) {
    return [answerOwn(api, nowhere, ownAnswers.tooLarge, context)];
  }
  if (settings.cors !== null && isPreflight(input.http)) {
    return [answerPreflight(api, nowhere, preflightHeaders(settings.cors, input.http), context)];
  }
  if (route === null) return [answerOwn(api, nowhere, ownAnswers.notFound, context)];
  const open: OpenRequest = {
    request,
    number: api.count,
    cameAt: now,
    input,
    stage,
    route,
    path,
    pathParameters,
    phase: "integration",
    askedAt: now,
    identity: null,
    verdictKey: null,
  };
  if (!isAdmitted(route.limit, context)) {
    return [answerOwn(api, answered(open), ownAnswers.throttled, context)];
  }
  if (route.authorization.type === "NONE") return askIntegration(api, open, context, entryOf);
  return afterAuthorization(api, open, authorize(api, open, context), context, entryOf);
}

/** Goes on by what is known of who asks. */
export function afterAuthorization(
  api: HttpApi,
  open: OpenRequest,
  authorized: Authorized,
  context: HttpApiContext,
  entryOf: EntryOf,
): Effects {
  switch (authorized.type) {
    case "denied":
      return [answerOwn(api, answered(open), authorized.answer, context)];
    case "allowed": {
      const { identity } = authorized;
      const known: OpenRequest = { ...open, phase: "integration", askedAt: context.now, identity };
      return askIntegration(api, known, context, entryOf);
    }
    case "fetch":
      return [askIssuer(api, open, "discovery", authorized.keys, context)];
    case "ask": {
      const waiting: OpenRequest = { ...open, phase: "authorizer", verdictKey: authorized.key };
      const tag = slab.insert(api.open, waiting);
      const send = askAuthorizer(waiting, authorized.payload, tag, entryOf, context);
      if (send !== null) return [send];
      slab.remove(api.open, tag);
      return [answerOwn(api, answered(open), ownAnswers.failed, context)];
    }
  }
}

// A memo of a pure function.
const questions = new WeakMap<TokenLimit, object>();
const unlimited = Object.freeze({ type: "admit", limits: Object.freeze([]), quota: null } as const);

/** Takes a token of the route and of the account, as far as there are any. */
function isAdmitted(limit: TokenLimit | null, context: HttpApiContext): boolean {
  let question: object = unlimited;
  if (limit !== null) {
    question = questions.get(limit) ?? { type: "admit", limits: [limit], quota: null };
    questions.set(limit, question);
  }
  const answer = context.consult(ports.account, 0, question as typeof unlimited);
  return (answer as Admission).refusedBy === null; // It gives no other.
}
