import type { Duration } from "@orrery/kernel";
import type { Caller } from "../../../service/caller.ts";
import type { Trail } from "../../../service/origin.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import type { KeyType } from "../value/attribute-value.ts";
import type { KeysOf } from "../value/key.ts";

/** What an import reads, and into which table. */
export interface ImportSettings {
  readonly arn: string;
  readonly tableName: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly format: "DYNAMODB_JSON" | "CSV";
  readonly compression: "NONE" | "GZIP";
  /** Of CSV. */
  readonly delimiter: string;
  /** Of CSV; `null`: the first line of each object has them. */
  readonly headers: readonly string[] | null;
  readonly schema: KeySchema;
  /** Whose keys items are held against. */
  readonly keys: readonly KeysOf[];
  /** The types of attributes that are keys; all others of CSV are texts. */
  readonly types: Readonly<Record<string, KeyType>>;
  /** Who asked for it: buckets are read with the permissions of that. */
  readonly caller: Caller;
  readonly trail: Trail;
  /** How long it takes at least. */
  readonly duration: Duration;
  readonly epochMilliseconds: number;
  /** Whether errors are kept to be read. */
  readonly keepsLogs: boolean;
}
