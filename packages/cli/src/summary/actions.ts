import { number, type ActionReport, type RunReport, type StepReport } from "@orrery/aws";
import { formatDuration, unreachable, type Duration } from "@orrery/kernel";
import { wrapped } from "./format.ts";
import type { Drawing } from "./table.ts";

/** What was done to the architecture, and how AWS answered; empty where nothing was. */
export function actionList({ actions }: RunReport, { columns, colors }: Drawing): string {
  if (actions.length === 0) return "";
  const lines = actions.flatMap(({ at, do: said, outcome, steps = [] }) => [
    wrapped(`${formatDuration(at as Duration)} ${said}: ${wordsOf(outcome, steps)}`, columns, "  "),
    ...steps.map((step) => wrapped(`  ${stepLine(step)}`, columns, "    ")),
  ]);
  return [colors.bold("actions"), ...lines].join("\n");
}

const verbs = { adds: "added", changes: "changed", replaces: "made anew", removes: "removed" };

/** `Orders~2 made anew from 10 m to 11 m`. */
function stepLine(step: StepReport): string {
  const { logicalId, change, from, until, end } = step;
  if (from === null) return `${logicalId} not ${verbs[change]}`;
  const ended = until === null ? "" : ` to ${formatDuration(until as Duration)}`;
  const taken = { failed: ", which failed", undone: ", and taken back" };
  const back = end === undefined ? "" : taken[end];
  const held =
    step.held === undefined || step.held === 0 ? "" : `, with ${number(step.held)} in it`;
  return `${logicalId} ${verbs[change]} from ${formatDuration(from as Duration)}${ended}${back}${held}`;
}

function wordsOf(outcome: ActionReport["outcome"], steps: readonly StepReport[]): string {
  switch (outcome?.type) {
    case undefined:
      return steps.some(({ from }) => from !== null)
        ? "not over when the run ended"
        : "not done before the run ended";
    case "deployed":
      return steps.length === 0 ? "deployed, and changed nothing" : "deployed";
    case "rolledBack":
      return `rolled back, since ${outcome.logicalId} failed with ${outcome.code}: ${outcome.message}`;
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
