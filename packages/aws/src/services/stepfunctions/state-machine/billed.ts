import type { Instant } from "@orrery/kernel";
import { stepFunctionsLimits } from "../limits.ts";
import type { Turn } from "./declarations.ts";
import { revisionAt } from "./revisions.ts";
import type { Execution } from "./state.ts";

/** What Express is billed for: its time and its memory, in steps. */
export function billedOf(
  { machine, context }: Pick<Turn, "machine" | "context">,
  execution: Readonly<Execution>,
  until: Instant,
): { readonly milliseconds: number; readonly megabytes: number } {
  const { billedTime, billedMegabytes } = stepFunctionsLimits;
  const { definition } = revisionAt(machine, execution.revision);
  const own = (definition.length + execution.size) / 1_048_576;
  // The first step has room for what every execution takes besides.
  const beyond = context.settings.assumed.expressMemory - billedMegabytes + own;
  const steps = Math.max(1, Math.ceil((until - execution.startedAt) / billedTime));
  return {
    milliseconds: (steps * billedTime) / 1_000,
    megabytes: Math.max(1, Math.ceil((beyond + 1) / billedMegabytes)) * billedMegabytes,
  };
}
