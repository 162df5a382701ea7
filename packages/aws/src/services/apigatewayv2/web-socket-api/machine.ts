import {
  declare,
  noEffects,
  slab,
  unreachable,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { Readings } from "../../../service/metric.ts";
import type { WebSocketApiSettings } from "../config.ts";
import { hearAuthorizer, hearConnect, minutesOf, receive } from "./connecting.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type Effects,
  type gauges,
  type WebSocketApi,
  type WebSocketApiContext,
  type WebSocketApiEffect,
  type WebSocketApiInput,
} from "./declarations.ts";
import { close, idle, manage } from "./disconnecting.ts";
import { clientSends, hearMessage } from "./messaging.ts";
import { initialState, type WebSocketApiState } from "./state.ts";

/** The machine of WebSocket APIs. */
export type WebSocketApiMachine = Machine<
  WebSocketApiSettings,
  WebSocketApiState,
  WebSocketApiInput,
  WebSocketApiEffect
>;

/**
 * A WebSocket API with its stages, and the clients that are connected to it: they say what a scenario has them say, and
 * hear what integrations answer and what is pushed.
 */
export const webSocketApiMachine = (entryOf: EntryOf): WebSocketApiMachine => ({
  kind: "apigatewayv2.webSocketApi",
  stateVersion: 1,
  inputs: declare(
    "httpRequest",
    "push",
    "inspectConnection",
    "closeConnection",
    "timerFired",
    "settingsChanged",
    "replied",
  ),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState,

  transition(api, input, context) {
    switch (input.type) {
      case "httpRequest":
        return receive(api, input, context, entryOf);
      case "push":
      case "inspectConnection":
      case "closeConnection":
        return manage(api, input, context, entryOf);
      case "timerFired":
        return fire(api, input, context, entryOf);
      case "settingsChanged":
        return noEffects;
      case "replied":
        return hear(api, input, context, entryOf);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) =>
    input.type === "push" ? input.size : input.type === "httpRequest" ? input.text.size : 0,

  canonical: ({ connections, open, connected }, now, askerOf) => ({
    connected,
    connections: slab
      .list(connections)
      .map(({ request, input, stage, connectedAt, lastActiveAt, identity }) => [
        request === null ? null : askerOf(request),
        input.http,
        stage,
        now - connectedAt,
        now - lastActiveAt,
        identity,
      ]),
    open: slab
      .list(open)
      .map(({ connection, route, phase }) => [slab.slotOf(connection as SlabId), route, phase]),
  }),
  canonicalTag: (_api, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ connections, connected }, _settings, now): Readings<typeof gauges> => ({
    Connections: connected,
    ConnectionMinutesOpen: slab
      .list(connections)
      .reduce((sum, each) => sum + (each.request === null ? minutesOf(each, now) : 0), 0),
  }),
});

function fire(
  api: WebSocketApi,
  { timer, index }: TimerFired,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const id = slab.idAt(api.connections, index)!; // Its timers are cleared as it goes.
  switch (timer) {
    case timers.idle:
      return idle(api, id, context, entryOf);
    case timers.old:
      context.observe(metrics.DisconnectedOld, 1);
      return close(api, id, 1001, "Going away", context, entryOf);
    case timers.sends:
      return clientSends(api, id, context, entryOf);
    default:
      return close(api, id, 1000, "", context, entryOf);
  }
}

function hear(
  api: WebSocketApi,
  { tag, body }: Replied<Tagged>,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const asked = slab.read(api.open, tag as SlabId)!; // The tag that it was sent with.
  slab.remove(api.open, tag as SlabId);
  const id = asked.connection as SlabId; // As it was asked for.
  if (asked.phase === "authorizer") return hearAuthorizer(api, id, body, context, entryOf);
  context.observe(metrics.IntegrationLatency, context.now - asked.askedAt);
  switch (asked.route) {
    case "$connect":
      return hearConnect(api, id, body, context, entryOf);
    case "$disconnect":
      return noEffects; // Nobody is left who could hear of it.
    default:
      return hearMessage(api, asked, body, context, entryOf);
  }
}
