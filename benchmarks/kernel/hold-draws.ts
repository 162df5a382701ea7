/** The hold model's measure: how many wait, how many steps, and what else is in the mix. */
export interface HoldSettings {
  readonly waiting: number;
  readonly steps: number;
  /** Whether each third step also cancels one that waits, and schedules another for it. */
  readonly cancels: boolean;
  /** Whether events fall on whole milliseconds, so that many are due at once. */
  readonly ties: boolean;
}

/** The settings that a program was given, in order. */
export function holdSettingsOf(args: readonly string[]): HoldSettings {
  const [waiting, steps, cancels, ties] = args.map(Number);
  return { waiting: waiting!, steps: steps!, cancels: cancels === 1, ties: ties === 1 };
}

/** All random numbers of a run, drawn before the clock starts; the same in every language. */
export function holdDraws({ waiting, steps, cancels, ties }: HoldSettings): {
  readonly delays: Int32Array;
  /** Which of the waiting events each cancellation strikes. */
  readonly victims: Int32Array;
} {
  const grain = ties ? 1_000 : 1;
  const cancellations = cancels ? Math.floor((steps + 2) / 3) : 0;
  let bits = 12_345;
  const draw = () => {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    return bits >>> 0;
  };
  const delays = new Int32Array(waiting + steps + cancellations);
  delays.forEach((_, place) => {
    delays[place] = Math.floor((draw() % 2_000_000) / grain) * grain;
  });
  const victims = new Int32Array(cancellations);
  victims.forEach((_, place) => (victims[place] = draw() % waiting));
  return { delays, victims };
}
