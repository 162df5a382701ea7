export type { Path, Update } from "./tree.ts";
export { expressionsIn } from "./expressions.ts";
export type { ExpressionOperation } from "./operation-forms.ts";
export { matches } from "./evaluation.ts";
export { updated } from "./update.ts";
export { againstNestedKeys, againstUpdatedKeys, againstUpdateKeys } from "./update-check.ts";
export { projected } from "./projection.ts";
export { againstFilterKeys } from "./filter-keys.ts";
export { keyRangeOf, type KeySchema, type TextRange } from "./key-condition.ts";
