import { checkRunFile, replayRun, type Run } from "@orrery/aws";
import { ConfigError, formatDuration, type Duration, type Instant } from "@orrery/kernel";
import { exitStatus } from "./exit-status.ts";
import { Progress, untilInterrupted } from "./progress.ts";
import { textOfFile } from "./scenario-sources.ts";
import { version } from "./version.ts";

/** Runs a saved run again, says whether it is the same, and gives the exit status. */
export async function replayCommand(path: string, options: { json?: boolean }): Promise<number> {
  const file = checkRunFile(path, parsed(path, textOfFile(path)));
  const progress = new Progress(file.until / 1_000_000);
  const outcome = await untilInterrupted(replayRun(file), (run: Run) =>
    progress.show(run.simulation),
  ).finally(() => progress.stop());
  if (outcome === null) {
    process.stderr.write("interrupted\n");
    return exitStatus.interrupted;
  }
  const { result } = outcome;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ digest: file.digest, ...result })}\n`);
  } else if (result.same) {
    process.stdout.write(`the same: ${file.events.toLocaleString("en-US")} events, digest ${file.digest}\n`);
  } else {
    const since = result.agreed === null ? "from the start" : `after ${placeOf(result.agreed)}`;
    process.stdout.write(
      `different: ${since} and by ${placeOf(result.differing)}, ` +
        `first in ${result.components.join(", ") || "the number of events"}\n`,
    );
    if (file.version !== version) {
      process.stdout.write(`the run was made by version ${file.version}; this is ${version}\n`);
    }
  }
  return result.same ? exitStatus.fine : exitStatus.differs;
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(path, "a run file", (error as Error).message);
  }
}

const placeOf = ({ event, at }: { readonly event: number; readonly at: Instant }): string =>
  `event ${event.toLocaleString("en-US")} (${formatDuration(at as number as Duration)})`;
