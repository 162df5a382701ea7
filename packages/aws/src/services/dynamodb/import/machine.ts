import { after, declare, minutes, unreachable, type Machine, type Tagged } from "@orrery/kernel";
import { listOf, memberOf, textOf } from "../../../request/params.ts";
import type { CallReply } from "../../../service/call.ts";
import { logReadOf } from "../../../service/log.ts";
import type { Refused } from "../../../service/refusal.ts";
import { failureOf, isPassing, listedIn, objectIn } from "../dynamodb-to-s3.ts";
import type { ItemsImported } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import type { ImportSettings } from "./config.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Import,
  type ImportContext,
} from "./declarations.ts";
import { importLimits } from "./limits.ts";
import { loggedEvents } from "./log.ts";
import { describedImport } from "./described.ts";
import type { ImportEffect, ImportInput } from "./protocol.ts";
import { isUnknown, sourceItems } from "./source-items.ts";
import { initialImport, type ImportState } from "./state.ts";

/** An import: it lists a bucket, reads its objects, and gives a table their items. */
export const importMachine: Machine<ImportSettings, ImportState, ImportInput, ImportEffect> = {
  kind: "dynamodb.import",
  stateVersion: 1,
  inputs: declare("settingsChanged", "describeImport", "readLog", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices,
  metrics,

  initialState: initialImport,

  transition(work, input, context) {
    const { request: to } = context;
    switch (input.type) {
      case "settingsChanged":
        return begin(work, context);
      case "describeImport":
        return [{ type: "reply", to, body: describedImport(work) }];
      case "readLog": {
        const events = loggedEvents(work, context.settings);
        return [{ type: "reply", to, body: logReadOf(events, input) }];
      }
      case "timerFired":
        if (input.timer === timers.again) return [readAgain(work, input.index, context)];
        return end(work, context);
      case "replied":
        return hear(work, input.tag, input.body, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  canonical,
  gauges: () => ({}),
};

/** What an answer is to, in the lower bits of its tag; above them the attempt, and the place of the object. */
const tags = { list: 0, read: 1, put: 2, drop: 3 } as const;
const attemptsOfOne = importLimits.attempts + 1;

function begin(work: Import, context: ImportContext): readonly ImportEffect[] {
  if (work.phase !== "new") return [];
  work.phase = "listing";
  work.startedAt = context.now;
  return [list(null, context)];
}

const call = (
  request: ReturnType<typeof objectIn>,
  tag: number,
  { now, settings: { caller, trail } }: ImportContext,
): ImportEffect => ({
  type: "send",
  port: ports.control,
  to: 0,
  input: { ...request, caller, trail },
  tag,
  deadline: after(now, minutes(5)),
});

function list(token: string | null, context: ImportContext): ImportEffect {
  const { bucket, prefix } = context.settings;
  return call(listedIn(bucket, prefix, token), tags.list, context);
}

const read = (work: Import, place: number, attempt: number, context: ImportContext): ImportEffect =>
  call(
    objectIn(context.settings.bucket, work.keys[place]!),
    tags.read + 4 * (attempt + attemptsOfOne * place),
    context,
  );

const readAgain = (work: Import, index: number, context: ImportContext): ImportEffect =>
  read(work, Math.floor(index / attemptsOfOne), index % attemptsOfOne, context);

function hear(
  work: Import,
  tag: number,
  answer: Tagged,
  context: ImportContext,
): readonly ImportEffect[] {
  if (work.endedAt !== null) return [];
  const index = tag >> 2;
  switch (tag & 3) {
    case tags.list:
      return hearList(work, answer as CallReply, context); // The control plane answers so.
    case tags.read:
      return hearObject(work, index, answer as CallReply, context); // Likewise.
    default:
      return hearTable(work, answer as ItemsImported | Refused, context); // Of the table.
  }
}

function hearList(
  work: Import,
  answer: CallReply,
  context: ImportContext,
): readonly ImportEffect[] {
  if (answer.type !== "called") return fail(work, failureIn(answer), context);
  const { response } = answer;
  const keys = listOf(response["Contents"]).map((entry) => textOf(memberOf(entry, "Key"))!); // It is there.
  work.keys = [...work.keys, ...keys];
  if (work.keys.length > importLimits.objects) {
    const message = `The import has more than ${importLimits.objects} objects.`; // Assumed: code and words.
    return fail(work, { code: "S3ObjectLimitExceeded", message }, context);
  }
  const token = textOf(response["NextContinuationToken"]);
  if (token !== undefined) return [list(token, context)];
  work.phase = "reading";
  return goOn(work, context);
}

/** Reads on, as many objects at a time as it may; or ends where all were read. */
function goOn(work: Import, context: ImportContext): readonly ImportEffect[] {
  const effects: ImportEffect[] = [];
  while (work.next < work.keys.length && work.open < importLimits.parallelReads) {
    effects.push(read(work, work.next, 0, context));
    work.next += 1;
    work.open += 1;
  }
  if (work.open > 0) return effects;
  const at = after(work.startedAt, context.settings.duration);
  if (at <= context.now) return end(work, context);
  return [{ type: "setTimer", timer: timers.end, index: 0, at }];
}

function hearObject(
  work: Import,
  index: number,
  answer: CallReply,
  context: ImportContext,
): readonly ImportEffect[] {
  const object = work.keys[Math.floor(index / attemptsOfOne)]!;
  const attempt = index % attemptsOfOne;
  if (answer.type !== "called") {
    const isOver = attempt + 1 >= importLimits.attempts;
    if (isOver || (answer.type === "refused" && !isPassing(answer.code))) {
      return fail(work, failureIn(answer), context);
    }
    const at = after(context.now, importLimits.pause);
    return [{ type: "setTimer", timer: timers.again, index: index + 1, at }];
  }
  const base64 = textOf(answer.response["Body"]) ?? "";
  if (isUnknown(base64)) {
    work.unknown += 1;
    return fail(work, contentsUnknown(object), context);
  }
  const { bytes, processed, items, errors } = sourceItems(base64, context.settings);
  work.processedBytes += bytes;
  work.processedItems += processed;
  context.observe(metrics.ProcessedBytes, bytes);
  context.observe(metrics.ProcessedItems, processed);
  noteErrors(work, object, errors, context);
  if (items.length === 0) {
    work.open -= 1;
    return goOn(work, context);
  }
  const { trail } = context.settings;
  const deadline = after(context.now, minutes(5));
  const input = { type: "importItems", items, trail } as const;
  return [{ type: "send", port: ports.table, to: 0, input, tag: tags.put, deadline }];
}

/** Ours: of an object whose size alone was given nobody knows the items. */
const contentsUnknown = (object: string) => ({
  code: "ContentsNotModeled",
  message: `The object ${object} was given to the simulation without its contents: its items are not known.`,
});

function noteErrors(
  work: Import,
  object: string,
  errors: readonly { readonly item: number; readonly message: string }[],
  context: ImportContext,
): void {
  if (errors.length === 0) return;
  work.errors += errors.length;
  context.observe(metrics.ImportErrors, errors.length);
  const room = context.settings.keepsLogs ? importLimits.loggedErrors - work.logged.length : 0;
  const { now: at } = context;
  work.logged = [...work.logged, ...errors.slice(0, room).map((each) => ({ at, object, ...each }))];
}

function hearTable(
  work: Import,
  answer: ItemsImported | Refused,
  context: ImportContext,
): readonly ImportEffect[] {
  if (answer.type !== "itemsImported") return fail(work, failureIn(answer), context);
  work.importedItems += answer.count;
  context.observe(metrics.ImportedItems, answer.count);
  work.open -= 1;
  return goOn(work, context);
}

function failureIn(answer: Tagged): { code: string; message: string } {
  const { code, message, what } = answer as {
    readonly code?: string;
    readonly message?: string;
    readonly what?: string;
  };
  return failureOf(code ?? "Timeout", message ?? what ?? "The request was not answered in time.");
}

/** It ends without the table, which is taken away. */
function fail(
  work: Import,
  failure: { readonly code: string; readonly message: string },
  context: ImportContext,
): readonly ImportEffect[] {
  work.phase = "failed";
  work.failure = failure;
  work.endedAt = context.now;
  const { tableName: TableName } = context.settings;
  const drop = {
    type: "call",
    service: "dynamodb",
    operation: "DeleteTable",
    params: { TableName },
  };
  return [call(drop as ReturnType<typeof objectIn>, tags.drop, context)];
}

const itemErrors = {
  code: "ItemValidationError",
  message:
    "Some of the items failed validation checks. Please check CloudWatch error logs for more details.",
} as const;

/** All was read: what could be imported stays, even where some could not. */
function end(work: Import, { now }: ImportContext): readonly ImportEffect[] {
  if (work.endedAt !== null) return [];
  const hasErrors = work.errors > 0;
  work.phase = hasErrors ? "failed" : "completed";
  work.failure = hasErrors ? itemErrors : null;
  work.endedAt = now;
  return [];
}
