import { prepareRun, type AwsSimulation } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { shardsScenario } from "./scenarios.ts";

/** How many records were read by their mapping and done. */
const processedBy = (simulation: AwsSimulation, mapping: string): number =>
  simulation.metersOf(mapping)["ProcessedEventCount"]?.sum ?? 0;

/** Runs until so many records were done; seconds used. */
const runShards = (simulation: AwsSimulation, mapping: string, records: number): number =>
  secondsOf(() => {
    while (processedBy(simulation, mapping) < records) simulation.run({ events: 100 });
  });

if (import.meta.main) {
  const [shards, loading] = process.argv.slice(2).map(Number);
  const settings = { shards: shards!, loading: seconds(loading!) };
  const { simulation, resources } = prepareRun(shardsScenario(settings), { seed: 1 });
  const mapping = resources.find(({ logicalId }) => logicalId === "ClicksToWorker")!.component;
  simulation.run({ until: (settings.loading + seconds(1)) as Instant });
  // A tenth of it starts environments, and has code compiled. Of the rest, what is left at the end is not waited for.
  const all = shards! * 900 * loading!;
  runShards(simulation, mapping, all * 0.1);
  const before = processedBy(simulation, mapping);
  const used = runShards(simulation, mapping, all * 0.9);
  const done = processedBy(simulation, mapping) - before;
  const { events } = simulation;
  printOutcome({ value: done / used / 1e6, work: all, count: events, events });
}
