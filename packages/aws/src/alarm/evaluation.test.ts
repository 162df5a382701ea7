import { describe, expect, it } from "vitest";
import { alarmStateOf, evaluationRange, type MissingData } from "./evaluation.ts";

/** A point a letter, the oldest first: X breaches, 0 does not, - is none. */
const pointsOf = (text: string): readonly (boolean | null)[] =>
  [...text].map((letter) => (letter === "-" ? null : letter === "X")).reverse();

/** What AWS's tables say of three periods, by the number of points that must breach: "keep" stays as it is. */
const rows = [
  ["0-X-X", 3, "OK", "OK", "OK", "OK"],
  ["0----", 3, "OK", "OK", "OK", "OK"],
  ["-----", 3, "INSUFFICIENT_DATA", "keep", "ALARM", "OK"],
  ["0XX-X", 3, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["--X--", 3, "ALARM", "keep", "ALARM", "OK"],
  ["0-X-X", 2, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["00X0X", 2, "ALARM", "ALARM", "ALARM", "ALARM"],
  ["0-X--", 2, "OK", "OK", "ALARM", "OK"],
  ["----0", 2, "OK", "OK", "ALARM", "OK"],
  ["---X-", 2, "ALARM", "keep", "ALARM", "OK"],
  ["----X", 3, "keep", "keep", "ALARM", "OK"],
  ["---X-", 3, "keep", "keep", "ALARM", "OK"],
] as const;
const ways: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

describe("an alarm over three periods", () => {
  it.each(rows)("%s, of which %i must breach: %s, %s, %s, %s", (text, datapoints, ...said) => {
    ways.forEach((missing, place) => {
      const rule = { evaluationPeriods: 3, datapointsToAlarm: datapoints, missing };
      for (const before of ["OK", "ALARM", "INSUFFICIENT_DATA"] as const) {
        const expected = said[place] === "keep" ? before : said[place];
        expect(alarmStateOf(pointsOf(text), rule, before), `${missing} after ${before}`).toBe(
          expected,
        );
      }
    });
  });

  it("looks no further back than it fetches", () => {
    expect(evaluationRange({ evaluationPeriods: 3 })).toBe(5);
    const rule = { evaluationPeriods: 3, datapointsToAlarm: 1, missing: "missing" } as const;
    expect(alarmStateOf(pointsOf("X-----"), rule, "OK")).toBe("INSUFFICIENT_DATA");
  });
});
