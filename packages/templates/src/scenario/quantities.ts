import { ConfigError, parseDuration, type Duration } from "@orrery/kernel";
import { z } from "zod";

/** Turns a parser that throws a ConfigError into a schema, with the error's own words. */
function parsed<Value>(
  description: string,
  examples: readonly string[],
  parse: (text: string | number) => Value,
) {
  return z
    .union([z.string(), z.number()])
    .meta({ description, examples: [...examples] })
    .transform((text, context): Value => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const message = `expected ${error.expected}, received ${error.received}`;
        context.issues.push({ code: "custom", message, input: text });
        return z.NEVER;
      }
    });
}

const show = (value: unknown): string => JSON.stringify(value) ?? "nothing";

/** A duration such as `30s`. */
export const duration = parsed(
  "A duration: a number and µs, ms, s, m, h or d.",
  ["30s", "250ms", "1.5h"],
  (text): Duration => parseDuration("", text),
);

/** A number of events in a time, such as `200/s`; gives events a second. */
export const rate = parsed(
  "A rate: a number for each s, m, h or d.",
  ["200/s", "30/m"],
  (text): number => {
    const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(s|m|min|h|d)\s*$/.exec(`${text}`) ?? [];
    const span = { s: 1, m: 60, min: 60, h: 3_600, d: 86_400 }[unit ?? ""];
    if (span === undefined) throw new ConfigError("", "a rate such as 200/s or 30/m", show(text));
    return Number(count) / span;
  },
);

const sizeUnits: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 1_024,
  kib: 1_024,
  mb: 1_048_576,
  mib: 1_048_576,
};

/** A size such as `2KB`, counted as AWS counts: a KB is 1,024 bytes. Gives bytes. */
export const size = parsed(
  "A size: a number and B, KB or MB; a KB is 1,024 bytes, as AWS counts.",
  ["2KB", "256B", "1MB"],
  (text): number => {
    const [, count, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*$/.exec(`${text}`) ?? [];
    const factor = sizeUnits[unit.toLowerCase()];
    if (count === undefined || factor === undefined) {
      throw new ConfigError("", "a size such as 2KB, 256B or 1MB", show(text));
    }
    return Math.round(Number(count) * factor);
  },
);

/** A share such as `1%` or `0.01`; gives a number from 0 to 1. */
export const share = parsed(
  "A share: a percentage, or a number from 0 to 1.",
  ["1%", "0.01"],
  (text) => {
    const [, count, percent] = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(`${text}`) ?? [];
    const part = Number(count) / (percent === "%" ? 100 : 1);
    if (!(part >= 0 && part <= 1)) {
      throw new ConfigError("", "a share such as 1% or 0.01, at most 100%", show(text));
    }
    return part;
  },
);
