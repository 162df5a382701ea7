import { inSeconds, type Duration } from "@orrery/kernel";
import { hoursInMonth, type Charge, type Tally } from "../service/billing.ts";
import { extrapolationCaveats } from "./cost-extrapolation.ts";
import { consumerNames } from "./consumers.ts";
import type { Run, RunResource } from "./run.ts";
import type { LeftOut } from "./scenario.ts";
import { allKinds } from "../services.ts";

/** What AWS would charge for a run, in US dollars. */
export interface Cost {
  /** By logical id, in the order of the run's resources; those without charges are left out. */
  readonly resources: readonly { readonly resource: string; readonly items: readonly Charge[] }[];
  readonly total: number;
  /** An hour of the same, and a month of 730 hours; `null` where the run took no time. */
  readonly perHour: number | null;
  readonly perMonth: number | null;
  /** Why an hour or a month may cost something else than the run says, in sentences. */
  readonly caveats: readonly string[];
  /** What is not in the sum, by resource. */
  readonly leftOut: readonly LeftOut[];
  /** What the sum takes for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/** What a run has cost as far as it has come. */
export function costOf(run: Run): Cost {
  const { simulation } = run;
  const there = thereIn(run);
  const resources = chargesIn(run, there, 1);
  const total = sumOf(resources);
  const hours = inSeconds(simulation.now as number as Duration) / 3_600;
  const monthly = sumOf(resources, isMonthly);
  const perHour = hours > 0 ? (total - monthly) / hours + monthly / hoursInMonth : null;
  const perMonth = perHour === null ? null : perHour * hoursInMonth;
  const scaled = hours > 0 ? chargesIn(run, there, hoursInMonth / hours) : [];
  const inTiers = sumOf(scaled, (charge) => !isMonthly(charge)) + monthly;
  return {
    resources,
    total,
    perHour,
    perMonth,
    caveats: extrapolationCaveats(run, { perMonth, inTiers, monthly }),
    leftOut: leftOutOf(run, there),
    assumptions: assumptionsOf(run),
  };
}

type Charges = Cost["resources"];

function thereIn({ simulation, resources }: Run): readonly RunResource[] {
  const known = new Set(simulation.names);
  const ofAccount = simulation.names.flatMap((component): readonly RunResource[] => {
    const kind = component.slice(0, component.indexOf(":"));
    const logicalId = allKinds.get(kind)?.billedAs;
    return logicalId === undefined ? [] : [{ logicalId, component, kind, arn: "" }];
  });
  return [...resources.filter(({ component }) => known.has(component)), ...ofAccount];
}

const isMonthly = (charge: Charge): boolean => charge.isMonthly === true;

const sumOf = (charges: Charges, counts: (charge: Charge) => boolean = () => true): number =>
  charges
    .flatMap(({ items }) => items.filter(counts))
    .reduce((sum, { dollars }) => sum + dollars, 0);

/** What is charged for `times` as much as the run counted. */
function chargesIn(run: Run, there: readonly RunResource[], times: number): Charges {
  const tally: Tally = new Map();
  return there
    .map((resource) => ({
      resource: resource.logicalId,
      items: chargesOf(resource, run, tally, times),
    }))
    .filter(({ items }) => items.length > 0);
}

function chargesOf(
  { component, kind }: RunResource,
  { simulation }: Run,
  tally: Tally,
  times: number,
): readonly Charge[] {
  const billed = allKinds.get(kind);
  if (billed?.charges === undefined) return [];
  // What is billed by time has gauges that grow with it.
  const gauges = simulation.gaugesOf(component);
  const sums = simulation.metersOf(component);
  const meters: Record<string, { readonly sum: number }> = {};
  for (const metric in gauges) meters[metric] = { sum: gauges[metric]! * times };
  if (times === 1) Object.assign(meters, sums);
  else for (const metric in sums) meters[metric] = { sum: sums[metric]!.sum * times };
  return billed.charges(meters, simulation.settingsOf(component), tally);
}

function leftOutOf({ scenario }: Run, there: readonly RunResource[]): readonly LeftOut[] {
  const ofModeled = there.flatMap(({ logicalId: resource, kind }): LeftOut[] => {
    const unpriced = allKinds.get(kind)?.unpriced;
    return unpriced === undefined ? [] : [{ resource, ...unpriced }];
  });
  const containers = consumerNames(scenario).map((resource) => ({
    resource,
    type: "AWS::ECS::Service",
    what: "the containers themselves",
  }));
  return [...ofModeled, ...containers, ...(scenario.leftOut ?? [])];
}

function assumptionsOf({ scenario }: Run): readonly string[] {
  const { region } = scenario;
  return [
    "Prices are AWS's list prices of us-east-1 of 2024-07 to 2026-09, before taxes, whatever the date of the rules.",
    ...(region === "us-east-1" ? [] : [`The prices of ${region} may differ from them.`]),
    "No free tier is taken off.",
    "Price tiers count this run alone, not the account's month.",
  ];
}
