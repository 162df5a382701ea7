import { setImmediate } from "node:timers/promises";
import cliProgress from "cli-progress";
import type { Simulation } from "@orrery/kernel";

/** Shows how far a run is, on standard error and only where that is a terminal. */
export class Progress {
  private readonly bar: cliProgress.SingleBar | null;
  private readonly startedAt = performance.now();
  private shownAt = 0;

  constructor(virtualSeconds: number, terminal: boolean = process.stderr.isTTY === true) {
    this.bar = terminal
      ? new cliProgress.SingleBar(
          {
            format: "{bar} {percentage}% of {total} s · {events} events · {speed} events/s · {eta} s left",
            stream: process.stderr,
            clearOnComplete: true,
            hideCursor: true,
          },
          cliProgress.Presets.shades_classic,
        )
      : null;
    this.bar?.start(Math.ceil(virtualSeconds), 0, { events: 0, speed: 0 });
  }

  /** Seconds since the start, by the wall clock. */
  get seconds(): number {
    return (performance.now() - this.startedAt) / 1_000;
  }

  show(simulation: Simulation): void {
    const now = performance.now();
    if (this.bar === null || now - this.shownAt < 100) return;
    this.shownAt = now;
    const events = simulation.events;
    this.bar.update(Math.floor(simulation.now / 1_000_000), {
      events: events.toLocaleString("en-US"),
      speed: Math.round(events / this.seconds).toLocaleString("en-US"),
    });
  }

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
