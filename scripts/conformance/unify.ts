import { documentIn, isList, isObject, pythonBytes, show, type Value } from "./value.ts";

/** Where a response first differs from the recorded one. */
export interface Mismatch {
  /** Such as `$.Messages[0].Body`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;
}

/** What the marks of one case stand for. Grows from one comparison to the next. */
export class Bindings {
  private readonly texts = new Map<string, string>();
  /** Texts with several marks that can be read in more ways than one, until more marks are known. */
  private waiting: readonly (readonly [expected: string, actual: string])[] = [];

  /** The same, to be written on by a comparison that may not hold. */
  copy(): Bindings {
    const copy = new Bindings();
    copy.take(this);
    return copy;
  }

  /** Becomes what others are. */
  take(others: Bindings): void {
    this.texts.clear();
    for (const [mark, text] of others.texts) this.texts.set(mark, text);
    this.waiting = others.waiting;
  }

  /** Keeps a text with marks until what they stand for is known. */
  wait(expected: string, actual: string): void {
    this.waiting = [...this.waiting, [expected, actual]];
  }

  /** Reads what waits once more. False where something cannot be so any more. */
  settle(): boolean {
    const { waiting } = this;
    this.waiting = [];
    return waiting.every(([expected, actual]) => matchesMarks(expected, actual, this));
  }

  /** The text that a mark, such as `<uuid:1>`, stands for. */
  textOf(mark: string): string | undefined {
    return this.texts.get(mark);
  }

  /**
   * Makes a mark stand for a text. False when a mark of the same name and another number does: the
   * recordings gave each text one number.
   */
  bind(mark: string, text: string): boolean {
    const name = numberedName(mark);
    if (name !== undefined) {
      for (const [other, bound] of this.texts) {
        if (other !== mark && bound === text && numberedName(other) === name) return false;
      }
    }
    this.texts.set(mark, text);
    return true;
  }
}

/**
 * Compares a response with a recorded one, in which values that differ from run to run were
 * replaced by marks.
 *
 * @returns the first difference; `undefined` when there is none.
 */
export function unify(expected: Value, actual: Value, bindings: Bindings): Mismatch | undefined {
  return unifyAt("$", expected, actual, bindings);
}

function unifyAt(
  path: string,
  expected: Value,
  actual: Value,
  bindings: Bindings,
): Mismatch | undefined {
  if (typeof expected === "string") return unifyText(path, expected, actual, bindings);
  const document = typeof actual === "string" ? documentIn(actual) : undefined;
  if (isList(expected)) {
    const list = isList(actual) ? actual : document;
    return isList(list)
      ? unifyLists(path, expected, list, bindings)
      : mismatch(path, expected, actual);
  }
  if (isObject(expected)) {
    const object = isObject(actual) ? actual : document;
    return isObject(object)
      ? unifyObjects(path, expected, object, bindings)
      : mismatch(path, expected, actual);
  }
  return expected === actual ? undefined : mismatch(path, expected, actual);
}

function unifyLists(
  path: string,
  expected: readonly Value[],
  actual: readonly Value[],
  bindings: Bindings,
): Mismatch | undefined {
  for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
    const place = `${path}[${index}]`;
    if (index >= expected.length) return extra(place, actual[index]);
    if (index >= actual.length) return mismatch(place, expected[index], undefined);
    const difference = unifyAt(place, expected[index], actual[index], bindings);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function unifyObjects(
  path: string,
  expected: { readonly [key: string]: Value },
  actual: { readonly [key: string]: Value },
  bindings: Bindings,
): Mismatch | undefined {
  const ignored = path.endsWith(".ResponseMetadata") ? "HTTPHeaders" : undefined;
  const found = new Set<string>();
  for (const [name, value] of Object.entries(expected)) {
    if (name === ignored) continue;
    const place = `${path}.${name}`;
    const own = Object.hasOwn(actual, name) ? name : markedName(name, expected, actual, bindings);
    if (own === undefined) return mismatch(place, value, undefined);
    found.add(own);
    if (isKeyMark(name, value)) continue;
    const difference = unifyAt(place, value, actual[own], bindings);
    if (difference !== undefined) return difference;
  }
  for (const [name, value] of Object.entries(actual)) {
    if (name === ignored || value === undefined || found.has(name)) continue;
    return extra(`${path}.${name}`, value);
  }
  return undefined;
}

/** The member for whose name a mark stands: a name of a user's, such as that of a table. */
const markedName = (
  name: string,
  expected: { readonly [key: string]: Value },
  actual: { readonly [key: string]: Value },
  bindings: Bindings,
): string | undefined =>
  Object.keys(actual).find(
    (own) => !Object.hasOwn(expected, own) && matchesMarks(name, own, bindings),
  );

function unifyText(
  path: string,
  expected: string,
  actual: Value,
  bindings: Bindings,
): Mismatch | undefined {
  if (expected === actual) return undefined;
  if (isTimeMark(expected) && isTime(actual)) return undefined;
  if (actual instanceof Uint8Array) {
    return pythonBytes(actual) === expected ? undefined : mismatch(path, expected, actual);
  }
  const wanted = documentIn(expected);
  if (wanted !== undefined) {
    const found = typeof actual === "string" ? documentIn(actual) : actual;
    if (isList(found) || isObject(found)) return unifyAt(path, wanted, found, bindings);
  }
  const text = typeof actual === "number" ? `${actual}` : actual;
  if (typeof text !== "string" || !matchesMarks(expected, text, bindings)) {
    return mismatch(path, expected, actual);
  }
  return undefined;
}

// A mark is a name that the recording gave, with or without a number: <uuid:1>, <region>; or a
// letter that stands there so many times: <a:len(65)>. A name with brackets of its own got others around
// it: <<queue-arn>:1>.
// A time stands for any: <timestamp:2022-07-13T13:48:01.000Z>.
const markPattern =
  /<timestamp:[\dT:.-]+Z?>|<<[A-Za-z][\w.-]*>:\d+>|<[A-Za-z][\w.-]*(?::\d+)?>|<[a-z]:len\(\d+\)>/g;
/** Marks that stand for another text wherever they are. */
const manyMarks: ReadonlySet<string> = new Set([
  "<md5-hash>",
  "<signature>",
  "<duration>",
  "<memory>",
]);
const uuidPattern = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

function matchesMarks(expected: string, actual: string, bindings: Bindings): boolean {
  const marks = [...expected.matchAll(markPattern)];
  if (marks.length === 0 && !timeInText.test(expected)) return false;
  const groups = new Map<string, number>(); // Unbound marks, by the group that captures them.
  let pattern = "";
  let end = 0;
  for (const { 0: mark, index } of marks) {
    pattern += literally(expected.slice(end, index));
    end = index + mark.length;
    const repeated = /^<([a-z]):len\((\d+)\)>$/.exec(mark);
    if (repeated !== null) {
      pattern += `${repeated[1]!}{${repeated[2]!}}`;
      continue;
    }
    if (mark.startsWith("<timestamp:")) {
      pattern += "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";
      continue;
    }
    if (manyMarks.has(mark)) {
      pattern += "[^]+?"; // One mark for all that there are.
      continue;
    }
    const bound = bindings.textOf(mark);
    const group = groups.get(mark);
    if (bound !== undefined) pattern += literally(bound);
    else if (group !== undefined) pattern += `\\${group}`;
    else {
      groups.set(mark, groups.size + 1);
      pattern += /^<uuid[:>]/.test(mark) ? `(${uuidPattern})` : least;
    }
  }
  pattern += literally(expected.slice(end));
  // A line of a log has its time between tabs.
  pattern = pattern.replaceAll("\tdate\t", "\t\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\t");
  pattern = pattern.replace(timeInText, "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  const match = new RegExp(`^${pattern}$`).exec(actual);
  if (match === null) return false;
  const other = new RegExp(`^${pattern.replaceAll(least, most)}$`).exec(actual)!; // It matches, too.
  if (match.some((text, group) => text !== other[group])) {
    bindings.wait(expected, actual);
    return true;
  }
  if (groups.size === 0) return true;
  return (
    [...groups].every(([mark, group]) => bindings.bind(mark, match[group]!)) && bindings.settle()
  );
}

// A time in a sentence.
const timeInText = /(?<= )date(?=[ ,."]|$)/;

// As little text as may be, and as much.
const least = "([^]+?)";
const most = "([^]+)";

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

const numberedName = (mark: string): string | undefined => /^<(.*):\d+>$/.exec(mark)?.[1];

const isTimeMark = (text: string): boolean =>
  /^<?(?:[a-z]+-)*(?:date|datetime|time|timestamp)>?$/.test(text);

/** Some values were replaced by their key in lower case, words apart: `sender-id` of `SenderId`. */
function isKeyMark(name: string, value: Value): boolean {
  const words = name.replace(/(?!^)(?=[A-Z])/g, "-").toLowerCase();
  // A key of one word could be its own value, and times are looked at more closely.
  return value === words && words.includes("-") && !isTimeMark(words);
}

/** An ISO time, or seconds or milliseconds since 1970, as AWS prints times. */
function isTime(value: Value): boolean {
  if (typeof value === "number") return value > 0;
  if (typeof value !== "string") return false;
  return /^\d{10}(?:\d{3})?(?:\.\d+)?$/.test(value) || /^\d{4}-\d\d-\d\d(?:T[\d:.]+|$)/.test(value);
}

const mismatch = (path: string, expected: Value, received: Value): Mismatch => ({
  path,
  expected: show(expected),
  received: show(received),
});

const extra = (path: string, received: Value): Mismatch => mismatch(path, undefined, received);
