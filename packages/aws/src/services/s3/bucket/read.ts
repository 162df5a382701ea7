import { refused, type Refused } from "../../../service/refusal.ts";
import { tagOf } from "../content/entity-tag.ts";
import { isArchived } from "../content/object-traits.ts";
import type { PartContent } from "../content/content.ts";
import type { BucketEffect, ReadCondition, ReadObject } from "../protocol.ts";
import { orderedKey } from "../store/key-order.ts";
import { isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";
import { metrics, notes, type Bucket, type BucketContext } from "./declarations.ts";
import { takes } from "./rate.ts";
import { touch } from "./tiering.ts";
import {
  answer,
  answerCopying,
  isRefused,
  noSuchKey,
  noSuchVersion,
  notAllowedOnMarker,
  preconditionFailed,
  served,
  slowDown,
} from "./reply.ts";
import { versionOf } from "./versions.ts";

/** Reads an object, or what is said of it. */
export function readObject(
  bucket: Bucket,
  input: ReadObject,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(input.key);
  const request = input.use === "head" ? served.head : served.get;
  if (!takes(bucket, key, "read", context)) return [answer(request, slowDown, context)];
  const version = readable(bucket, key, input, context);
  if (isRefused(version)) return [answer(request, version, context)];
  const piece = pieceOf(version, input);
  if (isRefused(piece)) return [answer(request, piece, context)];
  const { range, part } = piece;
  const { size, traits, number } = version;
  const bytes = input.use !== "get" ? 0 : range === null ? size : range[1] - range[0];
  if (bytes > 0) {
    context.observe(metrics.BytesDownloaded, bytes);
    const retrieved = retrievals[traits.storageClass];
    if (retrieved !== undefined) context.observe(retrieved, bytes);
  }
  if (input.use === "get") context.note(notes.read, number);
  if (input.use === "get" || input.use === "copy") touch(bucket, version, context);
  const body = { type: "objectRead", version, range, part, changedNothing: true } as const;
  if (input.use === "copy") return [answerCopying(body, context)];
  return [answer(bytes === 0 ? request : { ...request, bytes }, body, context)];
}

/** Reading objects of these classes is billed by its bytes. */
const retrievals: Readonly<Record<string, number>> = {
  STANDARD_IA: metrics.BilledRetrievedBytes,
  ONEZONE_IA: metrics.BilledRetrievedBytes,
  GLACIER_IR: metrics.BilledArchiveRetrievedBytes,
};

/** The version that is asked for, where it may be read. */
function readable(
  bucket: Bucket,
  key: string,
  { key: shown, version: asked, use, condition }: ReadObject,
  context: BucketContext,
): StoredVersion | Refused {
  const version = versionOf(bucket, key, asked);
  if (version === undefined) return asked === "newest" ? noSuchKey(shown) : noSuchVersion(shown);
  if (isDeleteMarker(version)) {
    return asked === "newest"
      ? noSuchKey(shown)
      : notAllowedOnMarker(use === "head" ? "HEAD" : "GET");
  }
  if (version.isLost === true && (use === "get" || use === "head" || use === "copy")) return lost;
  const { storageClass, tier, restore } = version.traits;
  const isOut =
    isArchived(version.traits) &&
    !(restore !== null && restore.from <= context.now && context.now < restore.until);
  if (isOut && (use === "get" || use === "copy")) {
    return refused(
      "InvalidObjectState",
      "The operation is not valid for the object's storage class",
      { StorageClass: storageClass, ...(tier === null ? {} : { AccessTier: tier }) },
    );
  }
  if (condition === null) return version;
  return againstReading(version, condition, use === "copy" ? "x-amz-copy-source-" : "") ?? version;
}

const lost = Object.freeze(
  refused("MethodNotAllowed", "The specified method is not allowed against this resource."),
);

const notModified = Object.freeze(refused("NotModified", "Not Modified"));

/** Why a condition forbids to read a version; `null`: it does not. Of a copy, what is not met is a failure. */
function againstReading(
  version: StoredVersion,
  { match, noneMatch, modifiedSince, unmodifiedSince }: ReadCondition,
  header: string,
): Refused | null {
  const { writtenAt } = version;
  const isTag = (tag: string) => tag === "*" || tag === tagOf(version);
  if (match !== null && !isTag(match)) return preconditionFailed(`${header}If-Match`);
  if (match === null && unmodifiedSince !== null && writtenAt > unmodifiedSince) {
    return preconditionFailed(`${header}If-Unmodified-Since`);
  }
  if (noneMatch !== null && isTag(noneMatch)) {
    return header === "" ? notModified : preconditionFailed(`${header}If-None-Match`);
  }
  if (noneMatch === null && modifiedSince !== null && writtenAt <= modifiedSince) {
    return header === "" ? notModified : preconditionFailed(`${header}If-Modified-Since`);
  }
  return null;
}

interface Piece {
  readonly range: readonly [number, number] | null;
  readonly part: PartContent | null;
}

const whole: Piece = Object.freeze({ range: null, part: null });

/** The part or the range that is asked for. */
function pieceOf(version: StoredVersion, { range, part }: ReadObject): Piece | Refused {
  const { size, content } = version;
  if (part !== null) {
    if (content?.type !== "parts") {
      if (part === 1) return { range: [0, size], part: null };
      return noSuchPart(part, 1);
    }
    let from = 0;
    for (const [place, each] of content.parts.entries()) {
      if (place === part - 1) return { range: [from, from + each.size], part: each };
      from += each.size;
    }
    return noSuchPart(part, content.parts.length);
  }
  if (range === null) return whole;
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  // What is no range is none: S3 gives the whole object.
  if (first === undefined || last === undefined || (first === "" && last === "")) return whole;
  if (first === "") {
    const length = Number(last);
    if (length === 0) return notSatisfiable(range, size);
    return { range: [Math.max(0, size - length), size], part: null };
  }
  const from = Number(first);
  const until = last === "" ? size : Number(last) + 1;
  if (until <= from && last !== "") return whole;
  if (from >= size) return notSatisfiable(range, size);
  return { range: [from, Math.min(until, size)], part: null };
}

const notSatisfiable = (range: string, size: number): Refused =>
  refused("InvalidRange", "The requested range is not satisfiable", {
    ActualObjectSize: `${size}`,
    RangeRequested: range,
  });

const noSuchPart = (part: number, count: number): Refused =>
  refused("InvalidPartNumber", "The requested partnumber is not satisfiable", {
    ActualPartCount: `${count}`,
    PartNumberRequested: `${part}`,
  });
