import { unmodeledOperationsOf } from "../function-errors.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** What the scenario says of calls that are not modeled, and that nothing made. */
export const unmodeledWarnings: WarningTopic = ({ run }) => {
  const called = new Set<string>();
  for (const { operation } of unmodeledOperationsOf(run)) {
    called.add(operation);
    called.add(`${operation.slice(0, operation.indexOf(":"))}:*`);
  }
  return Object.keys(run.scenario.unmodeled ?? {})
    .filter((name) => !called.has(name))
    .map((name) => `unmodeled says what ${name} answers, which nothing called.`);
};
