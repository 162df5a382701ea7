import { after, declare, minutes, unreachable, type Machine, type Tagged } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { CallReply } from "../../../service/call.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { failureOf, isPassing, writtenInto } from "../dynamodb-to-s3.ts";
import type { ItemsExported } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import type { ExportSettings } from "./config.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Export,
  type ExportContext,
} from "./declarations.ts";
import { dataFileOf, manifestObjects, startedObject } from "./files.ts";
import { exportLimits } from "./limits.ts";
import { describedExport } from "./described.ts";
import type { ExportEffect, ExportInput } from "./protocol.ts";
import { initialExport, type ExportState, type OutgoingObject } from "./state.ts";

/** An export: it asks a table for items as they were, and writes them into a bucket. */
export const exportMachine: Machine<ExportSettings, ExportState, ExportInput, ExportEffect> = {
  kind: "dynamodb.export",
  stateVersion: 1,
  inputs: declare("settingsChanged", "describeExport", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices,
  metrics,

  initialState: initialExport,

  transition(work, input, context) {
    switch (input.type) {
      case "settingsChanged":
        return begin(work, context);
      case "describeExport":
        return [{ type: "reply", to: context.request, body: describedExport(work) }];
      case "timerFired":
        if (work.endedAt !== null) return [];
        if (input.timer === timers.again) return [write(work, input.index, context)];
        return writeManifest(work, context);
      case "replied":
        if (work.endedAt !== null) return [];
        return input.tag === itemsTag
          ? hearItems(work, input.body as ItemsExported | Refused, context) // Of the table.
          : hearWritten(work, input.tag, input.body as CallReply, context); // Of the control plane.
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,
  canonical,
  gauges: () => ({}),
};

/** What the table answers; of objects, their places with how often they were written. */
const itemsTag = 0;
const attemptsOfOne = exportLimits.attempts + 1;
const firstTag = 1;

function begin(work: Export, context: ExportContext): readonly ExportEffect[] {
  if (work.phase !== "new") return [];
  work.phase = "data";
  work.startedAt = context.now;
  const { from, until } = context.settings;
  const input = { type: "exportItems", from, until } as const;
  const deadline = after(context.now, minutes(5));
  return [{ type: "send", port: ports.table, to: 0, input, tag: itemsTag, deadline }];
}

function hearItems(
  work: Export,
  answer: ItemsExported | Refused,
  context: ExportContext,
): readonly ExportEffect[] {
  if (answer.type !== "itemsExported") return fail(work, answer, context);
  const { settings } = context;
  const made = answer.files.map((lines, place) => dataFileOf(lines, place + 1, settings));
  work.files = made.map(({ file }) => file);
  work.items = answer.files.reduce((sum, { length }) => sum + length, 0);
  work.billedBytes = answer.bytes;
  return writeAll(work, [...made.map(({ object }) => object), startedObject(settings)], context);
}

function writeAll(
  work: Export,
  objects: readonly OutgoingObject[],
  context: ExportContext,
): readonly ExportEffect[] {
  work.objects = objects;
  work.open = objects.length;
  return objects.map((_object, place) => write(work, firstTag + place * attemptsOfOne, context));
}

function write(work: Export, tag: number, { now, settings }: ExportContext): ExportEffect {
  const { key, body } = work.objects[Math.floor((tag - firstTag) / attemptsOfOne)]!;
  const { bucket, caller, trail } = settings;
  const request = writtenInto(bucket, key, body, encryptionOf(settings));
  return {
    type: "send",
    port: ports.control,
    to: 0,
    input: { ...request, caller, trail },
    tag,
    deadline: after(now, minutes(5)),
  };
}

function encryptionOf({ encryption, encryptionKey }: ExportSettings): PlainObject {
  if (encryption === null) return {};
  return {
    ServerSideEncryption: encryption === "KMS" ? "aws:kms" : "AES256",
    ...(encryptionKey === null ? {} : { SSEKMSKeyId: encryptionKey }),
  };
}

function hearWritten(
  work: Export,
  tag: number,
  answer: CallReply,
  context: ExportContext,
): readonly ExportEffect[] {
  const place = Math.floor((tag - firstTag) / attemptsOfOne);
  if (answer.type !== "called") {
    const isOver = ((tag - firstTag) % attemptsOfOne) + 1 >= exportLimits.attempts;
    if (isOver || (answer.type === "refused" && !isPassing(answer.code)))
      return fail(work, answer, context);
    const at = after(context.now, exportLimits.pause);
    return [{ type: "setTimer", timer: timers.again, index: tag + 1, at }];
  }
  const tagOf = (textOf(answer.response["ETag"]) ?? "").replaceAll('"', "");
  if (work.phase === "data") {
    work.files = work.files.map((file, number) =>
      number === place ? { ...file, tag: tagOf } : file,
    );
  }
  work.open -= 1;
  if (work.open > 0) return [];
  work.objects = [];
  if (work.phase === "manifest") {
    work.phase = "completed";
    work.endedAt = context.now;
    return [];
  }
  work.phase = "waiting";
  context.observe(metrics.ExportedFiles, work.files.length);
  const at = after(work.startedAt, context.settings.duration);
  if (at <= context.now) return writeManifest(work, context);
  return [{ type: "setTimer", timer: timers.manifest, index: 0, at }];
}

function writeManifest(work: Export, context: ExportContext): readonly ExportEffect[] {
  work.phase = "manifest";
  return writeAll(work, manifestObjects(work, context.settings, context.now), context);
}

/** It ends with what was written so far. */
function fail(work: Export, answer: Tagged, { now }: ExportContext): readonly ExportEffect[] {
  const { code, message, what } = answer as {
    readonly code?: string;
    readonly message?: string;
    readonly what?: string;
  };
  work.phase = "failed";
  work.failure = failureOf(
    code ?? "Timeout",
    message ?? what ?? "The request was not answered in time.",
  );
  work.endedAt = now;
  work.objects = [];
  work.open = 0;
  return [];
}
