import { runExperiment, type Batch, type Experiment } from "./experiment.ts";
import type { ValueObject } from "../value.ts";

/** The measured experiments watched a function for 28 hours and looked every minute. */
const measuredBatch = { samplesInBatch: 28 * 60, every: 60 };

/** When the experiments were made. */
export const measuredOn = "2020-06-01";

/** A measured experiment as it was written down. */
export const measuredExperiment = (input: ValueObject): Experiment => ({
  arrivalRate: Number(input.arrivalRate),
  warmService: Number(input.warmServiceMs) / 1_000,
  coldService: Number(input.coldServiceMs) / 1_000,
  idleLifetime: Number(input.idleTimeoutMinutes) * 60,
  concurrency: 1_000,
  asOf: measuredOn,
});

/** Repeats a measured experiment. One more is left out: the function starts without environments. */
export const repeated = (experiment: Experiment, repetitions: number): readonly Batch[] =>
  runExperiment(experiment, { ...measuredBatch, count: repetitions + 1 }).slice(1);
