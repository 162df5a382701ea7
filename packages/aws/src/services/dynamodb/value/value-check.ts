import { DefectError, type Plain } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { AttributeValue, Item } from "./attribute-value.ts";

/**
 * The item (or key) of a parameter, its numbers in the form in which AWS returns them; or what AWS has
 * against one of its values. Says nothing of the item's size and of keys.
 */
export function itemIn(_given: Plain | undefined): Item | Refused {
  throw new DefectError("not yet");
}

/** The value of a parameter; or what AWS has against it. */
export function valueIn(_given: Plain | undefined): AttributeValue | Refused {
  throw new DefectError("not yet");
}
