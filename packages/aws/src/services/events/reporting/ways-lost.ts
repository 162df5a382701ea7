import type { WayLost } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { targetsOf, type SeenBus } from "./seen-bus.ts";

/** How a bus loses events that it accepted, by target; what no rule wants is meant for nobody. */
export const waysLost = (bus: SeenBus, run: SeenRun): readonly WayLost[] =>
  targetsOf(bus, run).flatMap(({ tally, name, deadLetterQueue, rule }): readonly WayLost[] => [
    {
      type: "lost",
      count: tally.dropped,
      never: null,
      text: `not delivered to ${name} by rule ${rule.name} of ${bus.name}`,
    },
    {
      type: "deadLetters",
      count: tally.deadLetters,
      never: deadLetterQueue === null ? `its target ${name} has no dead-letter queue` : null,
      text: `for ${name} given up to ${deadLetterQueue ?? "a dead-letter queue"}`,
    },
  ]);
