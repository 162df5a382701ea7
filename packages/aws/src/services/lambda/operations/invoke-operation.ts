import { base64Of, bytesOfBase64, valueAsOf, type Plain, type Tagged } from "@orrery/kernel";
import { mostNesting, nestsTooDeep, parseJson } from "../../../text/json.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Step } from "../../../service/service-model.ts";
import { sizeInUtf8, textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { eventTooLarge, requestTooLarge } from "../function/function-error.ts";
import { isObject, textOf } from "../../../request/params.ts";
import { endedFact } from "../function/logging.ts";
import { streamOf } from "../log/log-stream.ts";
import type { LogFact } from "../log/log-fact.ts";
import { linesOf } from "../log/log-line.ts";
import { qualifiedFunction } from "./function-location.ts";
import { versionBehind, versionExecuted } from "../versions/version-record.ts";
import {
  isDurable,
  recordOf,
  settingsOf,
  unsettledRefusal,
  type FunctionRecord,
} from "./function-record.ts";
import { asyncPayload, lambdaLimits } from "../limits.ts";
import type { JsonPayload } from "../../../service/payload.ts";
import type { EventTaken, Invoke, InvokeEvent, Invoked } from "../protocol.ts";
import { invalid, isRefused, lambdaRefusal, type Checked } from "./refusals.ts";

/** InvokeWithResponseStream: the response comes in parts, and with it what became of the invocation. */
export const invokeWithResponseStreamOperation: Operation = {
  begin: (params, plane) => begin(params, plane, { streams: true }),
  respond: respondStreaming,
};

/** Invoke: invocations that are answered with their outcome or at once, and those that are only checked. */
export const invokeOperation: Operation = {
  begin: (params, plane) => begin(params, plane, {}),
  respond,
};

function begin(params: PlainObject, plane: ControlPlane, streaming: Pick<Invoke, "streams">): Step {
  const found = qualifiedFunction(params, plane, ":$LATEST");
  if (isRefused(found)) return found;
  const record = recordOf(versionBehind(found.target, plane));
  const unsettled = record.change.what === "creation" ? unsettledRefusal(record, plane) : null;
  if (unsettled !== null) return unsettled;
  const isEvent = params["InvocationType"] === "Event";
  const unfit = checkDurable(params, found.qualifier, record);
  if (unfit !== null) return unfit;
  const limit = isEvent ? valueAsOf(asyncPayload, plane.asOf) : lambdaLimits.requestPayload;
  const written = writtenPayload((params["Payload"] ?? "") as string, limit); // Checked as a text.
  if (written.size > limit) return isEvent ? eventTooLarge(written.size, limit) : requestTooLarge;
  const payload = payloadOf(written);
  if (isRefused(payload)) return payload;
  const clientContext = clientContextIn(params, isEvent);
  if (isRefused(clientContext)) return clientContext;
  if (params["InvocationType"] === "DryRun") {
    return { type: "respond", response: { StatusCode: 204, Payload: "" } };
  }
  const { number } = found.target;
  const { trail } = plane;
  const { qualifier } = found;
  const executionName = textOf(params["DurableExecutionName"]);
  const tenantId = textOf(params["TenantId"]);
  const named = {
    ...(executionName === undefined ? {} : { executionName }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
  const chained = params["Chained"] === true ? { isChained: true as const } : {};
  const input: Invoke | InvokeEvent = isEvent
    ? {
        type: "invokeEvent",
        payload,
        trail,
        ...(qualifier === null ? {} : { qualifier }),
        ...named,
      }
    : {
        type: "invoke",
        payload,
        trail,
        event: null,
        ...clientContext,
        ...named,
        ...chained,
        ...streaming,
      };
  return { type: "ask", resource: number, input, kept: number };
}

function respond(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject | Refused {
  const invoked = body as Invoked | EventTaken; // Asked to invoke.
  const { execution } = invoked;
  const durable = execution === undefined ? {} : { DurableExecutionArn: execution };
  if (invoked.type === "eventTaken") return { StatusCode: 202, Payload: "", ...durable };
  const { functionError, payload, executedVersion } = invoked;
  return {
    StatusCode: 200,
    ...(functionError === null ? {} : { FunctionError: functionError }),
    ...(params["LogType"] === "Tail" ? { LogResult: logResult(invoked, Number(kept), plane) } : {}),
    Payload: JSON.stringify(payload),
    ExecutedVersion: executedVersion,
    ...durable,
  };
}

/** A stream has one part here, as all of it is at hand, and then says how the invocation ended. */
function respondStreaming(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject | Refused {
  const { functionError, payload, executedVersion } = body as Invoked; // Asked to invoke.
  const log =
    params["LogType"] === "Tail"
      ? { LogResult: logResult(body as Invoked, Number(kept), plane) }
      : {};
  const text = JSON.stringify(payload);
  const ended = functionError === null ? {} : { ErrorCode: functionError, ErrorDetails: text };
  return {
    StatusCode: 200,
    ExecutedVersion: executedVersion,
    ResponseStreamContentType: "application/octet-stream",
    EventStream: [
      ...(functionError === null ? [{ PayloadChunk: { Payload: text } }] : []),
      { InvokeComplete: { ...ended, ...log } },
    ],
  };
}

/** Durable functions are invoked by a qualifier, and they alone have executions that have names. */
function checkDurable(
  params: PlainObject,
  qualifier: string | null,
  record: FunctionRecord,
): Refused | null {
  if (isDurable(record)) return qualifier === null ? unqualifiedDurable : null;
  if (params["DurableExecutionName"] === undefined) return null;
  return invalid("DurableExecutionName can only be used with durable functions.");
}

const unqualifiedDurable = invalid(
  "You cannot invoke a durable function using an unqualified ARN.",
);

/** What a caller gives the handler besides the event: JSON in base64, of synchronous invocations alone. */
function clientContextIn(
  params: PlainObject,
  isEvent: boolean,
): Checked<Pick<Invoke, "clientContext">> {
  const given = params["ClientContext"];
  if (typeof given !== "string" || isEvent) return {};
  if (given.length > lambdaLimits.clientContext) {
    return lambdaRefusal(
      "InvalidRequestContentException",
      `Client context must be no more than ${lambdaLimits.clientContext} bytes.`,
    );
  }
  const bytes = bytesOfBase64(given);
  const text = bytes === null ? null : textOfUtf8(bytes);
  const value = text === null ? undefined : parseJson(text);
  if (isObject(value)) return { clientContext: value };
  return lambdaRefusal(
    "InvalidRequestContentException",
    "Client context must be a valid Base64-encoded JSON object.",
  );
}

/** What a caller wrote. */
interface WrittenPayload {
  readonly text: string;
  /** Bytes that `text` stands for, where it is base64 and was not JSON itself. */
  readonly bytes: Uint8Array | null;
  /** Of what is sent, in bytes. */
  readonly size: number;
  /** What the text itself says as JSON; `undefined` where it says nothing. */
  readonly value: Plain | undefined;
}

/**
 * A payload as text or as base64 of bytes, with its size. No JSON in base64 is JSON itself, so that
 * bytes and text cannot be mistaken for each other; what is too large either way is not read.
 */
function writtenPayload(text: string, limit: number): WrittenPayload {
  const size = sizeInUtf8(text);
  const value = size > limit ? undefined : parseJson(text);
  const bytes = value === undefined ? bytesOfBase64(text) : null;
  return { text, bytes, size: bytes?.length ?? size, value };
}

/** What a function is invoked with; nothing is an empty object. */
function payloadOf({ text, bytes, size, value }: WrittenPayload): Checked<JsonPayload> {
  if (text === "") return { type: "json", value: {}, size: 2 };
  if (value !== undefined) return { type: "json", value, size };
  const decoded = bytes === null ? null : textOfUtf8(bytes);
  const inBytes = decoded === null ? undefined : parseJson(decoded);
  if (inBytes !== undefined) return { type: "json", value: inBytes, size };
  const reason = nestsTooDeep(decoded ?? text)
    ? `Document nesting depth (${mostNesting + 1}) exceeds the maximum allowed (${mostNesting})`
    : "it is not JSON.";
  return lambdaRefusal(
    "InvalidRequestContentException",
    `Could not parse request body into json: Could not parse payload into json: ${reason}`,
  );
}

/** The end of the invocation's log, in base64: START, what the handler printed, END and REPORT. */
function logResult(invoked: Invoked, number: number, plane: ControlPlane): string {
  const resource = versionExecuted(plane.findByNumber(number), invoked.executedVersion, plane);
  if (resource === undefined) return ""; // Deleted while it ran.
  const settings = settingsOf(recordOf(resource), resource.number, plane);
  const at = plane.now;
  const stream = streamOf({ number: 0, madeAt: at }, settings);
  const { invocation: request, printed } = invoked;
  const facts: readonly LogFact[] = [
    { type: "started", stream: 0, at, request },
    ...printed,
    endedFact(0, request, invoked, at, null),
  ];
  const lines = facts.flatMap((fact) => linesOf(fact, stream, settings));
  const log = utf8Of(lines.map(({ message }) => message).join(""));
  return base64Of(log.slice(-lambdaLimits.logTail));
}
