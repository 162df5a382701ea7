import {
  after,
  between,
  noRequest,
  sampleDuration,
  slab,
  type Duration,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import {
  allows,
  contextTexts,
  isVerdict,
  usualVerdict,
} from "../../../gateway/execution-policy.ts";
import { isByOwnName } from "../../../gateway/request-facts.ts";
import { queryOf } from "../../../gateway/query.ts";
import { memberOf } from "../../../request/params.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Admission } from "../apigatewayv2-to-apigateway.ts";
import type { LambdaAuthorizer, WebSocketApiSettings, WebSocketStage } from "../config.ts";
import { webSocketLimits } from "../limits.ts";
import type { HttpRequest } from "../protocol.ts";
import { ask, lazyEvent, stageNamed } from "./asking.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type Effects,
  type WebSocketApi,
  type WebSocketApiContext,
  type WebSocketApiEffect,
} from "./declarations.ts";
import { outcomeOf } from "./integration-outcome.ts";
import { connectArnOf, connectAuthorizerEventOf, connectEventOf } from "./socket-events.ts";
import type { Connection, OpenAsk } from "./state.ts";

/** The stage that a path names; else the one made first. */
function stageFor(
  { stages }: WebSocketApiSettings,
  { path }: HttpHead,
): WebSocketStage | undefined {
  const [, first] = /^\/([^/]+)/.exec(path) ?? [];
  return stages.find(({ name }) => name === first) ?? stages[0];
}

/** Takes a request to be connected. */
export function receive(
  api: WebSocketApi,
  input: HttpRequest,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, request, settings } = context;
  api.count += 1;
  const stage = stageFor(settings, input.http);
  if (stage === undefined || (settings.isOwnNameOff && isByOwnName(input.http))) {
    return [refusal(403, "Forbidden", request, context)];
  }
  const { routes } = stage;
  const route = Object.hasOwn(routes, "$connect") ? routes["$connect"]! : null;
  if (!isAdmitted(settings, route?.limit ?? null, context)) {
    context.observe(metrics.Throttled, 1);
    return [refusal(429, "Too Many Requests", request, context)];
  }
  const id = slab.insert<Connection>(api.connections, {
    input,
    stage: stage.name,
    connectedAt: now,
    lastActiveAt: now,
    identity: null,
    request,
  });
  const { authorization } = route ?? { authorization: { type: "NONE" } as const };
  switch (authorization.type) {
    case "AWS_IAM": {
      const said = input.http.headers["authorization"] ?? "";
      if (!said.startsWith("AWS4-HMAC-SHA256")) return refuse(api, id, 403, "Forbidden", context);
      return askToConnect(api, id, context, entryOf);
    }
    case "LAMBDA":
      return askAuthorizer(api, id, authorization, stage, context, entryOf);
    default:
      return askToConnect(api, id, context, entryOf);
  }
}

function isAdmitted(
  { connectLimit }: WebSocketApiSettings,
  own: WebSocketApiSettings["connectLimit"] | null,
  context: WebSocketApiContext,
): boolean {
  const limits = own === null ? [connectLimit] : [connectLimit, own];
  const question = { type: "admit", limits, quota: null };
  return (context.consult(ports.account, 0, question) as Admission).refusedBy === null; // It gives no other.
}

const errors: Readonly<Record<number, string>> = {
  401: "UnauthorizedException",
  403: "ForbiddenException",
  429: "TooManyRequestsException",
};

/** Says no to whoever wants to be connected. */
function refusal(
  status: number,
  message: string,
  to: Connection["request"],
  context: WebSocketApiContext,
): WebSocketApiEffect {
  context.observe(metrics.ConnectionsRefused, 1);
  if (status < 500) context.observe(metrics.ClientError, 1);
  const content = {
    status,
    headers: { "content-type": "application/json" },
    cookies: [],
    body: JSON.stringify({ message }),
    isBase64Encoded: false,
  };
  const error = errors[status];
  const body: HttpAnswer | ReturnType<typeof refused> =
    error === undefined
      ? { type: "answered", ...content }
      : refused(error, message, { status, headers: content.headers, body: content.body });
  return { type: "reply", to: to ?? noRequest, body, after: overheadIn(context) };
}

const overheadIn = (context: WebSocketApiContext): Duration =>
  sampleDuration(context.settings.overhead, () => context.random(purposes.overhead));

function refuse(
  api: WebSocketApi,
  id: SlabId,
  status: number,
  message: string,
  context: WebSocketApiContext,
): Effects {
  const { request } = slab.read(api.connections, id)!; // It waits to be connected.
  slab.remove(api.connections, id);
  return [refusal(status, message, request, context)];
}

function askAuthorizer(
  api: WebSocketApi,
  id: SlabId,
  authorizer: LambdaAuthorizer,
  stage: WebSocketStage,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, settings } = context;
  const connection = slab.read(api.connections, id)!; // It was just made.
  const isMissing = authorizer.sources.some(
    (source) => (identityAt(source, connection.input.http, stage) ?? "") === "",
  );
  if (isMissing) return refuse(api, id, 401, "Unauthorized", context);
  const { target } = authorizer;
  const work = target.type === "function" ? entryOf(target.kind)?.doors.request?.work : undefined;
  if (target.type !== "function" || work === undefined) {
    return refuse(api, id, 500, "Internal server error", context);
  }
  const told = { id, connection, number: api.count, now };
  const event = connectAuthorizerEventOf(told, stage.variables, settings);
  const payload: JsonPayload = {
    type: "json",
    value: event,
    size: sizeInUtf8(JSON.stringify(event)),
    usual: usualVerdict,
  };
  const { trail } = connection.input;
  const asked: OpenAsk = {
    connection: id,
    route: "$connect",
    number: api.count,
    phase: "authorizer",
    askedAt: now,
    trail,
  };
  context.observe(metrics.AuthorizerCalls, 1);
  return [
    {
      type: "send",
      port: ports.functions,
      to: target.to,
      input: work.inputFor(payload, trail),
      tag: slab.insert(api.open, asked),
      deadline: after(now, webSocketLimits.integrationTimeout.default),
    },
  ];
}

/** What identifies a caller, such as `route.request.header.Auth`; `undefined`: it is not there. */
function identityAt(source: string, http: HttpHead, stage: WebSocketStage): string | undefined {
  const [, place, name = ""] =
    /^(?:route\.request\.(header|querystring)|stageVariables|context)\.(.+)$/.exec(source) ?? [];
  if (place === "header") return http.headers[name.toLowerCase()];
  if (place === "querystring") return queryOf(http).single[name];
  return source.startsWith("stageVariables.") ? stage.variables[name] : source;
}

/** Hears who may be connected. */
export function hearAuthorizer(
  api: WebSocketApi,
  id: SlabId,
  body: Tagged,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const connection = slab.edit(api.connections, id)!; // It waits.
  const route = stageNamed(connection.stage, context)?.routes["$connect"];
  const { authorization } = route ?? { authorization: { type: "NONE" } as const };
  const target = authorization.type === "LAMBDA" ? authorization.target : null;
  const work = target?.type === "function" ? entryOf(target.kind)?.doors.request?.work : undefined;
  if (body.type === "lost" || body.type === "refused" || work === undefined) {
    return refuse(api, id, 500, "Internal server error", context);
  }
  const { hasFailed, value } = work.outcomeOf(body);
  if (hasFailed) {
    return memberOf(value, "errorMessage") === "Unauthorized"
      ? refuse(api, id, 401, "Unauthorized", context)
      : refuse(api, id, 500, "Internal server error", context);
  }
  const isTooLarge = sizeInUtf8(JSON.stringify(value)) > webSocketLimits.authorizerResult;
  if (!isVerdict(value) || isTooLarge) {
    return refuse(api, id, 500, "Internal server error", context);
  }
  if (!allows(value["policyDocument"], connectArnOf(connection.stage, context.settings))) {
    return refuse(api, id, 403, "Forbidden", context);
  }
  connection.identity = identityOf(value);
  return askToConnect(api, id, context, entryOf);
}

const identityOf = ({ context, principalId }: PlainObject): PlainObject => ({
  ...contextTexts(context),
  principalId: principalId!,
});

/** Asks the integration of `$connect`, where there is one. */
function askToConnect(
  api: WebSocketApi,
  id: SlabId,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, settings } = context;
  const connection = slab.read(api.connections, id)!; // It waits.
  const route = stageNamed(connection.stage, context)?.routes["$connect"];
  context.observe(metrics.ConnectCount, 1);
  if (route === undefined || route.integration === null || route.integration.isMock) {
    return connect(api, id, context);
  }
  const { number, trail } = { number: api.count, trail: connection.input.trail };
  const told = { id, connection: { ...connection }, number, now };
  const event = lazyEvent(() => connectEventOf(told, settings), 1_500);
  const of = { connection: id, number, trail };
  const send = ask(api, route, of, event, "", context, entryOf);
  if (send !== null) return [send];
  context.observe(metrics.ExecutionError, 1);
  return refuse(api, id, 500, "Internal server error", context);
}

/** Hears whether somebody is to be connected. */
export function hearConnect(
  api: WebSocketApi,
  id: SlabId,
  body: Tagged,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const connection = slab.read(api.connections, id)!; // It waits.
  const route = stageNamed(connection.stage, context)?.routes["$connect"];
  if (route === undefined || route.integration === null) return connect(api, id, context);
  const { status, isBroken } = outcomeOf(route, body, entryOf);
  if (status < 300) return connect(api, id, context);
  context.observe(isBroken ? metrics.ExecutionError : metrics.IntegrationError, 1);
  return refuse(api, id, status, status >= 500 ? "Internal server error" : "Forbidden", context);
}

function connect(api: WebSocketApi, id: SlabId, context: WebSocketApiContext): Effects {
  const { now, settings } = context;
  const connection = slab.edit(api.connections, id)!; // It waits.
  const { request } = connection;
  connection.request = null;
  connection.connectedAt = now;
  connection.lastActiveAt = now;
  api.connected += 1;
  const index = slab.slotOf(id);
  const { idleTimeout, connectionDuration } = webSocketLimits;
  const { stays, every } = settings.clients;
  const effects: WebSocketApiEffect[] = [
    { type: "reply", to: request ?? noRequest, body: switched, after: overheadIn(context) },
    { type: "setTimer", timer: timers.idle, index, at: after(now, idleTimeout) },
    { type: "setTimer", timer: timers.old, index, at: after(now, connectionDuration) },
  ];
  if (stays !== null) {
    const at = after(
      now,
      sampleDuration(stays, () => context.random(purposes.stays)),
    );
    effects.push({ type: "setTimer", timer: timers.leaves, index, at });
  }
  if (every !== null) {
    const at = after(
      now,
      sampleDuration(every, () => context.random(purposes.every)),
    );
    effects.push({ type: "setTimer", timer: timers.sends, index, at });
  }
  return effects;
}

const switched: HttpAnswer = Object.freeze({
  type: "answered",
  status: 101,
  headers: { connection: "upgrade", upgrade: "websocket" },
  cookies: [],
  body: "",
  isBase64Encoded: false,
});

/** Minutes of a connection, of which a part counts as one. */
export const minutesOf = ({ connectedAt }: Pick<Connection, "connectedAt">, now: number): number =>
  Math.max(1, Math.ceil(between(connectedAt, now as typeof connectedAt) / 60e6));
