import type { Distribution } from "@orrery/kernel";
import type { Seen, SeenRun } from "../../../../service/seen.ts";
import type { FunctionSettings } from "../../config.ts";
import { failsMessages } from "../messages.ts";

/** A function in a run. */
export type SeenFunction = Seen<FunctionSettings>;

/** Whether by the scenario no invocation of a function can end with an error. */
export function neverFails({ name, settings }: SeenFunction, run: SeenRun): boolean {
  const { behavior, timeout, environments } = settings;
  if (behavior.type !== "profile" || behavior.failures > 0 || failsMessages(behavior)) return false;
  if (behavior.calls.length > 0) return false;
  if (run.faultsOf(name).some(({ type }) => ownFaults.has(type))) return false;
  const longest = mostOf(behavior.duration) + mostOf(environments.firstCall);
  return behavior.durationPerItem === null && longest <= timeout;
}

/** Those that end invocations with an error, or make them longer. */
const ownFaults: ReadonlySet<string> = new Set(["crash", "fail", "slow"]);

const mostOf = (distribution: Distribution): number =>
  distribution.type === "constant" ? distribution.value : Infinity;
