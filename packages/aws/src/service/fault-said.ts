import { formatDuration } from "@orrery/kernel";
import type { SeenRun } from "./seen.ts";

const mostFaults = 3;

/** The faults of a scenario that are about some resources, in clauses; of many the first few. */
export function faultsSaid(
  logicalIds: readonly string[],
  run: Pick<SeenRun, "faultsOf">,
): readonly string[] {
  const said = logicalIds.flatMap((logicalId) =>
    run
      .faultsOf(logicalId)
      .map(
        ({ name, from, until }) =>
          `${name} of ${logicalId} from ${formatDuration(from)} to ${formatDuration(until)}`,
      ),
  );
  const more = said.length - mostFaults;
  return more > 0 ? [...said.slice(0, mostFaults), `${more} more faults`] : said;
}
