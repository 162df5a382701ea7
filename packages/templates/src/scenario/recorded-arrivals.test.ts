import { describe, expect, it } from "vitest";
import { readRecordedArrivals } from "./recorded-arrivals.ts";

const read = (
  path: string,
  text: string,
  options: { column?: string; unit?: "s" | "ms" | "us" } = {},
) => readRecordedArrivals({ path, text }, { unit: "s", ...options });

describe("CSV", () => {
  it("takes the only column, with a heading or without", () => {
    expect(read("a.csv", "0\n0.5\n2\n")).toEqual([0, 500_000, 2_000_000]);
    expect(read("a.csv", "time\r\n0\r\n0.5\r\n")).toEqual([0, 500_000]);
  });

  it("takes the column that is named, and arrivals when none is", () => {
    const text = "id,arrivals,other\na,1,7\nb,2,8\n";
    expect(read("a.csv", text)).toEqual([1_000_000, 2_000_000]);
    expect(read("a.csv", text, { column: "other", unit: "ms" })).toEqual([7_000, 8_000]);
  });

  it("reads cells in quotes, with commas and quotes inside", () => {
    expect(read("a.csv", 'what,arrivals\n"a, ""b""",1\n')).toEqual([1_000_000]);
  });

  it("counts dates from the first, to the microsecond and in UTC where no zone is given", () => {
    const text =
      "arrivals\n2023-11-16 18:15:46.680590\n2023-11-16T18:15:46.680591Z\n2023-11-16T19:15:47+01:00\n";
    expect(read("a.csv", text)).toEqual([0, 1, 319_410]);
  });
});

describe("JSON", () => {
  it("takes a list, or the member that is named, or arrivals", () => {
    expect(read("a.json", "[0, 1.5]")).toEqual([0, 1_500_000]);
    expect(read("a.json", '{"arrivals": [3], "at": [4]}')).toEqual([3_000_000]);
    expect(read("a.json", '{"arrivals": [3], "at": [4]}', { column: "at", unit: "us" })).toEqual([
      4,
    ]);
  });
});

it.each([
  ["a.csv", "", {}, "a.csv: expected at least one arrival, received none"],
  ["a.csv", "0\n-1\n", {}, 'a.csv:2:1: expected a time of 0 or more, received "-1"'],
  ["a.csv", "0\nNaN\n", {}, 'a.csv:2:1: expected a time of 0 or more, received "NaN"'],
  [
    "a.csv",
    "t,u\n0,1\n,1\n",
    { column: "t" },
    "a.csv:3:1: expected a time of 0 or more, received nothing",
  ],
  ["a.csv", "2\n1\n", {}, 'a.csv:2:1: expected a time not before the last, received "1"'],
  ["a.csv", "a,b\n1,2\n", {}, 'a.csv:1:1: expected one of the columns a, b, received "arrivals"'],
  [
    "a.csv",
    "2023-11-16 18:15:46\nlater\n",
    {},
    'a.csv:2:1: expected a date with a time, received "later"',
  ],
  ["a.json", "[0, null]", {}, "a.json: [1]: expected a time of 0 or more, received null"],
  ["a.json", "{}", {}, "a.json: arrivals: expected a list of times, received none"],
])("%s of %j is refused", (path, text, options, message) => {
  expect(() => read(path, text, options)).toThrow(expect.objectContaining({ message }));
});

it("refuses what is not JSON, saying why", () => {
  expect(() => read("a.json", "[0,")).toThrow(/^a\.json: expected JSON, received /);
});
