import type { Published } from "../../../service/cloudwatch-metric.ts";
import type { Resource, ResourceFinder } from "../../../service/resource.ts";
import { busKindName } from "../kind-names.ts";
import type { BusRecord } from "../operations/records.ts";

const defaultBus = "default";

/** The one rule that a bus has, archives' own apart; `undefined`: it has none, or several. */
function onlyRuleOf({ record }: Resource): string | undefined {
  const { rules } = record as unknown as BusRecord; // As it is made.
  const own = rules.filter(({ archive }) => archive === null);
  return own.length === 1 ? own[0]!.name : undefined;
}

/** The buses whose meters make up a metric with these dimensions; `undefined`: nobody keeps what it counts. */
function busesOf(
  dimensions: Readonly<Record<string, string>>,
  resources: ResourceFinder,
): readonly number[] | undefined {
  const { EventBusName, RuleName, ...others } = dimensions;
  if (Object.keys(others).length > 0) return undefined;
  if (EventBusName === undefined && RuleName === undefined) {
    const buses = resources.list(busKindName);
    return buses.length === 0 ? undefined : buses.map(({ number }) => number);
  }
  const bus = resources.find(busKindName, EventBusName ?? defaultBus);
  if (bus === undefined) return undefined;
  return RuleName === undefined || onlyRuleOf(bus) === RuleName ? [bus.number] : undefined;
}

/** What buses publish to CloudWatch. */
export const publishedByBuses: Published = {
  namespace: "AWS/Events",
  meteredBy: (dimensions, resources) => busesOf(dimensions, resources),
};
