import { after, sampleDuration, slab, type SlabId, type Tagged } from "@orrery/kernel";
import { keepsToSchema } from "../../../gateway/schema-check.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { parseJson } from "../../../text/json.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { Admission, TokenLimit } from "../apigatewayv2-to-apigateway.ts";
import type { WebSocketRoute } from "../config.ts";
import { webSocketLimits } from "../limits.ts";
import { ask, lazyEvent, stageNamed, trailOf } from "./asking.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type Effects,
  type WebSocketApi,
  type WebSocketApiContext,
} from "./declarations.ts";
import { close } from "./disconnecting.ts";
import { answer, bill } from "./sending.ts";
import { outcomeOf } from "./integration-outcome.ts";
import { routeFor, selected } from "./route-selection.ts";
import { messageEventOf } from "./socket-events.ts";
import type { OpenAsk } from "./state.ts";

/** A client sends what it has to say, and sets when it does so next. */
export function clientSends(
  api: WebSocketApi,
  id: SlabId,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, settings } = context;
  const { every, message } = settings.clients;
  const effects = take(api, id, message, context, entryOf);
  if (every === null || slab.read(api.connections, id) === undefined) return effects;
  const at = after(
    now,
    sampleDuration(every, () => context.random(purposes.every)),
  );
  return [...effects, { type: "setTimer", timer: timers.sends, index: slab.slotOf(id), at }];
}

// A memo of a pure function: the same message comes many times in a row.
let lastMessage = "";
let lastSize = 0;

function sizeOf(message: string): number {
  if (message !== lastMessage) {
    lastMessage = message;
    lastSize = sizeInUtf8(message);
  }
  return lastSize;
}

function take(
  api: WebSocketApi,
  id: SlabId,
  body: string,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, settings } = context;
  const connection = slab.edit(api.connections, id)!; // Its timer is set.
  const size = sizeOf(body);
  api.count += 1;
  connection.lastActiveAt = now;
  context.observe(metrics.MessageCount, 1);
  context.observe(metrics.MessagesIn, 1);
  if (size > webSocketLimits.message) {
    context.observe(metrics.ClientError, 1);
    return close(api, id, 1009, "Message too big", context, entryOf);
  }
  bill(size, context);
  const stage = stageNamed(connection.stage, context);
  const route = stage === undefined ? null : routeFor(settings.selection, body, stage);
  if (!isAdmitted(route?.limit ?? null, context)) {
    context.observe(metrics.Throttled, 1);
    return clientError(context);
  }
  if (route === null || route.integration === null) return clientError(context);
  if (route.schemas !== null && !keepsToModel(body, route)) return clientError(context);
  if (route.integration.isMock) {
    if (route.responds) answer(0, context);
    return [];
  }
  const number = api.count;
  const told = { id, connection: { ...connection }, number, now };
  const event = lazyEvent(() => messageEventOf(told, route.key, body, settings), size + 1_000);
  const of = { connection: id, number, trail: trailOf(api, context) };
  const send = ask(api, route, of, event, body, context, entryOf);
  if (send !== null) return [send];
  context.observe(metrics.ExecutionError, 1);
  answer(errorSize, context);
  return [];
}

/** What the API says to a client that something went wrong, in bytes about. */
const errorSize = 120;

/** Tells a client that what it sent was not taken. */
function clientError(context: WebSocketApiContext): Effects {
  context.observe(metrics.ClientError, 1);
  answer(errorSize, context);
  return [];
}

const unlimited = Object.freeze({ type: "admit", limits: Object.freeze([]), quota: null });

function isAdmitted(limit: TokenLimit | null, context: WebSocketApiContext): boolean {
  const question: Tagged =
    limit === null ? unlimited : ({ type: "admit", limits: [limit], quota: null } as Tagged);
  return (context.consult(ports.account, 0, question) as Admission).refusedBy === null; // It gives no other.
}

function keepsToModel(body: string, { schemas, modelSelection }: WebSocketRoute): boolean {
  const message = parseJson(body);
  if (message === undefined) return false;
  const key = selected(modelSelection, message);
  const schema = schemas![key] ?? schemas!["$default"]; // Its caller knows that there are some.
  return schema !== undefined && keepsToSchema(message, schema);
}

/** Hears what the integration of a message answered. */
export function hearMessage(
  api: WebSocketApi,
  { connection: id, route: key }: OpenAsk,
  body: Tagged,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const connection = slab.edit(api.connections, id as SlabId); // As it was asked for.
  const route = connection && stageNamed(connection.stage, context)?.routes[key];
  if (connection === undefined || route === undefined || route.integration === null) return [];
  const { status, body: said, isBroken } = outcomeOf(route, body, entryOf);
  if (isBroken || status >= 400) {
    context.observe(isBroken ? metrics.ExecutionError : metrics.IntegrationError, 1);
    if (isBroken || status === 502) answer(errorSize, context);
    else if (route.responds) answer(sizeInUtf8(said), context);
    return [];
  }
  if (!route.responds) return [];
  connection.lastActiveAt = context.now;
  answer(sizeInUtf8(said), context);
  return [];
}
