import { isObject, listOf, textOf } from "../../../request/params.ts";
import type { SessionFacts } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { checkSessionPolicy } from "../sts-to-iam.ts";
import { stsLimits } from "../limits.ts";

/** What a request says of the session that it begins. */
export interface SessionRequest {
  readonly facts: SessionFacts;
  /** How full what is packed into its token is, as AWS answers: with policies and tags alone. */
  readonly packed: PlainObject;
}

/** Reads what a request says of its session, which `plane.caller` begins; or what is wrong with it. */
export function sessionRequestOf(
  params: PlainObject,
  { caller }: Pick<ControlPlane, "caller">,
): SessionRequest | Refused {
  const policy = textOf(params["Policy"]);
  const wrong = policy === undefined ? null : checkSessionPolicy(policy);
  if (wrong !== null) return wrong;
  const policyArns = listOf(params["PolicyArns"]).flatMap((each) =>
    isObject(each) ? [textOf(each["arn"]) ?? ""] : [],
  );
  const inherited = caller.session;
  const handedOn = inherited?.transitive ?? [];
  const tags = new Map<string, string>();
  for (const key of handedOn) tags.set(key, inherited!.tags[key] ?? "");
  for (const tag of listOf(params["Tags"])) {
    if (!isObject(tag)) continue;
    const key = textOf(tag["Key"])!; // Required.
    if ([...tags.keys()].some((known) => known.toLowerCase() === key.toLowerCase())) {
      return handedOn.includes(key)
        ? invalid(
            `One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.`,
          )
        : invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }
    tags.set(key, textOf(tag["Value"]) ?? "");
  }
  const transitive = listOf(params["TransitiveTagKeys"]).map((key) => textOf(key) ?? "");
  if (transitive.some((key) => !tags.has(key))) {
    return invalid("The specified transitive tag key must be included in the requested tags.");
  }
  const length = (policy ?? "").replaceAll(/\s/g, "").length + policyArns.join("").length;
  const share = Math.ceil((100 * length) / stsLimits.packed);
  if (share > 100) {
    return refused(
      "PackedPolicyTooLarge",
      `Packed size of session tags and policies consumes ${share}% of allotted space.`,
    );
  }
  return {
    facts: {
      policies: policy === undefined ? [] : [policy],
      policyArns,
      tags: Object.fromEntries(tags),
      transitive: [...new Set([...handedOn, ...transitive])],
      sourceIdentity: textOf(params["SourceIdentity"]) ?? inherited?.sourceIdentity ?? null,
    },
    packed: length === 0 && tags.size === 0 ? {} : { PackedPolicySize: Math.max(share, 1) },
  };
}

const invalid = (message: string): Refused => refused("InvalidParameterValue", message);
