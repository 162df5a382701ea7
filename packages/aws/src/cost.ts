import type { Charge } from "./billing.ts";
import { eventSourceMappingCharges } from "./event-source-mapping/pricing.ts";
import type { FunctionSettings } from "./lambda/config.ts";
import { functionCharges, gigabyteSecondsIn } from "./lambda/pricing.ts";
import type { Run, RunResource } from "./run.ts";
import { queueCharges } from "./sqs/pricing.ts";

/** What AWS would charge for a run, in US dollars. */
export interface Cost {
  /** By logical id, in the order of the run's resources; those without charges are left out. */
  readonly resources: readonly { readonly resource: string; readonly items: readonly Charge[] }[];
  readonly total: number;
  /** What the sum takes for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/** What a run has cost as far as it has come. */
export function costOf(run: Run): Cost {
  const { simulation } = run;
  const there = run.resources.filter(({ component }) => simulation.names.includes(component));
  const used = { x86_64: 0, arm64: 0 };
  const resources = there
    .map((resource) => ({ resource: resource.logicalId, items: chargesOf(resource, run, used) }))
    .filter(({ items }) => items.length > 0);
  const total = resources
    .flatMap(({ items }) => items)
    .reduce((sum, { dollars }) => sum + dollars, 0);
  return { resources, total, assumptions: assumptionsOf(run) };
}

/** The charges of one resource; adds to the gigabyte-seconds that functions have `used` before. */
function chargesOf(
  { component, kind }: RunResource,
  { simulation }: Run,
  used: Record<"x86_64" | "arm64", number>,
): readonly Charge[] {
  const meters = simulation.metersOf(component);
  switch (kind) {
    case "sqs.queue":
      return queueCharges(meters);
    case "lambda.function": {
      const settings = simulation.settingsOf(component) as FunctionSettings; // Of its kind.
      const { architecture } = settings;
      const earlierGigabyteSeconds = used[architecture];
      used[architecture] += gigabyteSecondsIn(meters);
      return functionCharges(meters, settings, { earlierGigabyteSeconds });
    }
    case "lambda.eventSourceMapping":
      return eventSourceMappingCharges(meters);
    default:
      return [];
  }
}

function assumptionsOf({ scenario }: Run): readonly string[] {
  const { region } = scenario;
  return [
    "Prices are AWS's list prices of us-east-1 of 2024-07 to 2026-09, before taxes, whatever the date of the rules.",
    ...(region === "us-east-1" ? [] : [`The prices of ${region} may differ from them.`]),
    "No free tier is taken off.",
    "Price tiers count this run alone, not the account's month.",
    "Data transfer, logs and alarms are not counted.",
  ];
}
