/**
 * The invocations that led to a payload: how often each function ran in that chain of requests. AWS
 * keeps it in the trace header under the name Lineage; here it is a part of the payload's trail.
 */
export type Lineage = readonly Generation[];

/** One function's part of a {@link Lineage}. */
export interface Generation {
  /** The number of the function's resource. */
  readonly function: number;
  /** How often it ran in the chain, from 1. */
  readonly count: number;
}

/** How often a function ran in a chain. */
export function runsIn(lineage: Lineage | null, functionNumber: number): number {
  if (lineage === null) return 0;
  for (const generation of lineage) {
    if (generation.function === functionNumber) return generation.count;
  }
  return 0;
}

/** A chain with one more invocation of a function, which is counted up to `most`. */
export function continued(lineage: Lineage | null, functionNumber: number, most: number): Lineage {
  const before = lineage ?? [];
  const count = Math.min(runsIn(lineage, functionNumber) + 1, most);
  const others = before.filter((generation) => generation.function !== functionNumber);
  return [...others, { function: functionNumber, count }];
}

/** Two chains that lead to one payload, each function with the larger of its counts. */
export function merged(one: Lineage | null, other: Lineage | null): Lineage | null {
  if (one === null || one === other) return other;
  if (other === null) return one;
  const kept = one.map((generation) => {
    const count = runsIn(other, generation.function);
    return count > generation.count ? { ...generation, count } : generation;
  });
  return [...kept, ...other.filter((generation) => runsIn(one, generation.function) === 0)];
}
