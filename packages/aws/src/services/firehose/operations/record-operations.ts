import type { Plain, Tagged } from "@orrery/kernel";
import { listOf, memberOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { contentOf } from "../record-content.ts";
import type { PutRecord, PutRecordBatch, RecordPut, RecordsPut } from "../protocol.ts";
import { recordIdOf } from "../record-event.ts";
import { activeDeliveryStream, isRefused, keptOf } from "./delivery-stream-record.ts";

/** Operations that put records. */
export const recordOperations: Operations = {
  PutRecord: { begin: putRecord, respond: showPut },
  PutRecordBatch: { begin: putRecordBatch, respond: showPuts },
};

// Data is base64, by the model.
const contentIn = (record: Plain | undefined) => contentOf(memberOf(record, "Data") ?? "")!;

function putRecord(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeDeliveryStream(params, plane);
  if (isRefused(stream)) return stream;
  const content = contentIn(params["Record"]);
  const input: PutRecord = { type: "putRecord", content, trail: plane.trail };
  return { type: "ask", resource: stream.number, input, kept: isEncrypted(params, plane) };
}

const isEncrypted = (params: PlainObject, plane: ControlPlane): boolean => {
  const stream = activeDeliveryStream(params, plane);
  return !isRefused(stream) && keptOf(stream).encryption !== null;
};

const idOf = ({ stream, number }: RecordPut): string =>
  recordIdOf({ identity: { queue: stream, message: number } });

function showPut(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  return { RecordId: idOf(body as RecordPut), Encrypted: kept };
}

function putRecordBatch(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeDeliveryStream(params, plane);
  if (isRefused(stream)) return stream;
  const entries = listOf(params["Records"]).map((record) => ({ content: contentIn(record) }));
  const input: PutRecordBatch = { type: "putRecordBatch", entries, trail: plane.trail };
  return { type: "ask", resource: stream.number, input, kept: isEncrypted(params, plane) };
}

function showPuts(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const { results } = body as RecordsPut;
  return {
    FailedPutCount: results.filter(({ type }) => type === "refused").length,
    Encrypted: kept,
    RequestResponses: results.map((result) =>
      result.type === "refused"
        ? { ErrorCode: result.code, ErrorMessage: result.message }
        : { RecordId: idOf(result) },
    ),
  };
}
