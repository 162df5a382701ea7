import { countLimit, durationLimit, milliseconds, minutes } from "@orrery/kernel";

/**
 * Quotas and defaults of Application Auto Scaling.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 * - https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html
 */
export const autoscalingLimits = {
  /** Of a scalable target. */
  policies: 50,
  scheduledActions: 200,
  stepAdjustments: 20,
  tags: 50,
  page: countLimit({ default: 50, min: 1, max: 50 }),
  /** Activities that are told of. Ours: AWS keeps those of six weeks. */
  activities: 100,
  /** How long whoever calls a policy waits. Ours: it answers at once. */
  patience: durationLimit({ default: minutes(1), min: milliseconds(1), max: minutes(60) }),
} as const;
