import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { PipeContext } from "./declarations.ts";
import type { Execution } from "./state.ts";
import type { PipeFacts } from "./template-text.ts";

/** What templates may say of a pipe and of a batch. */
export const factsOf = (
  { beganAt }: Pick<Execution, "beganAt">,
  { settings }: PipeContext,
): PipeFacts => ({
  name: settings.name,
  arn: settings.arn,
  source: settings.source,
  enrichment: settings.enrichment?.arn ?? "",
  target: settings.target.arn,
  ingestionTime: `${formatWallClock(wallClockAt(settings.epochMilliseconds, beganAt)).slice(0, 19)}Z`,
});
