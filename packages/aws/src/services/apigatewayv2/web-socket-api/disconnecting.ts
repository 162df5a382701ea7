import { after, between, slab, type Instant, type SlabId } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import { client } from "../../../gateway/request-facts.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { Admission } from "../apigatewayv2-to-apigateway.ts";
import { webSocketLimits } from "../limits.ts";
import type { CloseConnection, InspectConnection, Push } from "../protocol.ts";
import { ask, lazyEvent, stageNamed, trailOf } from "./asking.ts";
import { minutesOf } from "./connecting.ts";
import {
  metrics,
  ports,
  timers,
  type Effects,
  type WebSocketApi,
  type WebSocketApiContext,
  type WebSocketApiEffect,
} from "./declarations.ts";
import { answer } from "./sending.ts";
import { disconnectEventOf } from "./socket-events.ts";

/** Ends a connection, and tells `$disconnect` so, as far as that can be. */
export function close(
  api: WebSocketApi,
  id: SlabId,
  status: number,
  reason: string,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, settings } = context;
  const connection = { ...slab.read(api.connections, id)! }; // Its caller has looked.
  slab.remove(api.connections, id);
  api.connected -= 1;
  api.count += 1;
  context.observe(metrics.ConnectionTime, between(connection.connectedAt, now));
  context.observe(metrics.ConnectionMinutes, minutesOf(connection, now));
  const index = slab.slotOf(id);
  const effects: WebSocketApiEffect[] = [timers.idle, timers.old, timers.sends, timers.leaves].map(
    (timer) => ({ type: "clearTimer", timer, index }),
  );
  const route = stageNamed(connection.stage, context)?.routes["$disconnect"];
  if (route === undefined || route.integration === null || route.integration.isMock) return effects;
  const told = { id, connection, number: api.count, now };
  const event = lazyEvent(() => disconnectEventOf(told, status, reason, settings), 1_200);
  const of = { connection: id, number: api.count, trail: trailOf(api, context) };
  const send = ask(api, route, of, event, "", context, entryOf);
  return send === null ? effects : [...effects, send];
}

/** Nothing may have come over a connection for as long as it may be idle. */
export function idle(
  api: WebSocketApi,
  id: SlabId,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { lastActiveAt } = slab.read(api.connections, id)!; // Its timer is set.
  const at = after(lastActiveAt, webSocketLimits.idleTimeout);
  if (at > context.now) {
    return [{ type: "setTimer", timer: timers.idle, index: slab.slotOf(id), at }];
  }
  context.observe(metrics.DisconnectedIdle, 1);
  return close(api, id, 1001, "Going away", context, entryOf);
}

const gone = refused("GoneException", "");
const tooLarge = refused("PayloadTooLargeException", "Message too long", {
  message: "Message too long",
});
const throttled = refused("LimitExceededException", "");
const unlimited = Object.freeze({ type: "admit", limits: Object.freeze([]), quota: null });

/** Whether the account lets a call of the management API through. */
const isAdmitted = (context: WebSocketApiContext): boolean =>
  (context.consult(ports.account, 0, unlimited) as Admission).refusedBy === null; // It gives no other.

/** What the management API asks: to send a message, to close, to say what is known. */
export function manage(
  api: WebSocketApi,
  input: Push | InspectConnection | CloseConnection,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Effects {
  const { now, request, settings } = context;
  if (!isAdmitted(context)) {
    context.observe(metrics.Throttled, 1);
    return [{ type: "reply", to: request, body: throttled }];
  }
  const id = input.connection as SlabId; // As ids are written; one that never was is not there.
  const connection = slab.edit(api.connections, id);
  if (connection === undefined || connection.request !== null) {
    if (input.type === "push") context.observe(metrics.PushesGone, 1);
    return [{ type: "reply", to: request, body: gone }];
  }
  switch (input.type) {
    case "push":
      if (input.size > webSocketLimits.message) {
        return [{ type: "reply", to: request, body: tooLarge }];
      }
      connection.lastActiveAt = now;
      answer(input.size, context);
      return [{ type: "reply", to: request, body: { type: "pushed" } }];
    case "closeConnection":
      return [
        { type: "reply", to: request, body: { type: "pushed" } },
        ...close(api, id, 1000, "Connection closed by the service", context, entryOf),
      ];
    case "inspectConnection": {
      const at = (instant: Instant): number => wallClockAt(settings.epochMilliseconds, instant);
      return [
        {
          type: "reply",
          to: request,
          body: {
            type: "connectionSeen",
            connectedAt: at(connection.connectedAt),
            lastActiveAt: at(connection.lastActiveAt),
            sourceIp: client.sourceIp,
            userAgent: connection.input.http.headers["user-agent"] ?? client.userAgent,
          },
        },
      ];
    }
  }
}
