import { invariant, type Plain } from "@orrery/kernel";
import { PatternError } from "../../../pattern/pattern-error.ts";
import { compilePattern, matchesPattern, validatePattern } from "../../../pattern/pattern.ts";
import { isObject, textOf } from "../../../request/params.ts";
import { parseSchedule } from "../../../schedule/schedule.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { quotaIn } from "./account-record.ts";
import { busOf, changeBus, defaultBusName, recordOf, ruleArnOf } from "./bus-record.ts";
import type { BusRecord, RuleRecord } from "./records.ts";
import { invalid, isRefused, respond, tooMany } from "./checked.ts";
import { listed, withPrefix } from "./paging.ts";
import { changeRule, ruleOf, type LocatedRule } from "./rule-record.ts";
import { tagsIn } from "./tags.ts";
import { arnOfTarget } from "./target-settings.ts";

/** Operations that make, change, show and delete rules, and that try patterns. */
export const ruleOperations: Operations = {
  PutRule: { begin: putRule },
  DescribeRule: { begin: describeRule },
  EnableRule: { begin: (params, plane) => setState(params, "ENABLED", plane) },
  DisableRule: { begin: (params, plane) => setState(params, "DISABLED", plane) },
  DeleteRule: { begin: deleteRule },
  ListRules: { begin: listRules },
  ListRuleNamesByTarget: { begin: listNames },
  TestEventPattern: { begin: testPattern },
};

/** What is wrong with an event pattern; `null` for nothing. */
export function againstPattern(pattern: string, plane: ControlPlane): Refused | null {
  if (pattern.length > quotaIn(plane, "events.patternSize")) return tooMany;
  const reason = validatePattern(pattern);
  return reason === null ? null : invalidPattern(reason);
}

const invalidPattern = (reason: string): Refused =>
  refused("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);

/** A text of a request; an empty one is as good as none. */
const given = (params: PlainObject, name: string): string | undefined =>
  textOf(params[name]) || undefined;

function putRule(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const name = textOf(params["Name"])!; // It is there.
  const schedule = given(params, "ScheduleExpression");
  const pattern = given(params, "EventPattern");
  if (schedule !== undefined && bus.name !== defaultBusName) {
    return invalid("ScheduleExpression is supported only on the default event bus.");
  }
  if (schedule === undefined && pattern === undefined) {
    return invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (schedule !== undefined) {
    const parsed = parseSchedule(schedule);
    if (parsed === null || parsed.type === "at") {
      return invalid("Parameter ScheduleExpression is not valid.");
    }
  }
  const wrong = pattern === undefined ? null : againstPattern(pattern, plane);
  if (wrong !== null) return wrong;
  const record = recordOf(bus);
  const before = record.rules.find((rule) => rule.name === name);
  const full = againstQuotas(record, before, pattern, plane);
  if (full !== null) return full;
  const state = textOf(params["State"]) ?? "ENABLED";
  const description = textOf(params["Description"]);
  const role = textOf(params["RoleArn"]);
  const rule: RuleRecord = {
    number: before?.number ?? record.nextRule,
    name,
    state,
    pattern: pattern ?? null,
    schedule: schedule ?? null,
    shown: {
      ...(description === undefined ? {} : { Description: description }),
      ...(role === undefined ? {} : { RoleArn: role }),
    },
    // Those of a rule that is there stay.
    tags: before?.tags ?? tagsIn(params),
    since:
      before !== undefined && before.schedule === (schedule ?? null) && before.state === state
        ? before.since
        : plane.now,
    archive: before?.archive ?? null,
    targets: before?.targets ?? [],
  };
  if (before === undefined) {
    changeBus(bus, { rules: [...record.rules, rule], nextRule: record.nextRule + 1 }, plane);
  } else changeRule({ bus, record, rule: before }, rule, plane);
  return respond({ RuleArn: ruleArnOf(bus.name, name, plane) });
}

const wildcard = /"wildcard"\s*:/;

function againstQuotas(
  { rules }: BusRecord,
  before: RuleRecord | undefined,
  pattern: string | undefined,
  plane: ControlPlane,
): Refused | null {
  if (before === undefined && rules.length >= quotaIn(plane, "events.rulesPerBus")) return tooMany;
  if (pattern === undefined || !wildcard.test(pattern)) return null;
  const others = rules.filter((rule) => rule !== before && wildcard.test(rule.pattern ?? ""));
  return others.length >= quotaIn(plane, "events.wildcardRulesPerBus") ? tooMany : null;
}

/** AWS's own service that keeps archives. */
const archiver = "prod.vhs.events.aws.internal";

function shownRule(busName: string, rule: RuleRecord, plane: ControlPlane): Record<string, Plain> {
  return {
    Name: rule.name,
    Arn: ruleArnOf(busName, rule.name, plane),
    ...(rule.pattern === null ? {} : { EventPattern: rule.pattern }),
    ...(rule.schedule === null ? {} : { ScheduleExpression: rule.schedule }),
    State: rule.state,
    ...rule.shown,
    ...(rule.archive === null ? {} : { ManagedBy: archiver }),
    EventBusName: busName,
  };
}

function describeRule(params: PlainObject, plane: ControlPlane): Step {
  const found = ruleOf(params, plane);
  if (isRefused(found)) return found;
  const { bus, rule } = found;
  return respond({ ...shownRule(bus.name, rule, plane), CreatedBy: plane.accountId });
}

function setState(params: PlainObject, state: string, plane: ControlPlane): Step {
  const found = ruleOf(params, plane);
  if (isRefused(found)) return found;
  const { rule } = found;
  const managed = againstManaged(found, plane);
  if (managed !== null) return managed;
  // A schedule begins anew where it was at rest.
  const since = rule.state === state ? rule.since : plane.now;
  changeRule(found, { ...rule, state, since }, plane);
  return respond();
}

/** What is said to those who change a rule of an archive; `null`: it is none. */
function againstManaged({ bus, rule }: LocatedRule, plane: ControlPlane): Refused | null {
  if (rule.archive === null) return null;
  return refused(
    "ManagedRuleException",
    `Rule ${rule.name} on event bus ${ruleArnOf(bus.name, rule.name, plane)} is managed by ${archiver}.`,
  );
}

function deleteRule(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const record = recordOf(bus);
  const rule = record.rules.find(({ name }) => name === textOf(params["Name"]));
  // It is no error to delete a rule that is not there.
  if (rule === undefined) return respond();
  const managed = params["Force"] === true ? null : againstManaged({ bus, record, rule }, plane);
  if (managed !== null) return managed;
  if (rule.targets.length > 0) return invalid("Rule can't be deleted since it has targets.");
  changeBus(bus, { rules: record.rules.filter((each) => each !== rule) }, plane);
  return respond();
}

function listRules(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const rules = withPrefix(recordOf(bus).rules, params);
  return listed(
    "Rules",
    rules.map((rule) => shownRule(bus.name, rule, plane)),
    params,
  );
}

function listNames(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const arn = textOf(params["TargetArn"]);
  const names = recordOf(bus)
    .rules.filter(({ targets }) => targets.some((target) => arnOfTarget(target) === arn))
    .map(({ name }) => name)
    .sort((one, other) => (one < other ? -1 : 1));
  return listed("RuleNames", names, params);
}

const neededMembers = ["id", "source", "detail-type", "account", "region", "time"];

function testPattern(params: PlainObject): Step {
  const pattern = textOf(params["EventPattern"])!; // It is there.
  const text = textOf(params["Event"])!; // Likewise.
  const event = parseJson(text);
  if (!isObject(event)) return invalid("Parameter Event is not valid.");
  const reason = validatePattern(pattern);
  if (reason !== null) return invalidPattern(reason);
  const missing = neededMembers.find((name) => typeof event[name] !== "string");
  if (missing !== undefined) {
    // Assumed: the words.
    return invalid(`Parameter Event is not valid. Reason: ${missing} is a required argument.`);
  }
  try {
    return respond({ Result: matchesPattern(compilePattern(pattern), text) });
  } catch (error) {
    invariant(!(error instanceof PatternError), "a pattern that was checked is refused");
    throw error;
  }
}
