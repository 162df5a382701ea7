import { valueAsOf, type Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { parseSchedule } from "../../../schedule/schedule.ts";
import type { BusSettings, LogLevel, PutBefore, RuleSettings } from "../config.ts";
import { busKindName } from "../kind-names.ts";
import { entriesSize, eventsAssumptions } from "../limits.ts";
import { accountOf } from "./account-record.ts";
import { eventsArn, notFound, type Checked } from "./checked.ts";
import type { BusRecord } from "./records.ts";
import { targetSettings } from "./target-settings.ts";

/** The record of a bus. */
export const recordOf = (bus: Resource): BusRecord => bus.record as unknown as BusRecord; // Made by plainRecord.

const plainRecord = (record: BusRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

const emptyRecord: BusRecord = {
  shown: {},
  policy: null,
  tags: {},
  rules: [],
  nextRule: 1,
  nextTarget: 1,
  nextArchive: 1,
};

/** The name of the bus that is in every account. */
export const defaultBusName = "default";

/** What those hear who name a bus that is not there. */
export const noBus = (name: string): Refused => notFound(`Event bus ${name} does not exist.`);

/** The ARN of a rule. */
export const ruleArnOf = (bus: string, rule: string, plane: ControlPlane): string =>
  eventsArn(bus === defaultBusName ? `rule/${rule}` : `rule/${bus}/${rule}`, plane);

/** Makes a bus. */
export function makeBus(
  name: string,
  plane: ControlPlane,
  record: Partial<BusRecord> = {},
  putBefore: PutBefore | null = null,
): Resource {
  const whole: BusRecord = { ...emptyRecord, ...record };
  const account = accountOf(plane);
  const arn = eventsArn(`event-bus/${name}`, plane);
  const own = name === defaultBusName ? { logicalId: defaultBusName } : {};
  const made = { kind: busKindName, name, arn, record: plainRecord(whole), ...own };
  return plane.create(
    made,
    (number) => settingsOf({ number, name, arn }, whole, plane, putBefore),
    () => [{ port: "account", to: 0, target: account.number }],
  );
}

/** Makes the bus that is in every account, where it has this ARN. */
export function provideDefaultBus(arn: string, plane: ControlPlane): void {
  const isIts = nameInArn(arn, "events", "event-bus/") === defaultBusName;
  if (isIts && plane.find(busKindName, defaultBusName) === undefined)
    makeBus(defaultBusName, plane);
}

/** The bus that is in every account. */
export const defaultBus = (plane: ControlPlane): Resource =>
  plane.find(busKindName, defaultBusName) ?? makeBus(defaultBusName, plane);

/** The name of a bus in a parameter that may have its ARN. */
export const busNameIn = (given: string | undefined): string =>
  given === undefined ? defaultBusName : (nameInArn(given, "events", "event-bus/") ?? given);

/** The bus that a parameter names, by its name or its ARN; the default bus where it names none. */
export function busOf(
  params: PlainObject,
  plane: ControlPlane,
  parameter = "EventBusName",
): Checked<Resource> {
  const name = busNameIn(textOf(params[parameter]));
  return busNamed(name, plane) ?? noBus(name);
}

/** The bus of this name; `undefined`: there is none. */
export const busNamed = (name: string, plane: ControlPlane): Resource | undefined =>
  name === defaultBusName ? defaultBus(plane) : plane.find(busKindName, name);

/** Keeps a bus's record, and tells its machine. */
export const changeBus = (
  bus: Resource,
  change: Partial<BusRecord>,
  plane: ControlPlane,
  connections: readonly ResourceConnection[] = [],
): Resource => {
  const record = { ...recordOf(bus), ...change };
  return plane.change(bus, {
    record: plainRecord(record),
    settings: settingsOf(bus, record, plane, null),
    ...(connections.length === 0 ? {} : { connections }),
  });
};

/** What the machine of a bus needs to know of it. */
function settingsOf(
  { number, name, arn }: Pick<Resource, "number" | "name" | "arn">,
  record: BusRecord,
  plane: ControlPlane,
  putBefore: PutBefore | null,
): BusSettings {
  const { partition, region, accountId, epochMilliseconds } = plane;
  const level = textOf(memberOf(record.shown["LogConfig"], "Level")) ?? "OFF";
  return {
    bus: number,
    name,
    arn,
    region,
    accountId,
    partition,
    epochMilliseconds,
    entriesSize: valueAsOf(entriesSize, plane.asOf),
    logLevel: level as LogLevel, // As the model allows.
    assumed: figureValues(eventsAssumptions, plane.assumptions),
    rules: rulesOf(name, record, plane),
    putBefore,
  };
}

// A memo of a pure function: what did not change is compiled once.
const known = new WeakMap<BusRecord["rules"], readonly RuleSettings[]>();

function rulesOf(bus: string, { rules }: BusRecord, plane: ControlPlane): readonly RuleSettings[] {
  let settings = known.get(rules);
  if (settings === undefined) {
    settings = rules.map((rule) => ({
      number: rule.number,
      name: rule.name,
      arn: ruleArnOf(bus, rule.name, plane),
      isEnabled: rule.state !== "DISABLED",
      pattern: rule.pattern,
      schedule: rule.schedule === null ? null : parseSchedule(rule.schedule),
      since: rule.since,
      archive: rule.archive?.to ?? null,
      targets: rule.targets.map((target) => targetSettings(target, plane)),
    }));
    known.set(rules, settings);
  }
  return settings;
}

/** A bus as listings show it. */
export const shownBus = (bus: Resource, plane: ControlPlane): Record<string, Plain> => {
  const { shown, policy } = recordOf(bus);
  const { Description: description } = shown;
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...(description === undefined ? {} : { Description: description }),
    ...(policy === null ? {} : { Policy: policy }),
    CreationTime: (plane.epochMilliseconds + Math.floor(bus.createdAt / 1_000)) / 1_000,
    LastModifiedTime: (plane.epochMilliseconds + Math.floor(bus.changedAt / 1_000)) / 1_000,
  };
};
