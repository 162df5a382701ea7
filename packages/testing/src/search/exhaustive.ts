import {
  DefectError,
  type HashedAspects,
  type Oracle,
  type Simulation,
  type Touched,
} from "@orrery/kernel";
import { nothingSleeps, sleepingAfter, type SeenEvent, type Sleeping } from "./sleeping.ts";
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
   * Whether events at one instant that touch nothing of the same happen in one order only: it leaves out runs, and
   * no state. Where deviations are counted, or runs are not pruned, every order is seen. @defaultValue true
   */
  readonly partialOrder?: boolean;
  /**
   * Whether states count as one that differ in which of several alike things is which, such as messages of one
   * content: not for problems that ask for one of those by its number. @defaultValue true
   */
  readonly symmetry?: boolean;
}

/** A question that the present run was asked, and where the search is in its alternatives. */
interface Question {
  /** The alternatives that are to be seen, and which of them is now. */
  readonly alternatives: readonly number[];
  place: number;
  readonly asked: number;
  /** How many before it were answered otherwise than usual. */
  readonly deviatedBefore: number;
  /** Of one about order, where orders are left out: the events that went first, the present one last. */
  readonly seen: SeenEvent[];
  readonly events: readonly number[];
}

/** A state that was seen, and how it was left. */
interface Visit {
  /** How many more deviations there might have been. */
  left: number;
  /** What was hashed of the events that slept. */
  sleeping: ReadonlySet<number>;
}

const nothing: ReadonlySet<number> = new Set();

/**
 * Every run there is, depth first: each run repeats the one before up to its last question that has
 * alternatives left, and takes the next of them.
 *
 * Of events at one instant that touch nothing of the same, one order is enough. An event that went first at a
 * moment sleeps in the runs in which others go first there, until one comes whose order with it counts
 * (Godefroid's sleep sets, which leave out runs and no state). A state that is met again with other
 * sleepers than before is gone on from with those events that always slept there.
 *
 * Source: Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996, §5 and §6.
 */
export function exhaustive({
  deviations = Infinity,
  pruning = true,
  ordersTies = true,
  partialOrder = true,
  symmetry = true,
}: ExhaustiveOptions = {}): Strategy {
  const path: Question[] = [];
  const visited = new Map<number, Visit>();
  let asked = 0;
  let deviated = 0;
  let begun = false;
  /** At the last of so many questions the run leaves the one before. */
  let known = 0;
  // What differs in the order of ties alone is another number of deviations away from what follows.
  const isUnbounded = ordersTies && deviations === Infinity;
  const leavesOrdersOut = partialOrder && pruning && isUnbounded;
  const aspects: HashedAspects = {
    ties: isUnbounded ? "inAnyOrder" : "inOrder",
    upToNames: symmetry,
  };
  let sleeping = nothingSleeps;
  /** Of what is due next: those that are to go first from here; `null` for all that do not sleep. */
  let wanted: ReadonlySet<number> | null = null;
  /** The question about the order of the event that is under way. */
  let order: Question | null = null;

  const alternativesOf = (count: number, label: string, events: readonly number[]) => {
    if (deviations - deviated <= 0) return [0];
    const all = Array.from({ length: count }, (_, place) => place);
    if (!leavesOrdersOut || label !== "order" || events.length === 0) return all;
    const some = all.filter(
      (place) => !sleeping.has(events[place]!) && (wanted?.has(events[place]!) ?? true),
    );
    return some.length === 0 ? all : some;
  };

  const oracle: Oracle = {
    ordersTies,
    choose(_component, label, _key, _nth, weights, _names, events = []) {
      if (asked === path.length) {
        const alternatives = alternativesOf(weights.length, label, events);
        const question = { alternatives, place: 0, asked: weights.length, events };
        path.push({ ...question, deviatedBefore: deviated, seen: [] });
      }
      const question = path[asked]!;
      if (question.asked !== weights.length) {
        throw new DefectError(`a repeated run was asked another question, "${label}"`);
      }
      asked += 1;
      if (events.length > 0) order = question;
      const taken = question.alternatives[question.place]!;
      if (taken !== 0) deviated += 1;
      return taken;
    },
  };

  /** Whether nothing is to be seen from a state that all this sleeps in. */
  function isSeen(hash: Simulation["canonicalHash"]): boolean {
    const left = deviations - deviated;
    if (!leavesOrdersOut) {
      const state = hash(aspects);
      const before = visited.get(state);
      if (before !== undefined && before.left >= left) return true;
      visited.set(state, { left, sleeping: nothing });
      return false;
    }
    const hashes = new Map<number, number>();
    const state = hash(aspects, hashes);
    const asleep = new Set<number>();
    for (const [event, each] of hashes) if (sleeping.has(event)) asleep.add(each);
    const before = visited.get(state);
    if (before === undefined) {
      visited.set(state, { left, sleeping: asleep });
      return hashes.size > 0 && asleep.size === new Set(hashes.values()).size;
    }
    const woken = [...before.sleeping].filter((each) => !asleep.has(each));
    if (woken.length === 0) return true;
    before.sleeping = new Set([...before.sleeping].filter((each) => asleep.has(each)));
    wanted = new Set(
      [...hashes].filter(([, each]) => woken.includes(each)).map(([event]) => event),
    );
    return false;
  }

  return {
    next() {
      if (begun) {
        while (path.length > 0) {
          const { place, alternatives } = path[path.length - 1]!;
          if (place + 1 < alternatives.length) break;
          path.pop();
        }
        if (path.length === 0) return null;
        path[path.length - 1]!.place += 1;
      }
      begun = true;
      asked = 0;
      deviated = 0;
      known = path.length;
      sleeping = nothingSleeps;
      wanted = null;
      order = null;
      return oracle;
    },
    reduction: {
      partialOrder: leavesOrdersOut,
      symmetry: pruning && symmetry,
    },
    ...(leavesOrdersOut
      ? {
          happened(event: number, touched: Touched) {
            const seen = order?.seen ?? [];
            if (order !== null) {
              const last = seen[seen.length - 1];
              if (last?.event === event) last.touched = [...last.touched, ...touched];
              else seen.push({ event, touched });
            }
            sleeping = sleepingAfter(sleeping, seen, event, touched);
            wanted = null;
            order = null;
          },
        }
      : {}),
    ...(pruning ? { prunes: (hash) => asked >= known && isSeen(hash) } : {}),
    trail: {
      asked: () => asked,
      repeated: () => Math.max(0, known - 1),
      moment: () => sleeping,
      beginAt(questions, moment) {
        asked = questions;
        deviated = path[questions]?.deviatedBefore ?? 0;
        sleeping = moment as Sleeping;
      },
    },
  };
}
