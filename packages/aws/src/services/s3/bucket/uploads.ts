import { itemAt, visitFrom, withItem, withoutItem, type Compare } from "../store/ordered-items.ts";
import type { Bucket } from "./declarations.ts";
import type { Upload } from "./state.ts";

/** The place of an upload. */
export type UploadPlace = Pick<Upload, "key" | "number">;

/** Orders uploads by their keys, and those of a key as they began. */
export const byKeyAndStart: Compare<UploadPlace> = (one, other) =>
  one.key === other.key ? one.number - other.number : one.key < other.key ? -1 : 1;

/** The upload of this number; `undefined`: it is none of this key, or no longer. */
export const uploadOf = (
  { uploads }: Pick<Bucket, "uploads">,
  place: UploadPlace,
): Upload | undefined => itemAt<UploadPlace>(uploads, place, byKeyAndStart) as Upload | undefined; // Of this tree.

/** Keeps an upload in the place of the one that is there. */
export function keepUpload(bucket: Bucket, upload: Upload): void {
  bucket.uploads = withItem<Upload>(bucket.uploads, upload, byKeyAndStart);
}

/** Takes an upload away. */
export function dropUpload(bucket: Bucket, upload: Upload): void {
  bucket.uploads = withoutItem<UploadPlace>(
    bucket.uploads,
    upload,
    byKeyAndStart,
  ) as Bucket["uploads"];
}

/** Lets the uploads of a key know that its object is another one now, or is gone. */
export function disturbUploads(bucket: Bucket, key: string): void {
  if (bucket.uploads.size === 0) return;
  const found: Upload[] = [];
  visitFrom<UploadPlace>(bucket.uploads, { key, number: 0 }, byKeyAndStart, (upload) => {
    if (upload.key === key) found.push(upload as Upload);
    return upload.key === key;
  });
  for (const upload of found) {
    if (!upload.isDisturbed) keepUpload(bucket, { ...upload, isDisturbed: true });
  }
}
