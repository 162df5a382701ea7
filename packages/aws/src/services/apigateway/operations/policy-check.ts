import { listOf, objectOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { badRequest } from "../../../gateway/refusals.ts";
import { policyIn } from "../../../gateway/resource-policy.ts";
import { restLimits } from "../limits.ts";

const isOf = (type: string, shown: PlainObject): boolean =>
  listOf(objectOf(shown["endpointConfiguration"])["types"]).includes(type);

/** Whether an API is reached through VPC endpoints alone. */
export const isPrivate = (shown: PlainObject): boolean => isOf("PRIVATE", shown);
/** Whether an API is reached through CloudFront. */
export const isEdge = (shown: PlainObject): boolean => isOf("EDGE", shown);

/** Why an API cannot have a policy; `null`: it can. */
export function wrongPolicy(policy: string | undefined): Refused | null {
  if (policy === undefined || policy === "") return null;
  if (policyIn(policy) === null) return badRequest(invalid);
  return policy.length > restLimits.resourcePolicy
    ? badRequest("Resource policy exceeds the maximum length") // Assumed: the words.
    : null;
}

const invalid =
  "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";
