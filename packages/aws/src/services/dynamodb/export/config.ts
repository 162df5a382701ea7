import type { Duration, Instant } from "@orrery/kernel";
import type { Caller } from "../../../service/caller.ts";
import type { Trail } from "../../../service/origin.ts";

/** What an export writes, and where. */
export interface ExportSettings {
  readonly arn: string;
  /** The last part of its ARN. */
  readonly id: string;
  readonly tableArn: string;
  readonly tableId: string;
  readonly bucket: string;
  /** `null` for none. */
  readonly prefix: string | null;
  readonly encryption: "AES256" | "KMS" | null;
  readonly encryptionKey: string | null;
  /** Changes behind it; `null`: all items that there were. */
  readonly from: Instant | null;
  /** Up to and with it. */
  readonly until: Instant;
  readonly view: "NEW_IMAGE" | "NEW_AND_OLD_IMAGES";
  /** Who asked for it: buckets are written with the permissions of that. */
  readonly caller: Caller;
  readonly trail: Trail;
  /** How long it takes at least. */
  readonly duration: Duration;
  readonly epochMilliseconds: number;
}
