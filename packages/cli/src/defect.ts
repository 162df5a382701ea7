import type { Run } from "@orrery/aws";
import {
  DefectError,
  fingerprintOf,
  formatDuration,
  formatToken,
  type Duration,
} from "@orrery/kernel";
import { thrownText } from "./files.ts";

/** A defect that a run under way has thrown, with all that repeats it; `repeat` is the command that does. */
export function defectIn(run: Run, error: unknown, repeat: string): DefectError {
  const { simulation, seed, scenario } = run;
  const token = formatToken(fingerprintOf(scenario), { seed, choices: [] });
  const at = formatDuration(simulation.now as number as Duration);
  return new DefectError(
    `${thrownText(error)}\n` +
      `  seed   ${JSON.stringify(seed)}, in event ${simulation.events - 1} at ${at}\n` +
      `  token  ${token}\n` +
      `  repeat ${repeat}`,
    { cause: error },
  );
}
