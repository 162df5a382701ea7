import {
  declare,
  noEffects,
  unreachable,
  type Machine,
  type SettingsChanged,
  type TimerFired,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import type { BucketSettings } from "../config.ts";
import type { BucketEffect, BucketInput } from "../protocol.ts";
import { ageAll } from "./age.ts";
import { canonical } from "./canonical.ts";
import { changeObject, goOnRestoring } from "./change.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Bucket,
  type BucketContext,
} from "./declarations.ts";
import { deleteObjects } from "./delete.ts";
import { gaugesOf } from "./gauges.ts";
import { runLifecycle } from "./lifecycle.ts";
import { armLifecycle } from "./lifecycle-time.ts";
import { listObjects, listVersions } from "./list.ts";
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  listUploads,
  putPart,
} from "./multipart.ts";
import { notifying } from "./notifying.ts";
import type { Notifying } from "./telling.ts";
import { bringObject, putObject } from "./put.ts";
import { readObject } from "./read.ts";
import { loseObject } from "./losing.ts";
import { missThreshold, takeReplica } from "./replicating.ts";
import { reply } from "./reply.ts";
import { initialBucket, type BucketState } from "./state.ts";

/** The machine of a bucket. */
export type BucketMachine = Machine<BucketSettings, BucketState, BucketInput, BucketEffect>;

/** A bucket of S3. What it tells others goes in by their entries. */
export function bucketMachine(entryOf: EntryOf): BucketMachine {
  const notifications = notifying(entryOf);
  return {
    kind: "s3.bucket",
    stateVersion: 1,
    inputs: declare(
      "putObject",
      "bringObject",
      "readObject",
      "deleteObjects",
      "listObjects",
      "listVersions",
      "changeObject",
      "createUpload",
      "putPart",
      "completeUpload",
      "abortUpload",
      "listParts",
      "listUploads",
      "testNotifications",
      "describeBucket",
      "replied",
      "timerFired",
      "settingsChanged",
      "replicateObject",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,
    notes,

    initialState: initialBucket,
    transition: (bucket, input, context) => react(bucket, input, notifications, context),

    fingerprint(input) {
      switch (input.type) {
        case "putObject":
        case "bringObject":
        case "replicateObject":
          return input.size;
        case "putPart":
          return input.number;
        case "deleteObjects":
          return input.entries.length;
        case "readObject":
          return input.key.length;
        case "listObjects":
        case "listVersions":
        case "listUploads":
        case "listParts":
          return input.most;
        case "completeUpload":
        case "abortUpload":
          return input.upload;
        case "replied":
          return input.body.type.length;
        default:
          return 0;
      }
    },

    canonical,
    gauges: gaugesOf,
  };
}

function react(
  bucket: Bucket,
  input: BucketInput,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  switch (input.type) {
    case "putObject":
      return putObject(bucket, input, notifications, context);
    case "bringObject":
      return bringObject(bucket, input, notifications, context);
    case "replicateObject":
      return takeReplica(bucket, input, notifications, context);
    case "readObject":
      return readObject(bucket, input, context);
    case "deleteObjects":
      return deleteObjects(bucket, input, notifications, context);
    case "listObjects":
      return listObjects(bucket, input, context);
    case "listVersions":
      return listVersions(bucket, input, context);
    case "changeObject":
      return changeObject(bucket, input, notifications, context);
    case "createUpload":
      return createUpload(bucket, input, context);
    case "putPart":
      return putPart(bucket, input, context);
    case "completeUpload":
      return completeUpload(bucket, input, notifications, context);
    case "abortUpload":
      return abortUpload(bucket, input, context);
    case "listParts":
      return listParts(bucket, input, context);
    case "listUploads":
      return listUploads(bucket, input, context);
    case "testNotifications":
      return [
        reply(context, { type: "tested" }),
        ...notifications.test(bucket, input.destinations, input.trail, context),
      ];
    case "describeBucket": {
      const isEmpty = bucket.keys.size === 0;
      return [reply(context, { type: "described", isEmpty, changedNothing: true })];
    }
    case "replied":
      return notifications.hear(bucket, input, context);
    case "timerFired":
      return fire(bucket, input, notifications, context);
    case "settingsChanged":
      return changeSettings(bucket, input, context);
    default:
      return unreachable(input);
  }
}

function fire(
  bucket: Bucket,
  fired: TimerFired,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  switch (fired.timer) {
    case timers.attempt:
      return notifications.retry(bucket, fired, context);
    case timers.lifecycle:
      return runLifecycle(bucket, notifications, context);
    case timers.threshold:
      return missThreshold(bucket, fired, notifications, context);
    case timers.loss:
      return loseObject(bucket, fired, notifications, context);
    default:
      return goOnRestoring(bucket, fired, notifications, context);
  }
}

/** Other rules of a lifecycle are about what is there already, too. */
function changeSettings(
  bucket: Bucket,
  { before }: SettingsChanged<BucketSettings>,
  context: BucketContext,
): readonly BucketEffect[] {
  if (JSON.stringify(before.lifecycle) === JSON.stringify(context.settings.lifecycle))
    return noEffects;
  ageAll(bucket, context);
  return bucket.keys.size === 0 && bucket.uploads.size === 0
    ? noEffects
    : armLifecycle(bucket, context);
}
