import type { Rule } from "../../service/rule.ts";
import type { PolicySettings, TargetSettings } from "./config.ts";

const guide = (page: string): string =>
  `https://docs.aws.amazon.com/autoscaling/application/userguide/${page}.html`;
const reference = (name: string): string =>
  `https://docs.aws.amazon.com/autoscaling/application/APIReference/API_${name}.html`;
const date = "2026-11";

const hasPolicy =
  (type: PolicySettings["type"]) =>
  ({ policies }: TargetSettings): boolean =>
    policies.some((policy) => policy.type === type);
const isTracking = hasPolicy("tracking");
const isStepping = hasPolicy("step");
const isScheduled = ({ schedules }: TargetSettings): boolean => schedules.length > 0;

/** The rules of Application Auto Scaling that are followed; the test of each bears its id. */
export const autoscalingRules: readonly Rule<TargetSettings>[] = [
  {
    id: "autoscaling.target.register",
    status: "documented",
    source: reference("RegisterScalableTarget"),
    date,
    text: "A scalable target needs both bounds when it is registered; registered again it keeps what is left out, and its policies.",
  },
  {
    id: "autoscaling.target.unknown",
    status: "assumed",
    source: "Messages as users report them; AWS documents the codes alone",
    date,
    text: "A target that was not registered is an ObjectNotFoundException, a dimension of another service a ValidationException.",
  },
  {
    id: "autoscaling.target.bounds-at-once",
    status: "documented",
    source: guide("application-auto-scaling-scaling-activities"),
    date,
    text: "When the bounds change, a capacity outside of them is set to the nearer one at once.",
  },
  {
    id: "autoscaling.target.never-outside",
    status: "documented",
    source: guide("target-tracking-scaling-policy-overview"),
    date,
    text: "No policy sets a capacity below the minimum or above the maximum.",
  },
  {
    id: "autoscaling.target.suspended",
    status: "documented",
    source: guide("application-auto-scaling-suspend-resume-scaling"),
    date,
    text: "Scaling out and scaling in by policies, and scheduled actions, are suspended each by itself.",
  },
  {
    id: "autoscaling.target.deregister",
    status: "documented",
    source: reference("DeregisterScalableTarget"),
    date,
    text: "With a target go its policies and scheduled actions; the capacity stays as it is.",
  },
  {
    id: "autoscaling.tracking.alarms",
    status: "documented",
    source: guide("target-tracking-scaling-policy-overview"),
    date,
    text: "A policy that keeps a metric at a target has an alarm above it, and one below it unless scaling in is disabled.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.out",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
    date,
    text: "Three minutes in a row above the target scale provisioned concurrency out, in proportion: what was used, divided by the target, rounded up.",
    semantics: ["lambda §5 ¶1"],
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.in",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
    date,
    text: "Fifteen minutes in a row below 90 % of the target scale it in; without traffic nothing is published, and nothing is scaled in.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.in-to-fullest",
    status: "assumed",
    source: "Ours: AWS says that it scales in gradually, and not by how much",
    date,
    text: "It scales in to what the fullest of those minutes needs.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.capacity-of-minute",
    status: "assumed",
    source: "Ours: AWS says that it computes the adjustment from the metric and the target",
    date,
    text: "What a minute needs is computed with the capacity that was there at its beginning, and while an activity is under way no policy begins another.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.delay",
    status: "assumed",
    source: "Ours, after published traces of alarms: alarm.metricDelay and alarm.evaluationOffset",
    date,
    text: "A minute is seen by alarms one minute after its end, five seconds after the full minute.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.cooldown",
    status: "documented",
    source: guide("target-tracking-scaling-policy-overview"),
    date,
    text: "After scaling out a policy waits for its cooldown, unless more is lacking than it added; after scaling in for another, which scaling out ends.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.several",
    status: "documented",
    source: guide("target-tracking-scaling-policy-overview"),
    date,
    text: "Of several policies the one with the largest capacity scales out, and all that may must agree to scale in.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.disable-scale-in",
    status: "documented",
    source: reference("TargetTrackingScalingPolicyConfiguration"),
    date,
    text: "With DisableScaleIn a policy never scales in.",
    when: isTracking,
  },
  {
    id: "autoscaling.tracking.target-range",
    status: "documented",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
    date,
    text: "A target of the utilization of provisioned concurrency is from 0.1 to 0.9.",
    operations: ["PutScalingPolicy"],
  },
  {
    id: "autoscaling.tracking.customized",
    status: "documented",
    source: reference("CustomizedMetricSpecification"),
    date,
    text: "A policy may track any metric of CloudWatch by one of its statistics.",
    operations: ["PutScalingPolicy"],
  },
  {
    id: "autoscaling.step.adjustments",
    status: "documented",
    source: guide("step-scaling-policy-overview"),
    date,
    text: "An alarm's metric less its threshold chooses the step, which changes the capacity, changes it by percent, or sets it; percents are rounded to whole units.",
    when: isStepping,
  },
  {
    id: "autoscaling.step.cooldown",
    status: "documented",
    source: guide("step-scaling-policy-overview"),
    date,
    text: "In the cooldown after scaling out, what was added counts as a part of what the next step adds.",
    when: isStepping,
  },
  {
    id: "autoscaling.step.intervals",
    status: "documented",
    source: guide("step-scaling-policy-overview"),
    date,
    text: "Steps neither overlap nor leave a gap, and there are at most 20.",
    operations: ["PutScalingPolicy"],
  },
  {
    id: "autoscaling.schedule.bounds",
    status: "documented",
    source: guide("scheduled-scaling-policy-overview"),
    date,
    text: "A scheduled action sets the bounds; a capacity outside of them is scaled at once.",
    when: isScheduled,
  },
  {
    id: "autoscaling.schedule.expressions",
    status: "documented",
    source: guide("scheduled-scaling-using-cron-expressions"),
    date,
    text: "A schedule is at(…), rate(…) or cron(…), in UTC or in a time zone with its summer time.",
    when: isScheduled,
  },
  {
    id: "autoscaling.schedule.span",
    status: "documented",
    source: reference("PutScheduledAction"),
    date,
    text: "Nothing is done before StartTime, from which rates count, nor after EndTime.",
    when: isScheduled,
  },
  {
    id: "autoscaling.schedule.rate-from-creation",
    status: "assumed",
    source: "Ours: AWS does not say when a rate without StartTime is due first",
    date,
    text: "A rate without StartTime is due first one period after its creation.",
    when: isScheduled,
  },
  {
    id: "autoscaling.activities.told",
    status: "documented",
    source: guide("application-auto-scaling-scaling-activities"),
    date,
    text: "Activities are told of with description, cause, times and status, the newest first.",
    operations: ["DescribeScalingActivities"],
  },
  {
    id: "autoscaling.activities.failed",
    status: "documented",
    source: reference("ScalingActivity"),
    date,
    text: "Where the service refuses the capacity, the activity has failed, and its message says why.",
  },
  {
    id: "autoscaling.api.quotas",
    status: "documented",
    source: guide("application-auto-scaling-limits"),
    date,
    text: "A scalable target has at most 50 policies and 200 scheduled actions.",
    operations: ["PutScalingPolicy", "PutScheduledAction"],
  },
];
