export type {
  Comparator,
  Condition,
  Operand,
  Path,
  Update,
  UpdateOperand,
  UpdateValue,
} from "./tree.ts";
export { expressionsIn, type Expressions } from "./expressions.ts";
export { matches } from "./evaluation.ts";
export { updated, againstUpdateKeys, type Updated } from "./update.ts";
export { projected } from "./projection.ts";
export {
  againstFilterKeys,
  keyRangeOf,
  type KeyRange,
  type KeySchema,
  type TextRange,
} from "./key-condition.ts";
