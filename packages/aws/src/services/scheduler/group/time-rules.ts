import { api, guide, read, recorded, type SchedulerRule } from "../rule-sources.ts";

const grammar =
  "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html";

/** When schedules invoke their targets. */
export const timeRules: readonly SchedulerRule[] = [
  {
    id: "scheduler.expression.forms",
    status: "measured",
    source: `${recorded}; ${guide("schedule-types")}`,
    date: "2025-01",
    text: "An expression is at(yyyy-mm-ddThh:mm:ss), rate(value unit) or cron() with six fields; any other is refused.",
    semantics: ["eventbridge §7 expressions", "eventbridge §6.6"],
    operations: ["CreateSchedule"],
  },
  {
    id: "scheduler.expression.cron",
    status: "documented",
    source: `${guide("schedule-types")}; ${grammar}`,
    date: read,
    text: "The fields of cron() have values, names, lists, ranges that may wrap, steps that may begin at a value, L, W and one #, and one of the two days is left open by a question mark.",
    semantics: [
      "eventbridge §6.3",
      "eventbridge §6 minutes",
      "eventbridge §6 hours",
      "eventbridge §6 day of month",
      "eventbridge §6 month",
      "eventbridge §6 day of week",
      "eventbridge §6 year",
      "eventbridge §6.4",
    ],
    operations: ["CreateSchedule"],
  },
  {
    id: "scheduler.expression.rate",
    status: "documented",
    source: guide("schedule-types"),
    date: read,
    text: "A rate invokes at once, or at its start date, and then each time after its period; a day is 24 hours whatever clocks do.",
    semantics: ["eventbridge §7 rate", "eventbridge §6.2"],
  },
  {
    id: "scheduler.expression.late",
    status: "assumed",
    source: `${recorded}: a time of the past is taken; that such a schedule invokes its target where it was due in the last minute, and else never, is ours (scheduler.lateGrace)`,
    date: read,
    text: "A one-time schedule of a time that has passed is taken and never invokes its target, unless it was due a minute ago or less.",
  },
  {
    id: "scheduler.time-zone.clocks",
    status: "documented",
    source: `${guide("schedule-types")}; offsets are those of the table of time zones that the engine has, and an engine without one takes UTC alone`,
    date: read,
    text: "at() and cron() are about the clocks of the schedule's time zone: what falls into the hour that is left out in spring is skipped, and what comes twice in autumn invokes the first time.",
    semantics: ["eventbridge §7 DST (cron/at)"],
  },
  {
    id: "scheduler.dates.bounds",
    status: "documented",
    source: `${api("CreateSchedule")}; the words about the start date are recorded, those about both dates are ours`,
    date: read,
    text: "Nothing is invoked before the start date or for a time after the end date; one-time schedules have neither, and a start date is at most five minutes ago.",
    semantics: ["eventbridge §7 expressions"],
  },
  {
    id: "scheduler.precision.minute",
    status: "documented",
    source: `${guide("schedule-types")}; that it is evenly within the first five seconds is ours (scheduler.startOffset)`,
    date: read,
    text: "A target is invoked in the minute of its time, up to five seconds later.",
    semantics: [
      "eventbridge §7 precision",
      "eventbridge §0 scheduler.precision",
      "eventbridge §7 ¶1",
    ],
  },
  {
    id: "scheduler.window.spread",
    status: "documented",
    source: `${guide("managing-schedule-flexible-time-windows")}; that all instants of a window are as likely is ours`,
    date: read,
    text: "With a flexible window of 1 to 1,440 minutes a target is invoked at an instant within it, which is drawn anew each time.",
    semantics: [
      "eventbridge §7 FlexibleTimeWindow",
      "eventbridge §0 scheduler.flexibleWindow",
      "eventbridge §7 ¶1",
    ],
  },
  {
    id: "scheduler.update.restarts",
    status: "assumed",
    source: "AWS says that an update replaces all of a schedule, and not what its times count from",
    date: read,
    text: "A schedule that is changed counts its times from the change, as one that is made then.",
    operations: ["UpdateSchedule"],
  },
];
