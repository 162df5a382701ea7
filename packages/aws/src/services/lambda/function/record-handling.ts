import type { Plain } from "@orrery/kernel";

/** Which record of a batch a script handles. */
export interface Handling {
  /** Its place in the batch; `null`: none, or nobody knows which. */
  place: number | null;
}

/**
 * Follows which record a script handles that goes through them one by one: from when a loop is given a
 * record until it asks for the next, is left, or is done. Loops in loops count as the innermost, and whoever
 * takes records out in another way, such as by their places, is not followed.
 */
export function follow(records: readonly Plain[], handling: Handling): void {
  const followed = <Value>(each: () => IterableIterator<Value>) => ({
    value: () => following(each.call(records), handling),
    // A script sees an array like any other.
    enumerable: false,
    configurable: true,
    writable: true,
  });
  Object.defineProperty(records, Symbol.iterator, followed(records[Symbol.iterator]));
  Object.defineProperty(records, "values", followed(records.values));
  Object.defineProperty(records, "entries", followed(records.entries));
}

function* following<Value>(each: IterableIterator<Value>, handling: Handling): Generator<Value> {
  const outside = handling.place;
  let place = 0;
  try {
    for (const value of each) {
      handling.place = place;
      place += 1;
      yield value;
    }
  } finally {
    handling.place = outside;
  }
}
