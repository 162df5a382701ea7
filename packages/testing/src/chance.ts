import {
  keyedRandom,
  keyedSeedFor,
  next,
  streamFor,
  type AnyMachine,
  type StreamState,
} from "@orrery/kernel";

/** Answers a machine's choices by label. */
export type Choose = (label: string, key: number, weights: readonly number[]) => number;

/** The streams of a driven machine, and who answers its choices. */
export class Chance {
  private readonly seed: number;
  private readonly answer: Choose;
  private readonly machine: AnyMachine;
  private readonly streams: readonly StreamState[];

  constructor(seed: number, choose: Choose, machine: AnyMachine) {
    this.seed = seed;
    this.answer = choose;
    this.machine = machine;
    this.streams = machine.purposes.names.map((purpose) => streamFor(seed, "driven", 0, purpose));
  }

  random(purpose: number): number {
    return next(this.streams[purpose]!);
  }

  randomFor(purpose: number, key: number): number {
    const name = this.machine.purposes.names[purpose]!;
    const [low, high] = keyedSeedFor(this.seed, "driven", 0, name);
    return keyedRandom(low, high, key);
  }

  choose(choice: number, key: number, weights: readonly number[]): number {
    return this.answer(this.machine.choices.names[choice]!, key, weights);
  }
}
