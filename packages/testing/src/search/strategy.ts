import {
  keyedRandom,
  keyedSeedFor,
  seededOracle,
  type Oracle,
  type Simulation,
  type Touched,
} from "@orrery/kernel";

/** How a search goes through the runs that a scenario may have. */
export interface Strategy {
  /** Who answers the choices of the next run; `null` when every run was seen. */
  next(): Oracle | null;
  /**
   * Whether the run may stop here, since all that can follow was or will be seen. Asked between two
   * events with the simulation's canonical hash, by strategies that prune alone.
   */
  prunes?(hash: Simulation["canonicalHash"]): boolean;
  /** Hears after each event which it was, by its number in {@link Oracle.choose}, and what it touched. */
  happened?(event: number, touched: Touched): void;
  /** What it leaves out; left out itself: nothing. */
  readonly reduction?: Reduction;
  /** Of strategies whose runs repeat the one before up to some question. */
  readonly trail?: Trail;
}

/** What a search leaves out, since what it sees stands for it. */
export interface Reduction {
  /** Other orders of events at one instant that touch nothing of the same. */
  readonly partialOrder: boolean;
  /** States that differ in which of several alike things is which. */
  readonly symmetry: boolean;
}

/** Where a run is among the questions of the one before. */
export interface Trail {
  /** How many questions it was asked. */
  asked(): number;
  /** How many of them, from the first on, it answers as the one before. */
  repeated(): number;
  /** What there is to know of this moment besides. */
  moment(): unknown;
  /**
   * Lets the run begin where the one before had been asked so many, {@link repeated} at the most, and had this
   * {@link moment}.
   */
  beginAt(asked: number, moment: unknown): void;
}

/** Chance by weight under one seed after another: what happens in production happens here as often. */
export function seeds(first = 1): Strategy {
  let seed = first - 1;
  return {
    next: () => {
      seed += 1;
      return seededOracle(seed);
    },
  };
}

/** Every alternative as likely as every other, ties included: what is rare in production is not here. */
export function randomWalk(seed = 1): Strategy {
  let run = 0;
  return {
    next: () => {
      run += 1;
      const draw = drawsOf(seed, `walk ${run}`);
      return {
        ordersTies: true,
        choose: (_component, _label, _key, _nth, weights) => Math.floor(draw() * weights.length),
      };
    },
  };
}

/** What {@link probabilisticConcurrency} may be told. */
export interface ConcurrencyOptions {
  readonly seed?: number;
  /** How many orderings must be as they are for the failure to show, 1 or more. @defaultValue 3 */
  readonly depth?: number;
  /** About how many ties a run has. @defaultValue 100 */
  readonly ties?: number;
}

/**
 * Probabilistic concurrency testing: components have random priorities, and the first of the tied
 * events is the one for the component with the highest. At `depth` − 1 random ties the priority of
 * the one that would go first falls below all others. It finds a failure that needs `depth` orderings
 * with a chance of at least 1 / (components × ties^(depth − 1)) in each run. All other choices fall by
 * chance, by weight.
 *
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic
 * Guarantees of Finding Bugs", ASPLOS 2010.
 */
export function probabilisticConcurrency({
  seed = 1,
  depth = 3,
  ties = 100,
}: ConcurrencyOptions = {}): Strategy {
  let run = 0;
  return {
    next: () => {
      run += 1;
      const draw = drawsOf(seed, `priorities ${run}`);
      const chance = seededOracle(`${seed} ${run}`);
      const changes = Array.from({ length: depth - 1 }, () => Math.floor(draw() * ties));
      const priorities = new Map<string, number>();
      const priorityOf = (name: string): number => {
        let priority = priorities.get(name);
        if (priority === undefined) priorities.set(name, (priority = 1 + draw()));
        return priority;
      };
      const highestOf = (names: readonly string[]): number =>
        names.reduce(
          (best, name, place) => (priorityOf(name) > priorityOf(names[best]!) ? place : best),
          0,
        );
      let seen = 0;
      return {
        ordersTies: true,
        choose(component, label, key, nth, weights, names) {
          if (names === undefined) return chance.choose(component, label, key, nth, weights);
          const change = changes.indexOf(seen);
          seen += 1;
          // Below all that was given before, and below the changes that came earlier.
          if (change >= 0) priorities.set(names[highestOf(names)]!, -change);
          return highestOf(names);
        },
      };
    },
  };
}

/** Uniform numbers that follow from a seed and a name. */
function drawsOf(seed: number, name: string): () => number {
  const [low, high] = keyedSeedFor(seed, "search", 0, name);
  let drawn = 0;
  return () => keyedRandom(low, high, (drawn += 1));
}
