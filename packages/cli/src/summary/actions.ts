import type { ActionOutcome, RunReport } from "@orrery/aws";
import { formatDuration, unreachable, type Duration } from "@orrery/kernel";
import { wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** What was done to the architecture, and how AWS answered; empty where nothing was. */
export function actionList({ actions }: RunReport, { columns, colors }: Drawing): string {
  if (actions.length === 0) return "";
  const lines = actions.map(({ at, do: said, outcome }) =>
    wrapped(`${formatDuration(at as Duration)} ${said}: ${wordsOf(outcome)}`, columns, "  "),
  );
  return [colors.bold("actions"), ...lines].join("\n");
}

function wordsOf(outcome: ActionOutcome | null): string {
  switch (outcome?.type) {
    case undefined:
      return "not done before the run ended";
    case "done":
      return "done";
    case "changedNothing":
      return "done, and changed nothing";
    case "refused":
      return `refused with ${outcome.code}: ${outcome.message}`;
    case "lost":
      return "never answered";
    default:
      return unreachable(outcome);
  }
}
