import { bytesOfBase64 } from "@orrery/kernel";
import { gunzipSync } from "fflate";
import type { Parameter } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { openAccount } from "./table-client.ts";

/** An account with a bucket beside its tables, as tests of imports and exports use it. */
export function openWithBucket(settings: Parameters<typeof openAccount>[0] = {}) {
  const account = openAccount(settings);
  const s3 = (operation: string, params: Readonly<Record<string, Parameter>>): PlainObject =>
    account.client.call("s3", operation, { Bucket: "data", ...params });
  s3("CreateBucket", {});
  const bytesIn = (Key: string): Uint8Array =>
    bytesOfBase64(s3("GetObject", { Key })["Body"] as string)!; // Bytes of an object.
  return {
    ...account,
    s3,
    putObject: (Key: string, body: string | Uint8Array) =>
      s3("PutObject", { Key, Body: typeof body === "string" ? utf8Of(body) : body }),
    keys: (Prefix = "") =>
      ((s3("ListObjectsV2", { Prefix })["Contents"] ?? []) as readonly PlainObject[]).map(
        ({ Key }) => Key as string,
      ),
    textIn: (Key: string) => textOfUtf8(bytesIn(Key))!,
    /** The lines of a file that gzip compressed, as JSON. */
    linesIn: (Key: string) =>
      textOfUtf8(gunzipSync(bytesIn(Key)))!
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as PlainObject),
  };
}

/** A request that imports the bucket into a table `Imported` with a key `id`. */
export const importing = (more: PlainObject = {}, table: PlainObject = {}): PlainObject => ({
  S3BucketSource: { S3Bucket: "data" },
  InputFormat: "DYNAMODB_JSON",
  TableCreationParameters: {
    TableName: "Imported",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    ...table,
  },
  ...more,
});
