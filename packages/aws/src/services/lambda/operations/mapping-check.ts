import { memberOf, objectOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import { keepsTenantsApart, type FunctionRecord } from "./function-record.ts";
import { invalid } from "./refusals.ts";
import { durableLimits } from "../durable/limits.ts";

/** Why no event source mapping may invoke a function: it would name no tenant, or wait for longer than it may. */
export function mappingRefusal(
  { shown }: Pick<FunctionRecord, "shown">,
  qualifier: string | null,
): Refused | null {
  const configuration = objectOf(shown);
  if (keepsTenantsApart(configuration)) {
    return invalid("Event source mappings are not supported with tenant isolation.");
  }
  const timeout = memberOf(configuration["DurableConfig"], "ExecutionTimeout");
  if (timeout === undefined) return null;
  if (qualifier === null) {
    return invalid("You cannot invoke a durable function using an unqualified ARN.");
  }
  if (Number(timeout) <= durableLimits.synchronous / 1_000_000) return null;
  return invalid(
    "Event source mappings do not support durable functions with an ExecutionTimeout greater than 15 minutes.",
  );
}
