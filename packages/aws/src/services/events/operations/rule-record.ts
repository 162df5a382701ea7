import { textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { busOf, changeBus, recordOf } from "./bus-record.ts";
import type { BusRecord, RuleRecord } from "./records.ts";
import { isRefused, notFound, type Checked } from "./checked.ts";

/** What those hear who name a rule that is not there. */
export const noRule = (name: string, bus: string): Refused =>
  notFound(`Rule ${name} does not exist on EventBus ${bus}.`);

/** A rule with its bus. */
export interface LocatedRule {
  readonly bus: Resource;
  readonly record: BusRecord;
  readonly rule: RuleRecord;
}

/** The rule that a request names. */
export function ruleOf(
  params: PlainObject,
  plane: ControlPlane,
  parameter = "Name",
): Checked<LocatedRule> {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const name = textOf(params[parameter])!; // It is there.
  const record = recordOf(bus);
  const rule = record.rules.find((each) => each.name === name);
  return rule === undefined ? noRule(name, bus.name) : { bus, record, rule };
}

/** Puts a rule in the place of one, and tells the bus. */
export const changeRule = (
  { bus, record, rule }: LocatedRule,
  changed: RuleRecord,
  plane: ControlPlane,
  ofBus: Partial<BusRecord> = {},
  connections: readonly ResourceConnection[] = [],
): void =>
  void changeBus(
    bus,
    { ...ofBus, rules: record.rules.map((each) => (each === rule ? changed : each)) },
    plane,
    connections,
  );
