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

/** Where the streams and choices of a driven machine are. */
export interface ChancePosition {
  readonly streams: readonly StreamState[];
  readonly answers: number;
}

/**
 * Streams and answers that can be taken back, so that a recipe that is run twice meets the same
 * chance. Answers given once are given again.
 */
export class RewindableChance {
  private readonly seed: number;
  private readonly answer: Choose;
  private readonly machine: AnyMachine;
  private streams: StreamState[];
  private readonly answers: number[] = [];
  private answered = 0;

  constructor(seed: number, choose: Choose, machine: AnyMachine) {
    this.seed = seed;
    this.answer = choose;
    this.machine = machine;
    this.streams = machine.purposes.names.map((purpose) => streamFor(seed, "driven", 0, purpose));
  }

  position(): ChancePosition {
    return { streams: this.streams.map((stream) => ({ ...stream })), answers: this.answered };
  }

  rewind({ streams, answers }: ChancePosition): void {
    this.streams = streams.map((stream) => ({ ...stream }));
    this.answered = answers;
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
    if (this.answered === this.answers.length) {
      this.answers.push(this.answer(this.machine.choices.names[choice]!, key, weights));
    }
    this.answered += 1;
    return this.answers[this.answered - 1]!;
  }
}
