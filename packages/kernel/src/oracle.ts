import { keyedRandom, keyedSeedFor } from "./random/keyed.ts";

/** A question that was answered otherwise than usual, as a token holds it. */
export interface Choice {
  readonly component: string;
  readonly label: string;
  /** Which entity was asked about. */
  readonly key: number;
  /** How often this component, label and key had been asked before. */
  readonly nth: number;
  /** Which alternative was taken; 0 is the usual. */
  readonly taken: number;
}

/** Who answers the questions that have several true answers. The kernel keeps count of them. */
export interface Oracle {
  /**
   * Which of `weights.length` alternatives holds, as an index; 0 is what normally happens. Where the
   * question is which event goes first, `names` are the components that the events are for, and `events` are
   * the events, each by a number that it keeps for as long as it waits, in forks too.
   */
  choose(
    component: string,
    label: string,
    key: number,
    nth: number,
    weights: readonly number[],
    names?: readonly string[],
    events?: readonly number[],
  ): number;
  /** Whether it also says which of several events at one instant goes first. */
  readonly ordersTies: boolean;
}

/**
 * Chance by weight. An answer depends on the seed and on (component, label, key, nth) only, so a
 * question more or less elsewhere changes no other answer.
 */
export function seededOracle(seed: number | string): Oracle {
  const seeds = new Map<string, Map<string, readonly [number, number]>>();
  const seedsOf = (component: string, label: string) => {
    let labels = seeds.get(component);
    if (labels === undefined) {
      labels = new Map<string, readonly [number, number]>();
      seeds.set(component, labels);
    }
    let pair = labels.get(label);
    if (pair === undefined) {
      labels.set(label, (pair = keyedSeedFor(seed, component, 0, `choice ${label}`)));
    }
    return pair;
  };
  return {
    ordersTies: false,
    choose(component, label, key, nth, weights) {
      const [low, high] = seedsOf(component, label);
      return pick(keyedRandom(low, high ^ Math.imul(nth, 0x9e3779b1), key), weights);
    },
  };
}

/** The usual answer to every question, so that nothing rare happens. */
export const usualOracle: Oracle = { ordersTies: false, choose: () => 0 };

/** `choices` where they were made, and `otherwise` everywhere else. */
export function replayOracle(choices: readonly Choice[], otherwise: Oracle): Oracle {
  const taken = new Map<string, number>();
  for (const choice of choices) {
    taken.set(placeOf(choice.component, choice.label, choice.key, choice.nth), choice.taken);
  }
  return {
    ordersTies: otherwise.ordersTies,
    choose(component, label, key, nth, weights, names, events) {
      const answer = taken.get(placeOf(component, label, key, nth));
      if (answer !== undefined && answer < weights.length) return answer;
      return otherwise.choose(component, label, key, nth, weights, names, events);
    },
  };
}

/** An oracle that answers as `oracle` does and keeps the unusual answers in `choices`. */
export function recordingOracle(oracle: Oracle, choices: Choice[]): Oracle {
  return {
    ordersTies: oracle.ordersTies,
    choose(component, label, key, nth, weights, names, events) {
      const taken = oracle.choose(component, label, key, nth, weights, names, events);
      if (taken !== 0) choices.push({ component, label, key, nth, taken });
      return taken;
    },
  };
}

const placeOf = (component: string, label: string, key: number, nth: number): string =>
  JSON.stringify([component, label, key, nth]);

/** The alternative that `draw`, in [0, 1), falls on. */
function pick(draw: number, weights: readonly number[]): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = draw * total;
  for (let index = 0; index < weights.length; index += 1) {
    rest -= weights[index]!;
    if (rest < 0) return index;
  }
  return 0;
}
