import { prepareRun, type AwsSimulation } from "@orrery/aws";
import type { Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { loadingTime, tableScenario, type TableScenarioSettings } from "./scenarios.ts";

const table = "dynamodb.table:orders";

/** How many items a table has. */
export const itemsOf = (simulation: AwsSimulation): number => simulation.gaugesOf(table)["Items"]!;

/** How many were written. */
const writesOf = (simulation: AwsSimulation): number =>
  simulation.metersOf(table)["WriteRequests"]!.sum;

/** A table as soon as it has its items. */
export function loadedTable(settings: TableScenarioSettings): AwsSimulation {
  const { simulation } = prepareRun(tableScenario(settings), { seed: 1 });
  simulation.run({ until: loadingTime(settings) as number as Instant });
  return simulation;
}

/** Goes on until so many more were written; seconds used, and how many it came to. */
export function writeItems(
  simulation: AwsSimulation,
  writes: number,
): { seconds: number; written: number } {
  const before = writesOf(simulation);
  const seconds = secondsOf(() => {
    while (writesOf(simulation) - before < writes) simulation.run({ events: 1_000 });
  });
  return { seconds, written: writesOf(simulation) - before };
}

if (import.meta.main) {
  const [items, writes] = process.argv.slice(2).map(Number);
  const simulation = loadedTable({ items: items! });
  writeItems(simulation, Math.min(50_000, writes!));
  const before = simulation.events;
  const { seconds, written } = writeItems(simulation, writes!);
  const held = itemsOf(simulation);
  if (held !== items) throw new Error(`of ${items} items there are ${held}`);
  const events = simulation.events - before;
  printOutcome({ value: written / seconds / 1e6, work: writes!, count: events, events });
}
