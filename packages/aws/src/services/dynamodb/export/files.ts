import { base64Of, type Instant } from "@orrery/kernel";
import { hexToBytes } from "@noble/hashes/utils.js";
import { gzipSync } from "fflate";
import { md5OfBytes } from "../../../text/md5.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { ItemsExported } from "../protocol.ts";
import type { ExportSettings } from "./config.ts";
import type { DataFile, ExportState, OutgoingObject } from "./state.ts";

/** The folder of an export, or of what exports share. */
const folderOf = ({ prefix }: ExportSettings): string =>
  `${prefix === null || prefix === "" ? "" : prefix.endsWith("/") ? prefix : `${prefix}/`}AWSDynamoDB/`;

/** The folder of one export. */
export const exportFolder = (settings: ExportSettings): string =>
  `${folderOf(settings)}${settings.id}/`;

/** An empty object that shows that the bucket can be written, and that the export has begun. */
export const startedObject = (settings: ExportSettings): OutgoingObject => ({
  key: `${exportFolder(settings)}_started`,
  body: "",
});

/** In base64. */
const digestOf = (bytes: Uint8Array): string => base64Of(hexToBytes(md5OfBytes(bytes)));

/** What a data file has, a line for each item. */
export function dataFileOf(
  lines: ItemsExported["files"][number],
  number: number,
  settings: ExportSettings,
): { readonly file: DataFile; readonly object: OutgoingObject } {
  const text = lines.map((line) => `${lineOf(line, settings)}\n`).join("");
  // Nothing of the day goes into the file: the same items are the same bytes.
  const bytes = gzipSync(utf8Of(text), { mtime: 0 });
  // Data of full exports lies with its export, that of incremental ones in a folder of all of them.
  const folder =
    settings.from === null ? `${exportFolder(settings)}data/` : `${folderOf(settings)}data/`;
  const key = `${folder}${md5OfBytes(utf8Of(`${settings.arn} ${number}`)).slice(0, 26)}.json.gz`;
  return {
    file: { key, items: lines.length, md5: digestOf(bytes), tag: null },
    object: { key, body: base64Of(bytes) },
  };
}

function lineOf(
  { keys, before, after, at }: ItemsExported["files"][number][number],
  { from, view, epochMilliseconds }: ExportSettings,
): string {
  if (from === null) return JSON.stringify({ Item: after });
  const micros = BigInt(epochMilliseconds) * 1_000n + BigInt(at);
  return JSON.stringify({
    Metadata: { WriteTimestampMicros: { N: `${micros}` } },
    Keys: keys,
    ...(view === "NEW_AND_OLD_IMAGES" && before !== null ? { OldImage: before } : {}),
    ...(after === null ? {} : { NewImage: after }),
  });
}

/** The manifests of an export that ends now, each with its checksum. */
export function manifestObjects(
  { files, items, billedBytes, startedAt }: ExportState,
  settings: ExportSettings,
  now: Instant,
): readonly OutgoingObject[] {
  const { arn, tableArn, tableId, from, until, bucket, prefix, epochMilliseconds } = settings;
  const time = (at: Instant): string => formatWallClock(wallClockAt(epochMilliseconds, at));
  const folder = exportFolder(settings);
  const list = files.map(({ key, items: itemCount, md5: md5Checksum, tag }) =>
    JSON.stringify({ itemCount, md5Checksum, etag: tag, dataFileS3Key: key }),
  );
  const summary = {
    version: from === null ? "2020-06-30" : "2023-08-01",
    exportArn: arn,
    startTime: time(startedAt),
    endTime: time(now),
    tableArn,
    tableId,
    ...(from === null
      ? { exportTime: time(until) }
      : { exportFromTime: time(from), exportToTime: time(until) }),
    s3Bucket: bucket,
    s3Prefix: prefix,
    s3SseAlgorithm: settings.encryption ?? "AES256",
    s3SseKmsKeyId: settings.encryptionKey,
    manifestFilesS3Key: `${folder}manifest-files.json`,
    billedSizeBytes: billedBytes,
    itemCount: items,
    outputFormat: "DYNAMODB_JSON",
    ...(from === null ? {} : { outputView: settings.view }),
    exportType: from === null ? "FULL_EXPORT" : "INCREMENTAL_EXPORT",
  };
  return [
    ...withChecksum(`${folder}manifest-files`, list.map((line) => `${line}\n`).join("")),
    ...withChecksum(`${folder}manifest-summary`, JSON.stringify(summary)),
  ];
}

function withChecksum(name: string, text: string): readonly OutgoingObject[] {
  const bytes = utf8Of(text);
  return [
    { key: `${name}.json`, body: base64Of(bytes) },
    { key: `${name}.checksum`, body: base64Of(utf8Of(digestOf(bytes))) },
  ];
}
