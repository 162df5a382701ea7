import { refused, type Refused } from "../../../service/refusal.ts";

/** The kind of the machine of a policy with steps. */
export const policyKindName = "application-autoscaling.policy";

/** The name in the ARN of a policy; `undefined` in other ARNs. */
export const policyNameIn = (arn: string): string | undefined =>
  /^arn:[^:]+:autoscaling:[^:]*:\d{12}:scalingPolicy:(.+)$/.exec(arn)?.[1];

/** What those hear who call a policy that is not there. */
export const noPolicy = (arn: string): Refused =>
  refused("ObjectNotFoundException", `No scaling policy found with ARN ${arn}`); // Assumed: the words.
