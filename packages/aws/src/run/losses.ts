import { formatDuration } from "@orrery/kernel";
import type { LossSaid } from "../service/reporting.ts";
import type { Relation, Seen } from "../service/seen.ts";
import { allKinds } from "../services.ts";
import type { RunView } from "./run-view.ts";

/** What was given up or lost, and why, by resource in the order of the run's. */
export const lossesOf = (view: RunView): readonly LossSaid[] =>
  view.resources.flatMap((seen) => {
    const losses = allKinds.get(seen.kind)?.reporting?.losses?.(seen, view) ?? [];
    return losses.map((loss) =>
      loss.type === "givenUp"
        ? { ...loss, details: [...loss.details, ...readersOf(seen, view)] }
        : loss,
    );
  });

/** What became of what was received, by reader, and the faults that struck it. */
const readersOf = (source: Seen, view: RunView): readonly string[] =>
  view.into(source, "reads").map(({ from }: Relation) => {
    const targets = view.outOf(from, "sendsTo").flatMap(({ to }) => to ?? []);
    const fates = allKinds.get(from.kind)?.reporting?.fates?.(from, view) ?? [];
    const names = targets.length === 0 ? [from.name] : targets.map(({ name }) => name);
    const struck = [...targets, source].flatMap(({ name }) => faultsOf(name, view));
    const more = struck.length - mostFaults;
    const faults = more > 0 ? [...struck.slice(0, mostFaults), `${more} more faults`] : struck;
    return `${names.join(" and ")}: ${[...fates, ...faults].join("; ")}`;
  });

const faultsOf = (logicalId: string, view: RunView): readonly string[] =>
  view
    .faultsOf(logicalId)
    .map(
      ({ name, from, until }) =>
        `${name} of ${logicalId} from ${formatDuration(from)} to ${formatDuration(until)}`,
    );

const mostFaults = 3;
