import type { Refused } from "../../../service/refusal.ts";
import { refused } from "../../../service/refusal.ts";
import {
  bytesIn,
  entityTagOf,
  type Content,
  type Measured,
  type PartContent,
} from "../content/content.ts";
import { checksumOf, compositeChecksum, type ChecksumAlgorithm } from "../content/checksums.ts";
import { s3Limits } from "../limits.ts";
import type {
  AbortUpload,
  BucketEffect,
  CompleteUpload,
  CreateUpload,
  ListParts,
  ListUploads,
  PutPart,
  UploadedPart,
  UploadListed,
} from "../protocol.ts";
import { orderedKey, shownKey } from "../store/key-order.ts";
import {
  itemAt,
  listItems,
  noItems,
  visitFrom,
  withItem,
  type Compare,
} from "../store/ordered-items.ts";
import { ageUpload } from "./age.ts";
import { metrics, type Bucket, type BucketContext } from "./declarations.ts";
import { armLifecycle } from "./lifecycle-time.ts";
import { listing } from "./listing.ts";
import { lockedTraits } from "./lock.ts";
import type { Notifying } from "./telling.ts";
import { againstCondition, conflicting, isPut } from "./put.ts";
import { takes } from "./rate.ts";
import { answer, invalidRequest, isRefused, noSuchUpload, served, slowDown } from "./reply.ts";
import type { Upload } from "./state.ts";
import { countPart } from "./storage-use.ts";
import { byKeyAndStart, dropUpload, keepUpload, uploadOf, type UploadPlace } from "./uploads.ts";
import { objectOf, write } from "./versions.ts";

const byNumber: Compare<{ readonly part: { readonly number: number } }> = (one, other) =>
  one.part.number - other.part.number;
type PartPlace = Parameters<typeof byNumber>[0];

/** Apart from what objects of this and of other buckets hold. */
const contentsOfBucket = 2 ** 32;

/** Begins an upload in parts. */
export function createUpload(
  bucket: Bucket,
  { key: shown, traits }: CreateUpload,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(shown);
  if (!takes(bucket, key, "write", context)) return [answer(served.post, slowDown, context)];
  bucket.uploadCount += 1;
  const number = bucket.uploadCount;
  const upload: Upload = {
    key,
    number,
    createdAt: context.now,
    traits,
    parts: noItems(),
    isDisturbed: false,
  };
  keepUpload(bucket, upload);
  ageUpload(bucket, upload, context);
  const answered = answer(served.post, { type: "uploadCreated", upload: number }, context);
  return [answered, ...armLifecycle(bucket, context)];
}

/** Takes a part, in the place of one with its number. */
export function putPart(
  bucket: Bucket,
  input: PutPart,
  context: BucketContext,
): readonly BucketEffect[] {
  const { upload: number, size, content, checksum, isCopy } = input;
  const key = orderedKey(input.key);
  const request = isCopy ? served.put : { ...served.put, bytes: size };
  if (!takes(bucket, key, "write", context)) return [answer(request, slowDown, context)];
  const upload = uploadOf(bucket, { key, number });
  if (upload === undefined) return [answer(request, noSuchUpload(), context)];
  bucket.count += 1;
  const contentOf =
    content === null && input.contentOf === 0
      ? context.settings.bucket * contentsOfBucket + bucket.count
      : input.contentOf;
  const part: PartContent = { number: input.number, size, content, contentOf, checksum };
  const before = itemAt<PartPlace>(upload.parts, { part }, byNumber) as UploadedPart | undefined;
  if (before !== undefined) countPart(bucket, before.part.size, -1, context.now);
  countPart(bucket, size, 1, context.now);
  const uploaded: UploadedPart = { part, putAt: context.now };
  keepUpload(bucket, {
    ...upload,
    parts: withItem<UploadedPart>(upload.parts, uploaded, byNumber),
  });
  if (!isCopy) context.observe(metrics.BytesUploaded, size);
  const { traits } = upload;
  return [answer(request, { type: "partPut", part, putAt: context.now, traits }, context)];
}

/** Puts the parts together to an object. */
export function completeUpload(
  bucket: Bucket,
  input: CompleteUpload,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const { upload: number, condition, trail } = input;
  const key = orderedKey(input.key);
  const refuse = (why: Refused) => [answer(served.post, why, context)];
  if (!takes(bucket, key, "write", context)) return refuse(slowDown);
  const upload = uploadOf(bucket, { key, number });
  if (upload === undefined) return refuse(noSuchUpload());
  const parts = listedParts(upload, input);
  if (isRefused(parts)) return refuse(parts);
  const measured = assembled(parts, bucket, context);
  if (input.size !== null && input.size !== measured.size) {
    return refuse(
      invalidRequest(
        `The provided 'x-amz-mp-object-size' header value ${input.size} does not match what was computed: ${measured.size}`,
      ),
    );
  }
  const against = againstCondition(bucket, key, condition) ?? againstDisturbance(upload, input);
  if (against !== null) return refuse(against);
  const checksum = wholeChecksum(upload, parts, measured);
  if (input.checksum !== null && checksum !== null && input.checksum !== checksum) {
    return refuse(badDigest(upload.traits.checksum.algorithm));
  }
  drop(bucket, upload, context);
  const { traits } = upload;
  const said = { ...traits.checksum, value: checksum ?? input.checksum };
  const locked = lockedTraits({ ...traits, checksum: said }, context);
  const replaced = objectOf(bucket, key)?.writtenAt;
  const name = "ObjectCreated:CompleteMultipartUpload";
  const version = write(bucket, { ...measured, key, traits: locked, trail }, context);
  return [
    answer(served.post, { type: "objectPut", version }, context),
    ...isPut(bucket, { name, version, trail, replaced }, notifications, context),
  ];
}

/** The object must not have been written or deleted since the upload began, where a condition is about it. */
const againstDisturbance = (
  { isDisturbed }: Upload,
  { condition, key }: CompleteUpload,
): Refused | null => {
  if (condition === null || !isDisturbed) return null;
  return conflicting(key, condition.type === "absent" ? "If-None-Match" : "If-Match");
};

export const badDigest = (algorithm: string): Refused =>
  refused("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);

/** The parts that are listed, where they are those of the upload, and large enough. */
function listedParts(
  upload: Upload,
  { parts: listed }: CompleteUpload,
): readonly PartContent[] | Refused {
  const parts: PartContent[] = [];
  let last = 0;
  for (const { number, tag, checksum } of listed) {
    if (number <= last) {
      return refused(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
    last = number;
    const place: PartPlace = { part: { number } };
    const found = itemAt<PartPlace>(upload.parts, place, byNumber) as UploadedPart | undefined;
    const isIt =
      found !== undefined &&
      entityTagOf(found.part) === tag &&
      (checksum === null || found.part.checksum === null || found.part.checksum.value === checksum);
    if (!isIt) return noSuchPart(number, tag);
    parts.push(found.part);
  }
  const small = parts.find(
    ({ size }, place) => size < s3Limits.partSize && place < parts.length - 1,
  );
  if (small === undefined) return parts;
  return refused(
    "EntityTooSmall",
    "Your proposed upload is smaller than the minimum allowed size",
    {
      ETag: entityTagOf(small),
      MinSizeAllowed: `${s3Limits.partSize}`,
      PartNumber: `${small.number}`,
      ProposedSize: `${small.size}`,
    },
  );
}

const noSuchPart = (number: number, tag: string): Refused =>
  refused(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { ETag: tag, PartNumber: `${number}` },
  );

function assembled(
  parts: readonly PartContent[],
  bucket: Bucket,
  { settings }: BucketContext,
): Measured {
  const content: Content = { type: "parts", parts };
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return { size, content, contentOf: settings.bucket * contentsOfBucket + bucket.count };
}

/** The checksum of an upload's whole; `null`: it cannot be known. */
function wholeChecksum(
  { traits: { checksum } }: Upload,
  parts: readonly PartContent[],
  { content }: Measured,
): string | null {
  const algorithm: ChecksumAlgorithm = checksum.algorithm;
  if (checksum.type === "FULL_OBJECT") {
    const bytes = bytesIn(content);
    return bytes === null ? null : checksumOf(algorithm, bytes);
  }
  const values = parts.map((part) => {
    if (part.checksum?.algorithm === algorithm) return part.checksum.value;
    const bytes = bytesIn(part.content);
    return bytes === null ? null : checksumOf(algorithm, bytes);
  });
  return values.every((value) => value !== null) ? compositeChecksum(algorithm, values) : null;
}

function drop(bucket: Bucket, upload: Upload, { now }: BucketContext): void {
  for (const { part } of listItems(upload.parts)) countPart(bucket, part.size, -1, now);
  dropUpload(bucket, upload);
}

/** Takes an upload away with its parts. */
export const abort = drop;

/** Gives an upload up. */
export function abortUpload(
  bucket: Bucket,
  { upload: number, key: shown }: AbortUpload,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(shown);
  if (!takes(bucket, key, "write", context)) return [answer(served.delete, slowDown, context)];
  const upload = uploadOf(bucket, { key, number });
  if (upload === undefined) return [answer(served.delete, noSuchUpload(), context)];
  abort(bucket, upload, context);
  return [answer(served.delete, { type: "uploadAborted" }, context)];
}

/** Lists the parts that an upload has. */
export function listParts(
  bucket: Bucket,
  { upload: number, key: shown, after, most }: ListParts,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(shown);
  if (!takes(bucket, key, "read", context)) return [answer(served.get, slowDown, context)];
  const upload = uploadOf(bucket, { key, number });
  if (upload === undefined) return [answer(served.get, noSuchUpload(), context)];
  const parts: UploadedPart[] = [];
  let isTruncated = false;
  visitFrom<PartPlace>(upload.parts, { part: { number: after + 1 } }, byNumber, (part) => {
    isTruncated = parts.length === most;
    if (!isTruncated) parts.push(part as UploadedPart); // Of this tree.
    return !isTruncated;
  });
  const { traits } = upload;
  const body = { type: "partsListed", parts, isTruncated, traits, changedNothing: true } as const;
  return [answer(served.get, body, context)];
}

/** Lists uploads by their keys. */
export function listUploads(
  bucket: Bucket,
  { prefix: shownPrefix, delimiter, after, afterUpload, most }: ListUploads,
  context: BucketContext,
): readonly BucketEffect[] {
  const prefix = orderedKey(shownPrefix);
  if (!takes(bucket, prefix, "read", context)) return [answer(served.get, slowDown, context)];
  const marker = orderedKey(after);
  const { items, isTruncated } = listing<UploadPlace, UploadListed>(
    { prefix, delimiter: orderedKey(delimiter), most },
    after === ""
      ? null
      : { key: marker, number: afterUpload === null ? Number.MAX_SAFE_INTEGER : afterUpload + 1 },
    (place, visit) => {
      visitFrom<UploadPlace>(bucket.uploads, place, byKeyAndStart, visit);
    },
    (key) => ({ key, number: 0 }),
    (place) => {
      const { key, number, createdAt, traits } = place as Upload; // Of this tree.
      return { key: shownKey(key), number, createdAt, traits };
    },
  );
  const body = { type: "uploadsListed", items, isTruncated, changedNothing: true } as const;
  return [answer(served.get, body, context)];
}
