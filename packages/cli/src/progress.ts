import { setImmediate } from "node:timers/promises";
import cliProgress from "cli-progress";
import type { Simulation } from "@orrery/kernel";
import type { Terminal } from "./terminal.ts";

/** Shows how far a run is, on standard error and only where somebody looks at it. */
export class Progress {
  private readonly bar: cliProgress.SingleBar | null;
  private readonly startedAt = performance.now();
  private shownAt = this.startedAt;

  /**
   * @param virtualSeconds how long the run is.
   * @param stream where it is shown; a terminal.
   */
  constructor(
    virtualSeconds: number,
    { showsProgress }: Pick<Terminal, "showsProgress">,
    stream: NodeJS.WritableStream = process.stderr,
  ) {
    this.bar = showsProgress
      ? new cliProgress.SingleBar(
          {
            format:
              "{bar} {percentage}% of {total} s · {events} events · {speed}/s · {eta_formatted} left",
            stream,
            barsize: 20,
            clearOnComplete: true,
            hideCursor: true,
          },
          cliProgress.Presets.shades_classic,
        )
      : null;
    this.bar?.start(Math.ceil(virtualSeconds), 0, { events: "0", speed: "0" });
  }

  /** Seconds since the start, by the wall clock. */
  get seconds(): number {
    return (performance.now() - this.startedAt) / 1_000;
  }

  /** Shows where the simulation is, ten times a second at most. */
  show(simulation: Pick<Simulation, "now" | "events">): void {
    const now = performance.now();
    if (this.bar === null || now - this.shownAt < 100) return;
    this.shownAt = now;
    this.bar.update(Math.floor(simulation.now / 1_000_000), {
      events: simulation.events.toLocaleString("en-US"),
      speed: Math.round(simulation.events / this.seconds).toLocaleString("en-US"),
    });
  }

  /** Takes the bar away. */
  stop(): void {
    this.bar?.stop();
  }
}

/**
 * Takes all of `steps`, letting signals in between; stops at Ctrl-C.
 *
 * @returns what the steps returned, or `null` when it was stopped.
 */
export async function untilInterrupted<Step, Result>(
  steps: Iterator<Step, Result>,
  each: (step: Step) => void,
): Promise<{ readonly result: Result } | null> {
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  process.once("SIGINT", interrupt);
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { result: step.value };
      each(step.value);
      await setImmediate();
      if (interrupted) return null;
    }
  } finally {
    process.removeListener("SIGINT", interrupt);
  }
}
