import { faultsSaid } from "../service/fault-said.ts";
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
    const faults = faultsSaid(
      [...targets, source].map(({ name }) => name),
      view,
    );
    return `${names.join(" and ")}: ${[...fates, ...faults].join("; ")}`;
  });
