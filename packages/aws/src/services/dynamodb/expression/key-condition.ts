import { DefectError } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { AttributeValue } from "../value/attribute-value.ts";
import type { KeyAttribute } from "../value/key.ts";
import type { Condition } from "./tree.ts";

/** The key of a table or index: one attribute of each kind, or up to four in an index. */
export interface KeySchema {
  readonly hash: readonly KeyAttribute[];
  readonly sort: readonly KeyAttribute[];
}

/** Key texts from one to another; `null`: no end on that side. */
export interface TextRange {
  readonly from: string | null;
  readonly includesFrom: boolean;
  readonly to: string | null;
  readonly includesTo: boolean;
}

/** What a key condition asks for: items of one hash key, all or those in a range of sort keys. */
export interface KeyRange {
  /** The value of each attribute of the hash key. */
  readonly hash: readonly AttributeValue[];
  /** Of composite key texts of the sort key (`compositeKeyText`). */
  readonly sort: TextRange;
}

/** What a key condition asks a table or index for; or what AWS has against it. */
export function keyRangeOf(_condition: Condition, _schema: KeySchema): KeyRange | Refused {
  throw new DefectError("not yet");
}

/** What AWS has against a filter of a Query that names attributes of the key; `null` for nothing. */
export function againstFilterKeys(_filter: Condition, _schema: KeySchema): Refused | null {
  throw new DefectError("not yet");
}
