import { api, guide, read, type SchedulerRule } from "../rule-sources.ts";

const schedules = "moto (getmoto/moto), as its tests have it";

/** What operations answer. */
export const operationRules: readonly SchedulerRule[] = [
  {
    id: "scheduler.api.create",
    status: "documented",
    source: `${api("CreateSchedule")}; words of refusals from ${schedules}`,
    date: read,
    text: "CreateSchedule needs a name, an expression, a flexible window, and a target with a role; a name is taken once in a group, and the same client token makes nothing twice.",
    semantics: ["eventbridge §7 API"],
    operations: ["CreateSchedule"],
  },
  {
    id: "scheduler.api.schedules",
    status: "documented",
    source: `${api("UpdateSchedule")}; words of refusals from ${schedules}`,
    date: read,
    text: "Schedules are shown, replaced as a whole, deleted, and listed in pages by group, prefix and state; what is not there is not found.",
    semantics: ["eventbridge §7 API"],
    operations: ["GetSchedule"],
  },
  {
    id: "scheduler.api.groups",
    status: "documented",
    source: `${api("CreateScheduleGroup")}; words of refusals from ${schedules}; that a group goes at once with all its schedules is ours`,
    date: read,
    text: "There is a group named default, which stays; others are made and deleted with their schedules.",
    semantics: ["eventbridge §7 groups"],
    operations: ["CreateScheduleGroup"],
  },
  {
    id: "scheduler.api.tags",
    status: "documented",
    source: api("TagResource"),
    date: read,
    text: "Groups have tags, 50 at most, and schedules have none.",
    operations: ["TagResource"],
  },
  {
    id: "scheduler.quota.schedules",
    status: "documented",
    source: `${guide("scheduler-quotas")}; the words are ours`,
    date: read,
    text: "An account has 10,000,000 schedules and 500 groups at most.",
    semantics: ["eventbridge §0 scheduler.schedules"],
    operations: ["CreateSchedule"],
  },
  {
    id: "scheduler.quota.calls",
    status: "assumed",
    source: `${guide("scheduler-quotas")}; the rates of GetSchedule, UpdateSchedule and DeleteSchedule are those of earlier pages`,
    date: read,
    text: "An account makes 5,000 schedules a second, or 250 in smaller Regions; each of GetSchedule, UpdateSchedule and DeleteSchedule is called 1,000 or 250 times a second, and 10 groups are made and deleted. A call above that is refused with ThrottlingException. Calls from outside, between which no time passes, do not count.",
    semantics: ["eventbridge §0 scheduler.createRate"],
    operations: ["CreateSchedule", "GetSchedule", "CreateScheduleGroup"],
  },
  {
    id: "scheduler.cost.attempts",
    status: "documented",
    source:
      "AWS Price List of 2026; that retries count is ours, and the 14 million invocations that are free each month are left out",
    date: read,
    text: "A million invocations cost a dollar.",
    semantics: ["pricing §0 scheduler.invocation", "pricing §1.3.3"],
  },
];
