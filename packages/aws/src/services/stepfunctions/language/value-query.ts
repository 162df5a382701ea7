import { intrinsicOf, isIntrinsic } from "./intrinsic/intrinsic.ts";
import { namedPath } from "./json-query.ts";
import type { Query } from "./query.ts";

/** A value with `.$` behind its key: a path or an intrinsic function. */
export function valueOf(text: string, field: string): Query {
  if (isIntrinsic(text)) return intrinsicOf(text);
  return namedPath(text, field);
}
