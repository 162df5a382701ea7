import { formatDuration, type Duration } from "@orrery/kernel";
import { actionsOf } from "../action-report.ts";
import type { RunView } from "../run-view.ts";

/** Actions that did nothing: AWS refused them, or all was as they wanted it already. */
export const actionWarnings = (view: RunView): readonly string[] =>
  actionsOf(view, null).flatMap(({ at, do: said, outcome }): string[] => {
    const action = `The action "${said}" at ${formatDuration(at as Duration)}`;
    switch (outcome?.type) {
      case "changedNothing":
        return [`${action} changed nothing.`];
      case "refused":
        return [`${action} was refused with ${outcome.code}: ${outcome.message}`];
      case "lost":
        return [`${action} was never answered.`];
      case "rolledBack":
        return [
          `${action} was rolled back: ${outcome.logicalId} failed with ${outcome.code}: ${outcome.message}`,
        ];
      case "done":
      case "deployed":
      case undefined:
        return [];
    }
  });
