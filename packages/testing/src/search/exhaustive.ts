import { DefectError, type Oracle, type Simulation } from "@orrery/kernel";
import type { Strategy } from "./strategy.ts";

/** What {@link exhaustive} may be told. */
export interface ExhaustiveOptions {
  /** At most so many answers of a run are other than the usual one. @defaultValue any number */
  readonly deviations?: number;
  /** Whether runs stop where a state was seen before. @defaultValue true */
  readonly pruning?: boolean;
  /** Whether events at one instant may happen in any order. @defaultValue true */
  readonly ordersTies?: boolean;
  /**
   * Whether states count as one that differ in which of several alike things is which, such as messages of one
   * content: not for problems that ask for one of those by its number. @defaultValue true
   */
  readonly symmetry?: boolean;
}

/** A question that the present run was asked, and where the search is in its alternatives. */
interface Question {
  taken: number;
  readonly alternatives: number;
  /** How many before it were answered otherwise than usual. */
  readonly deviatedBefore: number;
}

/**
 * Every run there is, depth first: each run repeats the one before up to its last question that has
 * alternatives left, and takes the next of them.
 */
export function exhaustive({
  deviations = Infinity,
  pruning = true,
  ordersTies = true,
  symmetry: upToNames = true,
}: ExhaustiveOptions = {}): Strategy {
  const path: Question[] = [];
  // By state, with how many more deviations it was left.
  const visited = new Map<number, number>();
  let asked = 0;
  let deviated = 0;
  let begun = false;
  /** At the last of so many questions the run leaves the one before. */
  let known = 0;
  // What differs in the order of ties alone is another number of deviations away from what follows.
  const ties = ordersTies && deviations === Infinity ? "inAnyOrder" : "inOrder";

  const oracle: Oracle = {
    ordersTies,
    choose(_component, label, _key, _nth, weights) {
      const left = deviations - deviated;
      if (asked === path.length) {
        const alternatives = left > 0 ? weights.length : 1;
        path.push({ taken: 0, alternatives, deviatedBefore: deviated });
      }
      const question = path[asked]!;
      if (question.taken >= weights.length) {
        throw new DefectError(`a repeated run was asked another question, "${label}"`);
      }
      asked += 1;
      if (question.taken !== 0) deviated += 1;
      return question.taken;
    },
  };

  return {
    next() {
      if (begun) {
        while (
          path.length > 0 &&
          path[path.length - 1]!.taken + 1 >= path[path.length - 1]!.alternatives
        ) {
          path.pop();
        }
        if (path.length === 0) return null;
        path[path.length - 1]!.taken += 1;
      }
      begun = true;
      asked = 0;
      deviated = 0;
      known = path.length;
      return oracle;
    },
    ...(pruning
      ? {
          prunes(hash: Simulation["canonicalHash"]) {
            if (asked < known) return false;
            const state = hash({ ties, upToNames });
            const left = deviations - deviated;
            const before = visited.get(state);
            if (before !== undefined && before >= left) return true;
            visited.set(state, left);
            return false;
          },
        }
      : {}),
    trail: {
      asked: () => asked,
      repeated: () => Math.max(0, known - 1),
      beginAt(questions) {
        asked = questions;
        deviated = path[questions]?.deviatedBefore ?? 0;
      },
    },
  };
}
