import { base64UrlOf, bytesOfBase64Url, textOfCodes } from "./base64.ts";
import { CanonicalHash } from "./canonical-hash.ts";
import { ConfigError } from "./errors.ts";
import type { Choice } from "./oracle.ts";

/** All that repeats a run of a scenario: the seed, and the choices that were not the usual ones. */
export interface Token {
  readonly seed: number | string;
  readonly choices: readonly Choice[];
}

const version = "or1";
const expected = "a token such as or1.k2m….….…";

/** A short text that stands for a value: equal for equal plain data with its keys in equal order. */
export function fingerprintOf(value: unknown): string {
  const hash = new CanonicalHash();
  hash.foldPlain(value);
  return hash.value.toString(36);
}

/**
 * A token as text: `or1.<scenario>.<what repeats the run>.<checksum>`, of letters, digits, `-`, `_`
 * and dots.
 *
 * @param scenario what tells the scenario from others, such as its {@link fingerprintOf}; no dots
 */
export function formatToken(scenario: string, { seed, choices }: Token): string {
  const names: string[] = [];
  const numberOf = (name: string): number => {
    const known = names.indexOf(name);
    return known >= 0 ? known : names.push(name) - 1;
  };
  const numbers = choices.flatMap(({ component, label, key, nth, taken }) => [
    numberOf(component),
    numberOf(label),
    key,
    nth,
    taken,
  ]);
  const text = asciiOf(JSON.stringify([seed, names, numbers]));
  const body = base64UrlOf(Array.from(text, (letter) => letter.charCodeAt(0)));
  const head = `${version}.${scenario}.${body}`;
  return `${head}.${fingerprintOf(head)}`;
}

/**
 * The token that `text` is.
 *
 * @param scenario of the run that is to be repeated, as in {@link formatToken}
 * @throws ConfigError for what is no token, was mistyped, or belongs to another scenario or version.
 */
export function parseToken(text: string, scenario: string): Token {
  const parts = text.trim().split(".");
  const [ownVersion = "", ownScenario, body = "", checksum] = parts;
  if (parts.length !== 4 || !/^or\d+$/.test(ownVersion)) {
    throw new ConfigError("token", expected, `"${text.slice(0, 80)}"`);
  }
  if (ownVersion !== version) {
    throw new ConfigError("token version", version, ownVersion);
  }
  if (checksum !== fingerprintOf(`${ownVersion}.${ownScenario}.${body}`)) {
    throw new ConfigError(
      "token",
      "a token whose checksum is right",
      "one that was changed or cut",
    );
  }
  if (ownScenario !== scenario) {
    throw new ConfigError("token", `one of this scenario (${scenario})`, `one of ${ownScenario}`);
  }
  const letters = bytesOfBase64Url(body) ?? new Uint8Array(0);
  const { seed, names, numbers } = contentOf(textOfCodes(letters, letters.length));
  const choices: Choice[] = [];
  for (let place = 0; place < numbers.length; place += 5) {
    const [component, label, key, nth, taken] = numbers.slice(place, place + 5);
    choices.push({
      component: names[component!]!,
      label: names[label!]!,
      key: key!,
      nth: nth!,
      taken: taken!,
    });
  }
  return { seed, choices };
}

interface Content {
  readonly seed: number | string;
  readonly names: readonly string[];
  /** Five for each choice: places of component and label in the names, key, nth, taken. */
  readonly numbers: readonly number[];
}

/** What a token says. Anybody can work out the checksum of a forged one, so that it is looked at too. */
function contentOf(text: string): Content {
  const forged = (): never => {
    throw new ConfigError(
      "token",
      "one that a run gave",
      "one with the checksum of such, and another content",
    );
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return forged();
  }
  if (!Array.isArray(content) || content.length !== 3) return forged();
  const [seed, names, numbers] = content as readonly unknown[];
  if (typeof seed !== "string" && !Number.isFinite(seed)) return forged();
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) return forged();
  if (!Array.isArray(numbers) || numbers.length % 5 !== 0) return forged();
  const isRight = numbers.every((number: unknown, place) => {
    if (!Number.isSafeInteger(number)) return false;
    if (place % 5 < 2) return (number as number) >= 0 && (number as number) < names.length;
    return place % 5 === 2 || (number as number) >= 0;
  });
  if (!isRight) return forged();
  return { seed, names, numbers } as Content; // Checked above.
}

/** JSON in which letters beyond ASCII are escaped. */
const asciiOf = (json: string): string =>
  json.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
