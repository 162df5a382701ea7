import { after, slab, type Duration, type Plain, type Send, type Tagged } from "@orrery/kernel";
import { requestIdOf } from "../../../gateway/request-facts.ts";
import type { Call, CallReply } from "../../../service/call.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import { payloadLater } from "../../../service/payload-later.ts";
import { refused } from "../../../service/refusal.ts";
import type { CallStop } from "../../../service/stop.ts";
import type { EndpointRequest, FunctionTarget } from "../apigatewayv2-to-apigateway.ts";
import type { HttpIntegration } from "../config.ts";
import { answered, answerOwn, answerWith, type Content } from "./answering.ts";
import {
  metrics,
  ports,
  type HttpApi,
  type HttpApiContext,
  type HttpApiEffect,
} from "./declarations.ts";
import { functionAnswerOf } from "./function-answer.ts";
import { ownAnswers, type OwnAnswer } from "./own-answer.ts";
import { changed, expressionValue, replaced } from "./parameter-mapping.ts";
import { eventOfFormat1, eventOfFormat2, headersOf } from "./request-events.ts";
import { serviceOperations, serviceParams } from "./service-integrations.ts";
import type { OpenRequest } from "./state.ts";

type Effects = readonly HttpApiEffect[];

/** What a function returns of which nobody says what it returns: an empty answer. */
const usualAnswer: Plain = Object.freeze({ statusCode: 200, body: "" });

/** Asks the integration of a route. */
export function askIntegration(
  api: HttpApi,
  open: OpenRequest,
  context: HttpApiContext,
  entryOf: EntryOf,
): Effects {
  const { integration } = open.route;
  const input = integration === null ? null : inputFor(open, integration, context, entryOf);
  if (integration === null || input === null) {
    return [answerOwn(api, answered(open), ownAnswers.failed, context)];
  }
  return [
    {
      type: "send",
      ...input,
      tag: slab.insert(api.open, open),
      deadline: after(context.now, integration.timeout),
      onBehalfOf: open.request,
    },
  ];
}

type Asked = Pick<Send<Tagged>, "port" | "to" | "input">;

/** What is asked of whom; `null`: it cannot be. */
function inputFor(
  open: OpenRequest,
  integration: HttpIntegration,
  context: HttpApiContext,
  entryOf: EntryOf,
): Asked | null {
  const { target, subtype } = integration;
  if (subtype !== null)
    return { port: ports.control, to: 0, input: callOf(open, subtype, context) };
  switch (target?.type) {
    case "function": {
      const work = entryOf(target.kind)?.doors.request?.work;
      if (work === undefined) return null;
      const payload = eventPayload(open, integration, context);
      return {
        port: ports.functions,
        to: target.to,
        input: work.inputFor(payload, open.input.trail),
      };
    }
    case "endpoint":
      return {
        port: ports.endpoints,
        to: target.to,
        input: endpointRequest(open, integration, target.uri, context),
      };
    default:
      return null;
  }
}

/** The event of a request. */
const eventPayload = (
  open: OpenRequest,
  { format }: HttpIntegration,
  { settings }: HttpApiContext,
): JsonPayload =>
  payloadLater(
    format === "2.0" ? eventOfFormat2 : eventOfFormat1,
    open,
    settings,
    open.input.text.size + eventSize,
    usualAnswer,
  );

/** Bytes of an event without its body, about. */
const eventSize = 2_000;

function callOf(open: OpenRequest, subtype: string, { now, settings }: HttpApiContext): Call {
  const { service, operation } = serviceOperations[subtype]!; // Checked as the integration was made.
  const { actionParameters, timeout, caller } = open.route.integration!; // It is asked.
  const said: Record<string, string> = {};
  for (const [name, expression] of Object.entries(actionParameters)) {
    const value = expressionValue(expression, open, settings);
    if (value !== undefined) said[name] = value;
  }
  return {
    type: "call",
    service,
    operation,
    params: serviceParams(subtype, said),
    trail: open.input.trail,
    caller: caller!, // As every operation of AWS has.
    until: after(now, (timeout + 1) as Duration), // The API gives up first, and says so in its own words.
  };
}

function endpointRequest(
  open: OpenRequest,
  { method, parameters }: HttpIntegration,
  uri: string,
  { settings }: HttpApiContext,
): EndpointRequest {
  const { input, pathParameters } = open;
  const valueOf = (expression: string) => expressionValue(expression, open, settings);
  const filled = uri.replaceAll(
    /\{([^}+]+)\+?\}/g,
    (written, name: string) => pathParameters[name] ?? written,
  );
  const path = replaced("path", parameters, valueOf);
  const placed =
    path === undefined ? filled : filled.replace(/^(https?:\/\/[^/]+).*$/, `$1${path}`);
  const query = changed({}, "querystring", parameters, valueOf);
  const said = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join("="));
  const asked = [...(input.http.query === "" ? [] : [input.http.query]), ...said].join("&");
  return {
    type: "endpointRequest",
    method: method === "ANY" ? input.http.method : method,
    uri: asked === "" ? placed : `${placed}?${asked}`,
    headers: changed(headersOf(open, settings), "header", parameters, valueOf),
    body: input.text.body,
    size: input.text.size,
    trail: input.trail,
  };
}

/** Hears what an integration answered. */
export function hearIntegration(
  api: HttpApi,
  open: OpenRequest,
  body: Tagged,
  context: HttpApiContext,
  entryOf: EntryOf,
): Effects {
  const integration = open.route.integration!; // It was asked.
  const { target, subtype } = integration;
  context.observe(metrics.IntegrationLatency, context.now - open.askedAt);
  const own = (answer: OwnAnswer): Effects => [answerOwn(api, answered(open), answer, context)];
  if (body.type === "lost") return own(ownAnswers.unavailable);
  if (subtype !== null) return hearAction(api, open, body as CallReply, context);
  switch (target?.type) {
    case "function": {
      if (body.type === "refused") {
        const isThrottled = (body as { readonly code?: string }).code === throttledCode;
        return own(isThrottled ? ownAnswers.unavailable : ownAnswers.failed);
      }
      return hearFunction(api, open, body, target, context, entryOf);
    }
    case "endpoint": {
      if (body.type === "refused") return own(ownAnswers.unavailable);
      const { type: _, ...answer } = body as HttpAnswer; // An endpoint gives no other.
      return [answerMapped(api, open, answer, context)];
    }
    default:
      return own(ownAnswers.failed);
  }
}

/** How whoever is invoked says that it has no concurrency left. */
const throttledCode = "TooManyRequestsException";

function hearFunction(
  api: HttpApi,
  open: OpenRequest,
  body: Tagged,
  { kind }: FunctionTarget,
  context: HttpApiContext,
  entryOf: EntryOf,
): Effects {
  const { hasFailed, value } = entryOf(kind)!.doors.request!.work!.outcomeOf(body); // It was asked so.
  const content = hasFailed ? null : functionAnswerOf(value, open.route.integration!.format);
  return content === null
    ? [answerOwn(api, answered(open), ownAnswers.failed, context)]
    : [answerMapped(api, open, content, context)];
}

function hearAction(
  api: HttpApi,
  open: OpenRequest,
  heard: CallReply,
  context: HttpApiContext,
): Effects {
  // What a caller writes into a body may have members that a service does not know: it says so, and the run goes on.
  const isForeign = heard.type === "unknown" && heard.expected.startsWith("a parameter of");
  const reply = isForeign ? refused("SerializationException", heard.received) : heard;
  if (reply.type === "notModeled" || reply.type === "unknown") {
    const component = `apigatewayv2.httpApi:${context.settings.apiId}`;
    const reason: CallStop = {
      type: "stoppedByCall",
      component,
      noun: "HTTP API",
      no: reply,
      place: null,
    };
    return [{ type: "stop", reason }];
  }
  const id = requestIdOf(context.settings.number, open.number);
  const isFault = reply.type === "refused" && /^(?:Internal|ServiceUnavailable)/.test(reply.code);
  const content: Content = {
    status: reply.type === "called" ? 200 : isFault ? 500 : 400,
    headers: { "content-type": "application/json", "x-amzn-requestid": id },
    cookies: [],
    body: JSON.stringify(
      reply.type === "called" ? reply.response : { __type: reply.code, message: reply.message },
    ),
    isBase64Encoded: false,
  };
  return [answerMapped(api, open, content, context)];
}

/** Answers with what an integration said, changed as the responses of its status say. */
function answerMapped(
  api: HttpApi,
  open: OpenRequest,
  content: Content,
  context: HttpApiContext,
): HttpApiEffect {
  const mapping = open.route.integration!.responses[`${content.status}`]; // It was asked.
  if (mapping === undefined) return answerWith(api, open, content, context);
  const seen = { status: content.status, headers: content.headers, body: content.body };
  const valueOf = (expression: string) => expressionValue(expression, open, context.settings, seen);
  const status = Number(replaced("statuscode", mapping, valueOf) ?? content.status);
  const mapped: Content = {
    ...content,
    status: Number.isInteger(status) && status >= 200 && status < 600 ? status : content.status,
    headers: changed(content.headers, "header", mapping, valueOf),
  };
  return answerWith(api, open, mapped, context);
}
