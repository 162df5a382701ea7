import { DefectError } from "@orrery/kernel";
import type { AttributeValue } from "./attribute-value.ts";

/**
 * Which of two values of one type S, N or B comes first: below, at or above 0. Numbers compare exactly,
 * strings by their UTF-8 bytes, binary values by unsigned bytes. `null` where the types differ or are others.
 */
export function compareValues(_one: AttributeValue, _other: AttributeValue): number | null {
  throw new DefectError("not yet");
}

/** Whether two values are equal as AWS's `=` finds: types and all that is in them, sets without order. */
export function equalValues(_one: AttributeValue, _other: AttributeValue): boolean {
  throw new DefectError("not yet");
}
