import {
  ConfigError,
  durationOf,
  formatDuration,
  parseDuration,
  type Duration,
  shownValue,
} from "@orrery/kernel";
import { parseShare, parseSize } from "@orrery/aws";
import * as z from "zod";

/** A number that files write with a unit: how it is read, and how messages write it. */
export interface Quantity<Value extends number = number> {
  readonly schema: z.ZodType<Value, string | number>;
  write(value: Value): string;
}

interface Reading<Value extends number> {
  readonly description: string;
  readonly examples: readonly string[];
  /** Such as `a duration such as 30s, 250ms or 1.5h`. */
  readonly expected: string;
  /** @throws ConfigError when the text says none. */
  read(text: string | number): Value;
  write(value: Value): string;
}

function quantity<Value extends number>(reading: Reading<Value>): Quantity<Value> {
  const { description, examples, expected, read, write } = reading;
  const schema = z
    .union([z.string(), z.number()], {
      error: ({ input }) => `expected ${expected}, received ${shownValue(input)}`,
    })
    .meta({ description, examples: [...examples] })
    .transform((text, context): Value => {
      try {
        return read(text);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const message = `expected ${error.expected}, received ${shownValue(text)}`;
        context.issues.push({ code: "custom", message, input: text });
        return z.NEVER;
      }
    });
  return { schema, write };
}

// For the length of one check.
let isProgram = false;

/** Checks what a program says, whose durations may be numbers of microseconds, as `seconds(30)` gives them. */
export function asOfProgram<Checked>(check: () => Checked): Checked {
  isProgram = true;
  try {
    return check();
  } finally {
    isProgram = false;
  }
}

/** A duration such as `30s`. */
export const durationQuantity: Quantity<Duration> = quantity({
  description: "A duration: a number and µs, ms, s, m, h or d.",
  examples: ["30s", "250ms", "1.5h"],
  expected: "a duration such as 30s, 250ms or 1.5h",
  read: (said) => (isProgram ? durationOf("", said) : parseDuration("", said)),
  write: formatDuration,
});

/** Schema of a duration; gives microseconds. */
export const duration = durationQuantity.schema;

/** Schema of a duration that is not 0. */
export const span = duration.refine((length) => length > 0, "expected more than 0 s, received 0 s");

const rateSpans: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 };
const expectedRate = "a rate such as 200/s or 30/m";

/** Schema of a number of events in a time, such as `200/s`; gives events a second. */
export const rate = quantity({
  description: "A rate: a number for each s, m, h or d.",
  examples: ["200/s", "30/m"],
  expected: expectedRate,
  read(text) {
    const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(s|m|min|h|d)\s*$/.exec(`${text}`) ?? [];
    const seconds = rateSpans[unit ?? ""];
    if (seconds === undefined) throw new ConfigError("", expectedRate, "");
    return Number(count) / seconds;
  },
  write: (perSecond) => `${perSecond}/s`,
}).schema;

const expectedSize = "a size such as 2KB, 256B or 1MB";

/** A size such as `2KB`, counted as AWS counts: a KB is 1,024 bytes. Gives bytes. */
export const sizeQuantity: Quantity = quantity({
  description: "A size: a number and B, KB, MB or GB; a KB is 1,024 bytes, as AWS counts.",
  examples: ["2KB", "256B", "1MB"],
  expected: expectedSize,
  read: (text) => parseSize("", text),
  write: (bytes) => `${bytes} bytes`,
});

const expectedShare = "a share such as 1% or 0.01, at most 100%";

/** Schema of a share such as `1%` or `0.01`; gives a number from 0 to 1. */
export const share = quantity({
  description: "A share: a percentage, or a number from 0 to 1.",
  examples: ["1%", "0.01"],
  expected: expectedShare,
  read: (text) => parseShare("", text),
  write: (part) => `${part * 100}%`,
}).schema;

const datePattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?Z)?$/;

/** A date or a time in UTC that a file writes in quotes or without, or a module as a Date. */
function calendar(description: string, example: string, isDate: boolean) {
  const expected = isDate ? `a date such as ${example}` : `a time in UTC such as ${example}`;
  return z
    .union([z.string(), z.date()], {
      error: ({ input }) => `expected ${expected}, received ${shownValue(input)}`,
    })
    .meta({ description, examples: [example] })
    .transform((given, context): string => {
      const text = typeof given === "string" ? given : given.toISOString();
      const [, date = "", hour = "0", minute = "0", second = "0"] = datePattern.exec(text) ?? [];
      const parsed = new Date(`${date}T00:00:00Z`);
      const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
      if (isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60) {
        return isDate ? date : text;
      }
      const message = `expected ${expected}, received ${shownValue(text)}`;
      context.issues.push({ code: "custom", message, input: given });
      return z.NEVER;
    });
}

/** Schema of the date whose rules of AWS hold; gives `YYYY-MM-DD`. */
export const asOfDate = calendar("The date whose rules of AWS hold.", "2026-11-01", true);

/** Schema of a date or a time in UTC. */
export const wallClock = calendar(
  "The wall-clock time of the start, in UTC.",
  "2026-11-23T09:00:00Z",
  false,
);
