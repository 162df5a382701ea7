import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { allKinds, continueRun, prepareRun, viewOf, type RunView, type Seen } from "@orrery/aws";
import { lintTemplate, readScenario, readScenarioDocument, withPlaces } from "@orrery/templates";
import { isFolder, textOfFile } from "../../packages/cli/src/files.ts";
import { draftOf } from "../../packages/cli/src/scenario-draft.ts";

/** What came of a template that was run with a workload to each of its entries. */
export interface TemplateRun {
  /** The folder that it is in. */
  readonly name: string;
  readonly resources: number;
  /** Types of resources that are not modeled, and of which nothing is known but their names. */
  readonly opaque: readonly string[];
  /** What the workloads are for. */
  readonly entries: readonly string[];
  /** Simulated resources that count what comes to them, by what came in the run. */
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
  /** Those of the unreached that get something only after a failure: dead-letter queues, topics of alarms. */
  readonly spared: readonly string[];
  /** What workloads brought, and what of that was taken. */
  readonly offered: number;
  readonly accepted: number;
  /** Why the run ended before its time; `null`: it did not. */
  readonly ended: string | null;
}

/** Less of a load, for a shorter time: what is asked is whether it comes through. */
const shorter = (draft: string): string =>
  draft.replaceAll("rate: 10/s", "rate: 1/s").replace("duration: 10m", "duration: 3m");

/** Runs a template as `orrery init` would have it, with a workload to each entry. */
export function runTemplate(path: string, name: string): TemplateRun {
  const { resources } = lintTemplate(readFileSync(path, "utf8"), path);
  const opaque = resources.filter(({ verdict }) => verdict === "opaque").map(({ type }) => type);
  const sources = { open: (file: string) => ({ path: file, text: textOfFile(file) }), isFolder };
  const output = resolve(dirname(path), "run.scenario.yaml");
  const draft = draftOf({ template: { path, shown: path }, sources, parameters: {}, output });
  const document = readScenarioDocument(shorter(draft), output);
  const read = readScenario(document, sources);
  const run = withPlaces(read, document, () => prepareRun(read.scenario, { seed: 1 }));
  let ended: string | null = null;
  try {
    continueRun(run);
  } catch (error) {
    ended = (error as Error).message; // Nothing else is thrown.
  }
  const view = viewOf(run);
  const counting = view.resources.filter((seen) => incomingOf(seen).length > 0);
  const got = counting.filter((seen) => incomingOf(seen).some((metric) => seen.sum(metric) > 0));
  const missed = counting.filter((seen) => !got.includes(seen));
  const workloads = [...view.reported].filter(([id]) => id.startsWith("workload "));
  const sum = (metric: string): number =>
    workloads.reduce(
      (all, [, component]) => all + (run.simulation.metersOf(component)[metric]?.sum ?? 0),
      0,
    );
  return {
    name,
    resources: resources.length,
    opaque: [...new Set(opaque)].sort(),
    entries: [...new Set(read.scenario.workloads.map(({ to }) => to))],
    reached: got.map(idOf),
    unreached: missed.filter((seen) => !isSpared(seen, view)).map(idOf),
    spared: missed.filter((seen) => isSpared(seen, view)).map(idOf),
    offered: sum("Offered"),
    accepted: sum("Accepted"),
    ended,
  };
}

const idOf = ({ name }: Seen): string => name;

/** The metrics by which a resource counts what comes to it. */
const incomingOf = ({ kind }: Seen): readonly string[] =>
  allKinds.get(kind)?.reporting?.incoming ?? [];

/** Whether something comes to a resource only once something else failed. */
function isSpared(seen: Seen, view: RunView): boolean {
  if (view.into(seen, "givesUpTo").length > 0) return true;
  // An alarm, and what one tells.
  if (/[aA]larm$/.test(seen.kind)) return true;
  const senders = view.into(seen, "sendsTo");
  return senders.length > 0 && senders.every(({ from }) => /[aA]larm$/.test(from.kind));
}
