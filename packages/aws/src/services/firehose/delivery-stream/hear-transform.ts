import { invariant, slab, type Lost, type Plain, type Replied, type Tagged } from "@orrery/kernel";
import { isObject, listOf, textMapOf, textOf } from "../../../request/params.ts";
import type { WorkOutcome } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import { fromLambda } from "../object-key.ts";
import { contentOf } from "../record-content.ts";
import { recordIdOf } from "../record-event.ts";
import { buffer, bufferForDelivery, noKeys } from "./buffering.ts";
import { metrics, notes, type DeliveryStream } from "./declarations.ts";
import type { Flow } from "./flow.ts";
import type { Failure, HeldRecord, Transforming } from "./state.ts";
import { waitToTransform } from "./transform.ts";

/** Hears what the function made of records. */
export function hearTransform(
  stream: DeliveryStream,
  { tag, body }: Replied<Tagged>,
  flow: Flow,
): void {
  const { context, entryOf } = flow;
  const id = slab.idAt(stream.transforms, tag);
  invariant(id !== undefined, "records were changed that are gone");
  const work: Transforming = slab.read(stream.transforms, id)!; // It was just found.
  const { settings, now } = context;
  context.observe(metrics["ExecuteProcessing.Duration"], now - work.sentAt);
  const kind = settings.transform?.kind ?? null;
  const functionWork = kind === null ? undefined : entryOf(kind)?.doors.request?.work;
  const outcome =
    isAnswer(body) && functionWork !== undefined ? functionWork.outcomeOf(body) : null;
  const failure = outcome === null ? refusalOf(body) : failureOf(outcome);
  context.observe(metrics["ExecuteProcessing.Success"], failure === null ? 1 : 0);
  if (failure !== null) {
    if (settings.transform !== null && work.attempts <= settings.transform.retries) {
      waitToTransform(id, flow);
      return;
    }
    slab.remove(stream.transforms, id);
    for (const record of work.records)
      fail(stream, record, { ...failure, attempts: work.attempts }, flow);
    return;
  }
  slab.remove(stream.transforms, id);
  passOn(stream, work, outcome!, flow); // Without a failure there is one.
}

const isAnswer = (body: Tagged | Lost): body is Tagged =>
  body.type !== "refused" && body.type !== "lost";

type Reason = Pick<Failure, "code" | "message">;

function refusalOf(body: Tagged | Lost): Reason {
  if (body.type === "lost") {
    return {
      code: "Lambda.FunctionTimedOut",
      message: "The Lambda function did not answer in time.",
    };
  }
  const { code, message } = body as Refused; // It is no answer.
  return code === "TooManyRequestsException"
    ? { code: "Lambda.ThrottledException", message }
    : { code: "Lambda.InvokeFailed", message };
}

function failureOf({ hasFailed, value }: WorkOutcome): Reason | null {
  if (!hasFailed) return null;
  const said = isObject(value) ? textOf(value["errorMessage"]) : undefined;
  const message = `The Lambda function was successfully invoked but it returned an error result.${said === undefined ? "" : ` ${said}`}`;
  return { code: "Lambda.FunctionError", message };
}

function fail(
  stream: DeliveryStream,
  record: HeldRecord,
  reason: Omit<Failure, "at">,
  flow: Flow,
): void {
  const { context } = flow;
  context.observe(metrics.RecordsFailed, 1);
  context.note(notes.failed, record.identity.message);
  const failure = { ...reason, at: context.now };
  buffer(stream, { use: "failed", prefix: "" }, { ...record, failure }, flow);
}

/** Takes each record as the function gave it back. */
function passOn(
  stream: DeliveryStream,
  { records, attempts }: Transforming,
  { value, failedItems }: WorkOutcome,
  flow: Flow,
): void {
  const { context } = flow;
  if (value === null) {
    // Its scenario does not say what the function returns.
    context.observe(metrics.UnsaidTransforms, records.length);
    const failed = new Set(failedItems ?? []);
    records.forEach((record, place) => {
      if (failed.has(place)) fail(stream, record, { attempts, ...processingFailed }, flow);
      else succeed(stream, record, noKeys, flow);
    });
    return;
  }
  const answers = new Map<string, Plain>();
  for (const answer of listOf(isObject(value) ? value["records"] : undefined)) {
    const id = isObject(answer) ? textOf(answer["recordId"]) : undefined;
    if (id !== undefined) answers.set(id, answer);
  }
  for (const record of records) {
    passOnOne(stream, record, answers.get(recordIdOf(record)), attempts, flow);
  }
}

const processingFailed: Reason = {
  code: "Lambda.ProcessingFailedStatus",
  message: "ProcessingFailed status set for record",
};
const missing: Reason = {
  code: "Lambda.MissingRecordId",
  message:
    "One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.",
};
const unreadable: Reason = {
  code: "Lambda.JsonProcessingException",
  message:
    "Error parsing records returned by the Lambda function. Ensure that the returned records comply with the status model required by Firehose.",
};

function passOnOne(
  stream: DeliveryStream,
  record: HeldRecord,
  answer: Plain | undefined,
  attempts: number,
  flow: Flow,
): void {
  if (!isObject(answer)) return fail(stream, record, { attempts, ...missing }, flow);
  switch (answer["result"]) {
    case "Dropped":
      stream.dropped += 1;
      flow.context.observe(metrics.RecordsDropped, 1);
      flow.context.note(notes.dropped, record.identity.message);
      observeSuccess(record, flow);
      return;
    case "Ok": {
      const content = contentOf(answer["data"]);
      if (content === null) return fail(stream, record, { attempts, ...unreadable }, flow);
      const metadata = isObject(answer["metadata"])
        ? answer["metadata"]["partitionKeys"]
        : undefined;
      const keys = new Map(
        [...textMapOf(metadata)].map(([name, key]) => [`${fromLambda}:${name}`, key] as const),
      );
      return succeed(stream, { ...record, content }, keys, flow);
    }
    case "ProcessingFailed":
      return fail(stream, record, { attempts, ...processingFailed }, flow);
    default:
      return fail(stream, record, { attempts, ...unreadable }, flow);
  }
}

function succeed(
  stream: DeliveryStream,
  record: HeldRecord,
  keys: ReadonlyMap<string, string>,
  flow: Flow,
): void {
  flow.context.note(notes.transformed, record.identity.message);
  observeSuccess(record, flow);
  bufferForDelivery(stream, record, keys, flow);
}

function observeSuccess({ content }: HeldRecord, { context }: Flow): void {
  context.observe(metrics["SucceedProcessing.Records"], 1);
  context.observe(metrics["SucceedProcessing.Bytes"], content.size);
}
