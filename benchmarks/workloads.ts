import type { HoldSettings } from "./kernel/hold-draws.ts";
import type { LossSettings, PholdSettings, StationSettings } from "./kernel/models.ts";

/** The canonical workloads: what is claimed of speed is claimed of these. */

/** M/M/1 at a load of 0.8. Times in microseconds. */
export const singleServer = (customers: number): StationSettings => ({
  betweenArrivals: 1_250,
  service: 1_000,
  customers,
});

/** Erlang's loss model: 100 servers that are offered 100 erlang, of which 7.57 % are lost. */
export const lossGroup = (customers: number): LossSettings => ({
  betweenArrivals: 1_000,
  service: 100_000,
  servers: 100,
  customers,
});

/** PHOLD of 64 processes with 16 jobs each, a lookahead of a tenth of the mean time of a hop. */
export const processes: PholdSettings = { processes: 64, jobs: 16, lookahead: 1_000, mean: 9_000 };

/** The hold model with delays of up to 2 s. */
export const holding = (
  waiting: number,
  steps: number,
  mix: { readonly cancels: boolean; readonly ties: boolean },
): HoldSettings => ({ waiting, steps, ...mix });
