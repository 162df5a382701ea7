import { DefectError } from "@orrery/kernel";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Condition, Path, Update } from "./tree.ts";

/** All that a request says in expressions, or in the parameters that were before them; `null`: not said. */
export interface Expressions {
  /** ConditionExpression; Expected and ConditionalOperator. */
  readonly condition: Condition | null;
  /** FilterExpression; QueryFilter or ScanFilter and ConditionalOperator. */
  readonly filter: Condition | null;
  /** KeyConditionExpression; KeyConditions. */
  readonly keyCondition: Condition | null;
  /** ProjectionExpression; AttributesToGet. */
  readonly projection: readonly Path[] | null;
  /** UpdateExpression; AttributeUpdates. */
  readonly update: Update | null;
}

/**
 * What a request says in expressions: parameters of an operation, or of one of its parts (an action of a
 * transaction, the keys of a table in BatchGetItem). Or what AWS has against them: mixing with the
 * parameters that were before, names and values that are missing, unused or wrong, each error of an expression. It
 * needs no table: AWS refuses these before it looks for one.
 */
export function expressionsIn(_params: PlainObject): Expressions | Refused {
  throw new DefectError("not yet");
}
