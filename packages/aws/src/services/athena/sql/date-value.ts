import { formatWallClock } from "../../../text/wall-clock.ts";
import { isSign, isWord, partsOf, type Token } from "./tokens.ts";

const units: Readonly<Record<string, number>> = {
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 604_800_000,
};

/**
 * A value that counts from now, such as `date_format(current_date - interval '7' day, '%Y-%m-%d')`; `null`: it is none
 * that is read.
 */
export function dateOf(tokens: readonly Token[], now: number): string | null {
  const [first] = tokens;
  if (
    isWord(first, "CAST", "TO_CHAR", "DATE_FORMAT", "FORMAT_DATETIME") &&
    isSign(tokens[1], "(")
  ) {
    const within = tokens.slice(2, -1);
    if (isWord(first, "CAST")) {
      const end = within.findIndex((token) => isWord(token, "AS"));
      return end === -1 ? null : dateOf(within.slice(0, end), now);
    }
    const [said = [], form = []] = partsOf(within, (token) => isSign(token, ","));
    const at = instantOf(said, now);
    const pattern = form.length === 1 && form[0]!.type === "text" ? form[0]!.text : null;
    return at === null || pattern === null ? null : formatted(at.at, pattern);
  }
  const at = instantOf(tokens, now);
  if (at === null) return null;
  const text = formatWallClock(at.at);
  return at.isDate ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 23)}`;
}

interface At {
  readonly at: number;
  readonly isDate: boolean;
}

function instantOf(tokens: readonly Token[], now: number): At | null {
  const [first, second] = tokens;
  const today = now - (((now % 86_400_000) + 86_400_000) % 86_400_000);
  if (isWord(first, "CURRENT_DATE")) return shifted({ at: today, isDate: true }, tokens.slice(1));
  if (isWord(first, "CURRENT_TIMESTAMP")) {
    return shifted({ at: now, isDate: false }, tokens.slice(1));
  }
  if (isWord(first, "NOW") && isSign(second, "(") && isSign(tokens[2], ")")) {
    return shifted({ at: now, isDate: false }, tokens.slice(3));
  }
  if (isWord(first, "DATE_ADD") && isSign(second, "(")) {
    const [unit = [], count = [], from = []] = partsOf(tokens.slice(2, -1), (token) =>
      isSign(token, ","),
    );
    const base = instantOf(from, now);
    const size = units[unit[0]?.text.toUpperCase() ?? ""];
    const text = count.map((token) => token.text).join("");
    if (base === null || size === undefined || !/^-?\d+$/.test(text)) return null;
    return { ...base, at: base.at + Number(text) * size };
  }
  return null;
}

/** Plus or minus intervals. */
function shifted(from: At, tokens: readonly Token[]): At | null {
  if (tokens.length === 0) return from;
  const [sign, word, count, unit] = tokens;
  const size = units[unit?.word.replace(/S$/, "") ?? ""];
  const isRead = isWord(word, "INTERVAL") && count?.type === "text" && size !== undefined;
  if (!isRead || !(isSign(sign, "+") || isSign(sign, "-"))) return null;
  const by = Number(count.text) * size * (isSign(sign, "-") ? -1 : 1);
  return Number.isFinite(by) ? shifted({ ...from, at: from.at + by }, tokens.slice(4)) : null;
}

const parts: Readonly<Record<string, readonly [number, number]>> = {
  Y: [0, 4],
  m: [5, 7],
  d: [8, 10],
  H: [11, 13],
  i: [14, 16],
  s: [17, 19],
};

/** By a pattern of MySQL, or one of Java's. */
function formatted(at: number, pattern: string): string {
  const text = formatWallClock(at);
  if (pattern.includes("%")) {
    return pattern.replaceAll(/%([YmdHis])/g, (_, part: string) => text.slice(...parts[part]!));
  }
  return pattern
    .replaceAll("yyyy", text.slice(0, 4))
    .replaceAll("MM", text.slice(5, 7))
    .replaceAll("dd", text.slice(8, 10))
    .replaceAll("HH", text.slice(11, 13))
    .replaceAll("mm", text.slice(14, 16));
}
