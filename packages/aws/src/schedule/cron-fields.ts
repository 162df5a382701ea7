/** The first and last values of the fields, and the names that some have in their place. */
const fields: readonly {
  readonly first: number;
  readonly last: number;
  readonly names: readonly string[];
}[] = [
  { first: 0, last: 59, names: [] },
  { first: 0, last: 23, names: [] },
  { first: 1, last: 31, names: [] },
  {
    first: 1,
    last: 12,
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  { first: 1, last: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
  { first: 1970, last: 2199, names: [] },
];

/** Minutes, hours, day of the month, month, day of the week and year in the words of croner; `null`: none are meant. */
export function cronPattern(inside: string): string | null {
  const texts = inside.split(/\s+/);
  if (texts.length !== fields.length) return null;
  const isAny = (place: number): boolean => texts[place] === "?";
  // One of the days must be left open, and nothing else may be.
  if (isAny(2) === isAny(4) || texts.some((_, place) => isAny(place) && place !== 2 && place !== 4))
    return null;
  // Of nths of a day of the week there is one.
  if (texts[4]!.includes("#") && texts[4]!.includes(",")) return null;
  const translated = texts.map((text, place) => (text === "?" ? "*" : fieldIn(text, place)));
  return translated.includes(null) ? null : ["0", ...translated].join(" ");
}

function fieldIn(text: string, place: number): string | null {
  const items = text.split(",").map((item) => itemIn(item, place));
  return items.includes(null) ? null : items.join(",");
}

function itemIn(item: string, place: number): string | null {
  const { first, last } = fields[place]!;
  const [range = "", step, ...more] = item.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return null;
  if (range === "*") return step === undefined ? "*" : `${first}-${last}/${step}`;
  const ends = range.split("-");
  const [from, until] = ends.map((end) => valueIn(end, place));
  if (ends.length === 1) {
    if (from === undefined) return step === undefined ? specialIn(range, place) : null;
    // Steps may begin at a value: 5/20 is 5-59/20.
    return step === undefined ? `${from}` : `${from}-${last}/${step}`;
  }
  if (ends.length > 2 || from === undefined || until === undefined) return null;
  return spanOf(from, until, Number(step ?? 1), place);
}

/** A range may go over the end of its field: 20-2 are the hours from 20 to 23, and 0 to 2. */
function spanOf(from: number, until: number, step: number, place: number): string | null {
  const { first, last } = fields[place]!;
  if (until >= from) return step === 1 ? `${from}-${until}` : `${from}-${until}/${step}`;
  if (place === 5) return null; // Years do not come again.
  const values: number[] = [];
  const size = last - first + 1;
  for (let value = from; value <= until + size; value += step) {
    values.push(((value - first) % size) + first);
  }
  return values.sort((one, other) => one - other).join(",");
}

function valueIn(text: string, place: number): number | undefined {
  const { first, last, names } = fields[place]!;
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + first;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= first && value <= last ? value : undefined;
}

/** The last day, weekdays, and the nth of a day of the week. */
function specialIn(text: string, place: number): string | null {
  if (place === 2) return /^(?:L|LW|(?:[1-9]|[12]\d|3[01])W)$/.test(text) ? text : null;
  if (place !== 4) return null;
  if (text === "L") return "7"; // Saturday ends the week.
  const [, day = "", kind] = /^(\w+?)(L|#[1-5])$/.exec(text) ?? [];
  const value = valueIn(day, place);
  return value === undefined ? null : `${value}${kind}`;
}
