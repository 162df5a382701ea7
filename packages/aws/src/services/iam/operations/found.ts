import { noTime, start, type Duration, type Plain } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { Identity, ManagedPolicy } from "../../../service/identity.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { iamAssumptions, iamLimits } from "../limits.ts";
import { publishedPolicy } from "../policies/managed-policies.ts";

/** What may be a refusal in its place. */
export const isRefused = <Value>(value: Value | Refused): value is Refused =>
  typeof value === "object" && value !== null && "type" in value && value.type === "refused";

/** The policy of an ARN; `null`: one of AWS's own, or of another account's, that nobody here knows. */
export function policyAt(arn: string, plane: ControlPlane): ManagedPolicy | null | Refused {
  const kept = plane.identities.at(arn) ?? publishedPolicy(arn);
  if (kept?.type === "policy") return kept;
  if (!arn.startsWith("arn:")) {
    return refused("InvalidInput", `ARN ${arn} is not valid.`);
  }
  return arn.split(":")[4] === plane.accountId
    ? refused("NoSuchEntity", `Policy ${arn} does not exist or is not attachable.`)
    : null;
}

/** The present, as IAM shows it. */
export const dateAt = (plane: ControlPlane): number =>
  Math.floor((plane.epochMilliseconds + plane.now / 1_000) / 1_000);

/** Keeps what was changed of a role or a policy, which those who ask hear of later. */
export const keepChanged = (identity: Identity, plane: ControlPlane): void =>
  plane.identities.keep(identity, untilKnown(plane));

/** How long a change is on its way to those who ask; what is there from the start is known. */
export const untilKnown = (plane: ControlPlane): Duration =>
  plane.now === start ? noTime : figureValues(iamAssumptions, plane.assumptions).propagationDelay;

/** One page of a list, as IAM answers. */
export function pageOf(
  member: string,
  all: readonly Plain[],
  { Marker, MaxItems }: PlainObject,
): PlainObject {
  const most = typeof MaxItems === "number" ? MaxItems : iamLimits.listPage.default;
  const { items, next } = page(all, Marker, most) ?? page(all, null, most)!;
  return {
    [member]: items,
    IsTruncated: next !== null,
    ...(next === null ? {} : { Marker: next }),
  };
}
