import { warningTopics } from "../../service/reporting.ts";
import { allKinds } from "../../services.ts";
import type { Run } from "../run.ts";
import { viewOf, type RunView } from "../run-view.ts";
import { absenceWarnings } from "./absences.ts";
import { actionWarnings, removalWarnings } from "./actions.ts";
import { faultWarnings } from "./faults.ts";
import { permissionWarnings } from "./permissions.ts";
import { unmodeledWarnings } from "./unmodeled.ts";
import { workloadWarnings } from "./workload.ts";

/**
 * What a careful reader of a run would point out, a sentence each: what never came, what kinds of
 * resources warn about, and what the scenario says to no effect.
 */
export function warningsOf(run: Run, view: RunView = viewOf(run)): readonly string[] {
  return [
    ...workloadWarnings(view),
    ...kindWarnings(view),
    ...absenceWarnings(view),
    ...permissionWarnings(view),
    ...actionWarnings(view),
    ...removalWarnings(view),
    ...faultWarnings(view),
    ...unmodeledWarnings(view),
  ];
}

const kindWarnings = (view: RunView): readonly string[] =>
  warningTopics.flatMap((topic) =>
    [...allKinds].flatMap(([name, kind]) => {
      const all = view.ofKind(name);
      return all.length === 0 ? [] : (kind.reporting?.warnings?.[topic]?.(all, view) ?? []);
    }),
  );
