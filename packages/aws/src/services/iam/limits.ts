import { countLimit, noTime, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/**
 * Limits of IAM.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11. White space in
 * policies does not count.
 */
export const iamLimits = {
  /** Letters of all policies of its own that a role has. */
  ownPolicies: 10_240,
  /** Letters of a managed policy. */
  managedPolicy: 6_144,
  versions: 5,
  /** Managed policies of a role, which AWS raises up to 25. */
  attached: 10,
  listPage: countLimit({ default: 100, min: 1, max: 1_000 }),
} as const;

/** What IAM takes for granted, which a scenario's `assumptions` may say otherwise. */
export const iamAssumptions = assumedFigures("iam", {
  propagationDelay: assumedDuration({
    default: seconds(5),
    min: noTime,
    max: seconds(60),
    text: "How long after a role or a policy was changed in a run services still decide by what was before.",
    source:
      "Ours: AWS calls IAM eventually consistent and gives no figure (IAM User Guide, troubleshoot_general, read 2026-11).",
  }),
});

/** What an account may have at most that AWS raises on request. */
export const iamQuotas = {
  "iam.roles": countLimit({ default: 1_000, min: 1, max: 10_000 }),
  "iam.trustPolicyLength": countLimit({ default: 2_048, min: 1, max: 4_096 }),
} as const;
