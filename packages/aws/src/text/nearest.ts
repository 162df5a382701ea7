/**
 * The name of `known` that somebody who wrote `name` most likely meant; `null` when none is close:
 * one letter in three may be missing, wrong, too many or in its neighbor's place.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  // Nobody misspells so long a name, and comparing it with many would take its length squared.
  if (name.length > longestName) return null;
  let nearest: string | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    if (distance >= least) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

const longestName = 100;

/** `"worklod"; did you mean workload?`, or the name alone where none of `known` is close. */
export function withNearest(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return `"${name}"${nearest === null ? "" : `; did you mean ${nearest}?`}`;
}

/** How many letters to insert, delete, replace or swap (Damerau and Levenshtein, restricted). */
function distanceOf(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isEqual = one[row - 1] === other[column - 1];
      let distance = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isEqual ? 0 : 1),
      );
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwapped && row > 1) distance = Math.min(distance, before[column - 2]! + 1);
      current.push(distance);
    }
    before = last;
    last = current;
  }
  return last[other.length]!;
}
