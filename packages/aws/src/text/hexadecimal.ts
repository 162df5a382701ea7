const digits = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const dash = "-".charCodeAt(0);

/** The code of the digit of `word` that `shift` bits stand behind. */
const digitAt = (word: number, shift: number): number => digits[(word >>> shift) & 15]!;

// Both are written out: of all ways to make a short text of numbers, this costs least by far.

/** Four words of 32 bits as 32 hexadecimal digits. */
// prettier-ignore
export const hexadecimalOf = (one: number, two: number, three: number, four: number): string =>
  String.fromCharCode(
    digitAt(one, 28), digitAt(one, 24), digitAt(one, 20), digitAt(one, 16),
    digitAt(one, 12), digitAt(one, 8), digitAt(one, 4), digitAt(one, 0),
    digitAt(two, 28), digitAt(two, 24), digitAt(two, 20), digitAt(two, 16),
    digitAt(two, 12), digitAt(two, 8), digitAt(two, 4), digitAt(two, 0),
    digitAt(three, 28), digitAt(three, 24), digitAt(three, 20), digitAt(three, 16),
    digitAt(three, 12), digitAt(three, 8), digitAt(three, 4), digitAt(three, 0),
    digitAt(four, 28), digitAt(four, 24), digitAt(four, 20), digitAt(four, 16),
    digitAt(four, 12), digitAt(four, 8), digitAt(four, 4), digitAt(four, 0),
  );

/** Four words of 32 bits as a UUID. */
// prettier-ignore
export const uuidOf = (one: number, two: number, three: number, four: number): string =>
  String.fromCharCode(
    digitAt(one, 28), digitAt(one, 24), digitAt(one, 20), digitAt(one, 16),
    digitAt(one, 12), digitAt(one, 8), digitAt(one, 4), digitAt(one, 0),
    dash,
    digitAt(two, 28), digitAt(two, 24), digitAt(two, 20), digitAt(two, 16),
    dash,
    digitAt(two, 12), digitAt(two, 8), digitAt(two, 4), digitAt(two, 0),
    dash,
    digitAt(three, 28), digitAt(three, 24), digitAt(three, 20), digitAt(three, 16),
    dash,
    digitAt(three, 12), digitAt(three, 8), digitAt(three, 4), digitAt(three, 0),
    digitAt(four, 28), digitAt(four, 24), digitAt(four, 20), digitAt(four, 16),
    digitAt(four, 12), digitAt(four, 8), digitAt(four, 4), digitAt(four, 0),
  );
