import { ln } from "@orrery/kernel";
import { ipDigits, ipRangeAccepts, readIpRange } from "../../../pattern/ip-range.ts";
import { ceilTime, floorTime } from "./periods.ts";
import type { Period } from "./query.ts";
import { isTime, numberOfValue, textOfValue, type Value } from "./value.ts";

/** What a function of one row may know besides what it is given. */
export interface Surroundings {
  /** When the query runs, in milliseconds since 1970. */
  readonly now: number;
  /** When the log event of the row was written. */
  readonly timestamp: Value;
}

type Given = readonly Value[];
type RowFunction = (given: Given, around: Surroundings) => Value;

const numbers =
  (of: (numbers: readonly number[]) => number | null): RowFunction =>
  (given) => {
    const known = given.map(numberOfValue);
    return known.includes(null) || known.length === 0 ? null : of(known as readonly number[]);
  };

const texts =
  (of: (texts: readonly string[]) => Value): RowFunction =>
  (given) => {
    const known = given.map(textOfValue);
    return known.includes(null) || known.length === 0 ? null : of(known as readonly string[]);
  };

const address =
  (accepts: (text: string) => boolean): RowFunction =>
  ([value = null]) =>
    accepts(textOfValue(value) ?? "") && ipDigits(textOfValue(value) ?? "") !== undefined;

const isV6 = (text: string): boolean => text.includes(":");
const any = (): boolean => true;

const inSubnet =
  (accepts: (text: string) => boolean): RowFunction =>
  ([value = null, range = null]) => {
    const [text, subnet] = [textOfValue(value) ?? "", textOfValue(range) ?? ""];
    const digits = ipDigits(text);
    if (digits === undefined || !accepts(text) || isV6(text) !== isV6(subnet)) return false;
    try {
      return ipRangeAccepts(readIpRange(subnet), digits);
    } catch {
      return false;
    }
  };

const trimmed = (from: RegExp) =>
  texts(([text, signs]) => {
    if (signs === undefined) return text!.replace(from, "");
    let said = text!;
    if (from !== ends) while (said !== "" && signs.includes(said[0]!)) said = said.slice(1);
    if (from !== starts)
      while (said !== "" && signs.includes(said.at(-1)!)) said = said.slice(0, -1);
    return said;
  });
const starts = /^\s+/;
const ends = /\s+$/;
const both = /^\s+|\s+$/g;

/** Functions of one row by their names in lower case; those of periods are {@link periodFunction}. */
export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  abs: numbers(([x]) => Math.abs(x!)),
  ceil: numbers(([x]) => Math.ceil(x!)),
  floor: numbers(([x]) => Math.floor(x!)),
  sqrt: numbers(([x]) => (x! < 0 ? null : Math.sqrt(x!))),
  log: numbers(([x]) => (x! > 0 ? ln(x!) : null)),
  greatest: numbers((all) => Math.max(...all)),
  least: numbers((all) => Math.min(...all)),
  frommillis: ([value = null]) => timeOf(numberOfValue(value)),
  tomillis: ([value = null]) => (isTime(value) ? value.time : null),
  // In seconds, as AWS gives it.
  now: (_given, { now }) => Math.floor(now / 1_000),
  ispresent: ([value = null]) => value !== null,
  coalesce: (given) => given.find((value) => value !== null) ?? null,
  isempty: ([value = null]) => value === null || value === "",
  isblank: ([value = null]) => value === null || (textOfValue(value) ?? "").trim() === "",
  concat: (given) => given.map((value) => textOfValue(value) ?? "").join(""),
  trim: trimmed(both),
  ltrim: trimmed(starts),
  rtrim: trimmed(ends),
  strlen: texts(([text]) => [...text!].length),
  toupper: texts(([text]) => text!.toUpperCase()),
  tolower: texts(([text]) => text!.toLowerCase()),
  substr: texts(([text, from = "0", length]) => {
    const signs = [...text!];
    const at = Number(from);
    return signs.slice(at, length === undefined ? undefined : at + Number(length)).join("");
  }),
  replace: texts(([text, searched = "", by = ""]) =>
    searched === "" ? text! : text!.replaceAll(searched, () => by),
  ),
  strcontains: texts(([text, searched = ""]) => (text!.includes(searched) ? 1 : 0)),
  isvalidip: address(any),
  isvalidipv4: address((text) => !isV6(text)),
  isvalidipv6: address(isV6),
  isipinsubnet: inSubnet(any),
  isipv4insubnet: inSubnet((text) => !isV6(text)),
  isipv6insubnet: inSubnet(isV6),
};

const timeOf = (time: number | null): Value => (time === null ? null : { time });

/** Functions that are given a period, by their names in lower case. */
export function periodFunction(
  name: string,
  value: Value,
  period: Period,
  { timestamp }: Surroundings,
): Value {
  const of = numberOfValue(name === "bin" ? timestamp : value);
  if (of === null) return null;
  return { time: name === "dateceil" ? ceilTime(of, period) : floorTime(of, period) };
}
