import { formatDuration, type Duration } from "@orrery/kernel";
import { actionsOf } from "../action-report.ts";
import { number } from "../../text/figures.ts";
import type { RunView } from "../run-view.ts";
import { heldAt } from "../update/timeline.ts";

/** What updates removed with something in it, which then is nowhere. */
export const removalWarnings = (view: RunView): readonly string[] => {
  const { updates } = view.run;
  if (updates === null) return [];
  return actionsOf(view, null).flatMap(({ steps = [] }) =>
    steps.flatMap(({ logicalId, change, from }) => {
      if (change !== "removes" || from === null) return [];
      const held = heldAt(updates, logicalId, from) ?? 0;
      const at = formatDuration(from as Duration);
      return held === 0
        ? []
        : [`${logicalId} was removed at ${at} with ${number(held)} in it, which nobody got.`];
    }),
  );
};

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
