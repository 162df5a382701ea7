import { guide, rule, type StepFunctionsRule } from "../rule-sources.ts";

const distributed = guide("Distributed mode");

/** How Map Runs work through their items. */
export const mapRunRules: readonly StepFunctionsRule[] = [
  rule(
    "map-run.children",
    distributed,
    "Each item of a distributed Map is an execution of its own, and its parent tells of the Map Run.",
    "§9.1",
    "§11 Distributed Map",
  ),
  rule(
    "map-run.batches",
    guide("ItemBatcher"),
    "ItemBatcher gives each child so many items, the last one the rest, beside its BatchInput.",
    "§9.4",
  ),
  rule(
    "map-run.concurrency",
    guide("Quotas"),
    "No more children at once than MaxConcurrency and 10,000, and no more begin in a second than the type allows.",
    "§9.5",
    "§0 MapRun child concurrency",
    "§0 MapRun dispatch rate",
  ),
  rule(
    "map-run.tolerated",
    distributed,
    "A Map Run fails once more items failed than it tolerates, and stops its children.",
    "§9.6",
    "§0 ToleratedFailurePercentage / Count",
    "§10.1 States.ItemReaderFailed / ResultWriterFailed / ExceedToleratedFailureThreshold",
  ),
  rule(
    "map-run.billed",
    guide("Transitions"),
    "Each child that begins is a transition of its parent's, and so is each redrive; Express children are billed by their time besides.",
  ),
  rule(
    "map-run.redriven",
    guide("Redriving Map Runs"),
    "A redriven execution redrives its failed Map Run: Standard children that did not succeed go on where they failed, Express ones begin anew; at most 1,000 times.",
    "§0 MapRun redrives",
  ),
  rule(
    "map-run.open",
    guide("Quotas"),
    "An account has so many open Map Runs; further ones wait after MapRunStarted.",
    "§0 open Map Runs",
  ),
  rule(
    "map-run.results",
    guide("ResultWriter"),
    "Results are files of the children by how they ended, also where the run fails, and a manifest; a file has 5 GB at most, and WriterConfig says what they tell of each child.",
    "§9.7",
    "§0 ResultWriter file",
  ),
  rule(
    "map-run.items",
    guide("ItemReader"),
    "Items are read from objects of S3: CSV with a header of 10 KiB at most, JSON, JSON Lines, and listings.",
    "§0 CSV header",
  ),
  rule(
    "map-run.anew",
    distributed,
    "A Retry of the Map begins a new Map Run with all items.",
    "§9.8",
  ),
];
