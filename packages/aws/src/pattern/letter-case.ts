/** Text to be found whatever the case of its letters. */
export interface AnyCaseText {
  readonly lower: string;
  readonly upper: string;
  /** The spellings of each character, where upper and lower case differ in length. */
  readonly spellings: readonly (readonly string[])[] | undefined;
}

/**
 * Prepares text for comparison without regard to case, one character of Java at a time: of a letter
 * beyond the basic plane, which has two, AWS's matcher makes two question marks.
 */
export function anyCaseText(text: string): AnyCaseText {
  const characters = Array.from({ length: text.length }, (_, at) => text.charAt(at)).map(
    (character) => (isSurrogate(character) ? "?" : character),
  );
  const lower = characters.map((character) => character.toLowerCase());
  const upper = characters.map((character) => character.toUpperCase());
  const isEven = lower.every((character, index) => character.length === upper[index]?.length);
  return {
    lower: lower.join(""),
    upper: upper.join(""),
    spellings: isEven ? undefined : lower.map((each, at) => [each, upper[at] ?? each]),
  };
}

const isSurrogate = (character: string): boolean => character >= "\uD800" && character <= "\uDFFF";

/** Whether `value` is the text, in any case. */
export function equalsInAnyCase(text: AnyCaseText, value: string): boolean {
  if (text.spellings === undefined) {
    return value.length === text.lower.length && agreesAt(text, value, 0);
  }
  return endsOfText(text.spellings, value, [0]).includes(value.length);
}

/** Whether `value` begins with the text, in any case. */
export function startsInAnyCase(text: AnyCaseText, value: string): boolean {
  if (text.spellings === undefined) {
    return value.length >= text.lower.length && agreesAt(text, value, 0);
  }
  return endsOfText(text.spellings, value, [0]).length > 0;
}

/** Whether `value` ends with the text, in any case. */
export function endsInAnyCase(text: AnyCaseText, value: string): boolean {
  if (text.spellings === undefined) {
    const start = value.length - text.lower.length;
    return start >= 0 && agreesAt(text, value, start);
  }
  const starts = Array.from({ length: value.length + 1 }, (_, index) => index);
  return endsOfText(text.spellings, value, starts).includes(value.length);
}

function agreesAt(text: AnyCaseText, value: string, start: number): boolean {
  for (let index = 0; index < text.lower.length; index += 1) {
    const code = value.charCodeAt(start + index);
    if (code !== text.lower.charCodeAt(index) && code !== text.upper.charCodeAt(index)) {
      return false;
    }
  }
  return true;
}

/** Where the text may end in `value` when it begins at one of `starts`. */
function endsOfText(
  spellings: readonly (readonly string[])[],
  value: string,
  starts: readonly number[],
): readonly number[] {
  let ends: readonly number[] = starts;
  for (const choices of spellings) {
    const next = new Set<number>();
    for (const end of ends) {
      for (const choice of choices) {
        if (value.startsWith(choice, end)) next.add(end + choice.length);
      }
    }
    ends = [...next];
  }
  return ends;
}
