import { countBounds } from "@orrery/kernel";
import type { Quota } from "../../../service/service-model.ts";

const raisable = countBounds({ min: 1, max: 1_000_000_000 });

/** AWS raises it on request. */
const soft = (usual: number, byRegion?: Quota["byRegion"]): Quota => ({
  ...raisable,
  default: usual,
  ...(byRegion === undefined ? {} : { byRegion }),
});
/** AWS does not raise it: a scenario may set less. */
const hard = (most: number): Quota => ({ ...raisable, default: most, max: most });

/** The Regions of each class, the largest first; those that are in none have what AWS calls every other Region. */
const classes: readonly (readonly string[])[] = [
  ["us-east-1", "us-west-2", "eu-west-1"],
  ["us-east-2", "eu-central-1"],
  ["us-west-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-2"],
  ["af-south-1", "ap-northeast-3", "ap-southeast-3", "eu-south-1"],
];

const byClass = (...values: readonly number[]): Quota["byRegion"] =>
  Object.fromEntries(
    classes.flatMap((regions, place) => regions.map((region) => [region, values[place]!])),
  );

/**
 * Quotas of an account in a Region.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const eventsQuotas = {
  /** Calls of PutEvents a second; by Region 10,000, 2,400, 1,200, 600 or 400. */
  "events.putEventsPerSecond": soft(600, {
    ...byClass(10_000, 2_400, 1_200, 400),
    "eu-south-2": 2_400,
  }),
  /** Invocations of targets a second, where those above are delayed; by Region 18,750, 4,500, 2,250, 1,100 or 750. */
  "events.invocationsPerSecond": soft(1_100, byClass(18_750, 4_500, 2_250, 750)),
  /** Calls a second of all other operations together. */
  "events.callsPerSecond": hard(50),
  /** Calls a second of operations on global endpoints. */
  "events.endpointCallsPerSecond": hard(5),
  "events.buses": soft(100),
  "events.rulesPerBus": soft(300, { "af-south-1": 100, "eu-south-1": 100 }),
  "events.wildcardRulesPerBus": soft(30),
  /** AWS raises it for nobody: what a scenario sets above it asks what more would do. */
  "events.targetsPerRule": { ...hard(10), default: 5 },
  /** Characters of an event pattern. */
  "events.patternSize": soft(2_048),
  "events.apiDestinations": soft(3_000),
  "events.connections": soft(3_000),
  "events.concurrentReplays": hard(10),
  /** Characters of the policy of a bus. */
  "events.busPolicySize": soft(10_240),
} as const satisfies Readonly<Record<string, Quota>>;

/** The name of a quota. */
export type QuotaName = keyof typeof eventsQuotas;
