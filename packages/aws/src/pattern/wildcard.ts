import { PatternError } from "./pattern-error.ts";

/** A wildcard: literal parts with any text between one and the next; one part alone is exact. */
export interface Wildcard {
  readonly parts: readonly string[];
}

/**
 * The complexity of `*:*:*:*:*:event-bus/*`, which AWS is known to refuse: its stars, and the
 * places of it that one text may reach at once.
 */
const refusedComplexity = { stars: 6, places: 7 } as const;

/**
 * Reads a wildcard: `*` is any text, `\*` and `\\` are the characters themselves.
 *
 * @throws PatternError for two `*` in a row and for other escapes; positions count UTF-8 bytes
 * from the opening quote, as AWS does.
 */
export function readWildcard(text: string): Wildcard {
  const parts: string[] = [];
  let part = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === "*") {
      if (next === "*") {
        throw new PatternError(
          `Consecutive wildcard characters at pos ${bytesBefore(text, index)}`,
        );
      }
      parts.push(part);
      part = "";
    } else if (character === "\\") {
      if (next !== "*" && next !== "\\") {
        throw new PatternError(`Invalid escape character at pos ${bytesBefore(text, index)}`);
      }
      part += next;
      index += 1;
    } else {
      part += character;
    }
  }
  parts.push(part);
  return { parts };
}

/** Whether the whole of `value` is of the wildcard's form. */
export function wildcardMatches(wildcard: Wildcard, value: string): boolean {
  const { parts } = wildcard;
  const first = parts[0] ?? "";
  if (parts.length === 1) return value === first;
  const last = parts[parts.length - 1] ?? "";
  const end = value.length - last.length;
  if (end < first.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let offset = first.length;
  for (let index = 1; index < parts.length - 1; index += 1) {
    const part = parts[index] ?? "";
    const found = value.indexOf(part, offset);
    // The earliest place leaves the most room for what follows.
    if (found < 0 || found + part.length > end) return false;
    offset = found + part.length;
  }
  return true;
}

/**
 * Refuses a wildcard that has as many stars as the one AWS is known to refuse, and may be at as
 * many of its places at once.
 *
 * @throws PatternError with the text of AWS.
 */
export function checkWildcardComplexity(wildcard: Wildcard): void {
  const stars = wildcard.parts.length - 1;
  if (stars >= refusedComplexity.stars && reachesTooManyPlaces(wildcard)) {
    throw new PatternError(
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character " +
        "sequences after a wildcard character",
    );
  }
}

const maximumSets = 10_000;

/** Follows every text, as the set of places reached by it, until a set is too large. */
function reachesTooManyPlaces(wildcard: Wildcard): boolean {
  const characters = [...wildcard.parts.join("")];
  const loops = loopingPlaces(wildcard);
  const alphabet = [...new Set(characters)];
  const seen = new Set<string>(["0"]);
  const pending: (readonly number[])[] = [[0]];
  for (let set = pending.pop(); set !== undefined; set = pending.pop()) {
    for (const character of alphabet) {
      const next = reachedBy(set, character, characters, loops);
      if (next.length >= refusedComplexity.places) return true;
      const key = next.join();
      if (next.length === 0 || seen.has(key)) continue;
      if (seen.size >= maximumSets) return true;
      seen.add(key);
      pending.push(next);
    }
  }
  return false;
}

/** Place n stands before the n-th character; at a place with a star any text may pass. */
function loopingPlaces(wildcard: Wildcard): ReadonlySet<number> {
  const places = new Set<number>();
  let place = 0;
  for (const part of wildcard.parts.slice(0, -1)) {
    place += [...part].length;
    places.add(place);
  }
  return places;
}

function reachedBy(
  set: readonly number[],
  character: string,
  characters: readonly string[],
  loops: ReadonlySet<number>,
): readonly number[] {
  const next = new Set<number>();
  for (const place of set) {
    if (loops.has(place)) next.add(place);
    if (characters[place] === character) next.add(place + 1);
  }
  return [...next].sort((left, right) => left - right);
}

/** The opening quote and the bytes of what stands before `index`. */
function bytesBefore(text: string, index: number): number {
  let bytes = 1;
  for (const character of text.slice(0, index)) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
