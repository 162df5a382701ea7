import { checkAction, type ScenarioAction } from "@orrery/aws";
import { formatDuration } from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import { callOf } from "./calls.ts";
import { deployIn, deployLine } from "./deployments.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { actionTargets, idNamed } from "./targets.ts";

/** What is done to the architecture, and when. */
export const actionsOf = (
  document: ScenarioDocument,
  architecture: Architecture,
): readonly ScenarioAction[] =>
  (document.content.actions ?? []).map(({ at: when, do: said }, place) => {
    const path = ["actions", place];
    const { duration } = document.content;
    if (when >= duration) {
      const problem = `expected less than the run's ${formatDuration(duration)}, received ${formatDuration(when)}`;
      fail(document, [...path, "at"], problem);
    }
    const deploy = deployIn(said);
    if (deploy !== null) {
      const planned = architecture.updates.get(place) ?? [];
      const branches = planned.map(({ key: _, requests: __, ...branch }) => branch);
      const stack = deploy.stack === undefined ? {} : { stack: deploy.stack };
      return { at: when, do: { type: "deploy", line: deployLine(deploy), ...stack, branches } };
    }
    const targets = actionTargets(document, architecture);
    if (typeof said !== "string") {
      const { service, operation, params } = callOf(document, [...path, "do"], said, architecture);
      return { at: when, do: { type: "call", service, operation, params } };
    }
    const idOf = (name: string) => idNamed(document, [...path, "do"], name, architecture);
    const action: ScenarioAction = { at: when, do: { type: "line", line: withIds(said, idOf) } };
    // Where AWS refuses to make a resource, the run says so.
    if (targets !== null) at(document, [...path, "do"], () => checkAction("", action, targets));
    return action;
  });

/** A line with logical ids in place of the names that it has: of what it is done to, and of where that goes. */
function withIds(line: string, idOf: (name: string) => string): string {
  const [, verb = "", name = "", rest = ""] = /^(\s*\S+\s+)([^\s.]+)(.*)$/s.exec(line) ?? [];
  if (name === "") return line;
  // What is set may be any text.
  const others = /^\s*(?:set|unset)\s/.test(line)
    ? rest
    : rest.replace(/(\sto\s+)(\S+)/, (_, to: string, other: string) => to + idOf(other));
  return verb + idOf(name) + others;
}
