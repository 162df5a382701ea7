import { after, slab, type Instant, type Plain, type Send, type Tagged } from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { payloadLater } from "../../../service/payload-later.ts";
import type { Trail } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { EndpointRequest } from "../apigatewayv2-to-apigateway.ts";
import type { WebSocketRoute, WebSocketStage } from "../config.ts";
import { ports, type WebSocketApi, type WebSocketApiContext } from "./declarations.ts";
import type { OpenAsk } from "./state.ts";

/** What a function returns of which nobody says what it returns. */
const usualAnswer: Plain = Object.freeze({ statusCode: 200 });

/** The stage of this name as it is now; `undefined`: it is gone. */
export const stageNamed = (
  name: string,
  { settings }: Pick<WebSocketApiContext, "settings">,
): WebSocketStage | undefined => settings.stages.find((each) => each.name === name);

/** An event that is made where somebody reads it: most functions are known by their figures. */
export function lazyEvent(make: () => PlainObject, size: number): JsonPayload {
  return payloadLater(made, make, null, size, usualAnswer);
}

const made = (make: () => PlainObject): PlainObject => make();

/** Asks the integration of a route; `null`: it cannot be asked. */
export function ask(
  api: WebSocketApi,
  { key, integration }: WebSocketRoute,
  of: Pick<OpenAsk, "connection" | "number" | "trail">,
  payload: JsonPayload,
  body: string,
  context: WebSocketApiContext,
  entryOf: EntryOf,
): Send<Tagged> | null {
  const { target, method, timeout } = integration!; // A route that has none is not asked.
  const to = toward(target, method, payload, body, of.trail, entryOf);
  if (to === null) return null;
  const asked: OpenAsk = { ...of, route: key, phase: "integration", askedAt: context.now };
  return {
    type: "send",
    ...to,
    tag: slab.insert(api.open, asked),
    deadline: after(context.now, timeout),
  };
}

function toward(
  target: NonNullable<WebSocketRoute["integration"]>["target"],
  method: string,
  payload: JsonPayload,
  body: string,
  trail: Trail,
  entryOf: EntryOf,
): Pick<Send<Tagged>, "port" | "to" | "input"> | null {
  if (target?.type === "function") {
    const work = entryOf(target.kind)?.doors.request?.work;
    if (work === undefined) return null;
    return { port: ports.functions, to: target.to, input: work.inputFor(payload, trail) };
  }
  if (target?.type !== "endpoint") return null;
  const request: EndpointRequest = {
    type: "endpointRequest",
    method: method === "ANY" ? "POST" : method,
    uri: target.uri,
    headers: { "content-type": "application/json" },
    body,
    size: sizeInUtf8(body),
    trail,
  };
  return { port: ports.endpoints, to: target.to, input: request };
}

/** The trail of what a client says, which begins by itself. */
export const trailOf = (
  { count }: Pick<WebSocketApi, "count">,
  { now, settings }: { readonly now: Instant; readonly settings: { readonly number: number } },
): Trail => ({ from: -settings.number, number: count, at: now, lineage: null });
