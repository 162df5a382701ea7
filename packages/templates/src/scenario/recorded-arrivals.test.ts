import { minutes } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  readCountedArrivals,
  readRecordedArrivals,
  type CountedArrivalsFile,
  type RecordedArrivalsFile,
} from "./recorded-arrivals.ts";

const read = (path: string, text: string, options: RecordedArrivalsFile = {}) =>
  readRecordedArrivals({ path, text }, options);
const counts = (path: string, text: string, options: Partial<CountedArrivalsFile> = {}) =>
  readCountedArrivals({ path, text }, { every: minutes(1), ...options });

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

describe("times since 1970", () => {
  it("count from the first, in seconds or milliseconds", () => {
    expect(read("a.csv", "1764835200\n1764835201.5\n", { unit: "epoch" })).toEqual([0, 1_500_000]);
    const text = "arrivals\n1764835200000\n1764835200250\n";
    expect(read("a.csv", text, { unit: "epoch-ms" })).toEqual([0, 250_000]);
    expect(read("a.json", "[1764835200, 1764835260]", { unit: "epoch" })).toEqual([0, 60_000_000]);
  });

  it.each([
    ["1764835200000\n", "epoch", "a.csv:1:1: expected seconds since 1970, or unit: epoch-ms"],
    ["1764835200\n", "epoch-ms", "a.csv:1:1: expected milliseconds since 1970, or unit: epoch"],
    ["1764835200\nx\n", "epoch", 'a.csv:2:1: expected a time since 1970, received "x"'],
  ] as const)("are refused where they are in the other unit: %j as %s", (text, unit, message) => {
    expect(() => read("a.csv", text, { unit })).toThrow(message);
  });
});

describe("counts", () => {
  it("are rows that follow each other, or that times place, with 0 in the gaps", () => {
    expect(counts("a.csv", "5\n0\n7\n")).toEqual([5, 0, 7]);
    expect(counts("a.csv", "minute,count\n0,5\n1,0\n2,7\n")).toEqual([5, 0, 7]);
    expect(counts("a.csv", "count,minute\n5,3\n0,4\n")).toEqual([5, 0]);
    expect(counts("a.csv", "minute,count\n0,5\n3,7\n", { unit: "m" })).toEqual([5, 0, 0, 7]);
    expect(counts("a.csv", "at,count\n0,5\n120,7\n", { unit: "s" })).toEqual([5, 0, 7]);
    const cloudWatch =
      '"Timestamp","Sum"\n"2025-12-04T08:00:00Z","12.0"\n"2025-12-04T08:02:00Z","3.0"\n';
    expect(counts("a.csv", cloudWatch, { count: "Sum" })).toEqual([12, 0, 3]);
    const slashes = "2025/12/04 08:00,1\n2025/12/04 08:01,2\n";
    expect(counts("a.csv", slashes)).toEqual([1, 2]);
    const epoch = "t,a,count\n1764835200,x,5\n1764835260,y,6\n";
    expect(counts("a.csv", epoch, { column: "t", unit: "epoch" })).toEqual([5, 6]);
    expect(counts("a.json", "[1, 2]")).toEqual([1, 2]);
    expect(counts("a.json", '{"count": [1, 2]}')).toEqual([1, 2]);
    const items =
      '[{"at": "2025-12-04T08:00:00Z", "Sum": 4}, {"at": "2025-12-04T08:01:00Z", "Sum": 5}]';
    expect(counts("a.json", items, { count: "Sum" })).toEqual([4, 5]);
  });

  it.each<readonly [string, Partial<CountedArrivalsFile>, string]>([
    ["", {}, "a.csv: expected at least one count, received none"],
    [
      "count\n1.5\n",
      {},
      'a.csv:2:1: expected a count, a whole number of 0 or more, received "1.5"',
    ],
    ["minute,count\n0,5\n2,7\n", {}, "a.csv:3:1: expected rows numbered one after another, or"],
    [
      "at,count\n0,5\n90,7\n",
      { unit: "s" },
      'a.csv:3:1: expected a time after the row before by 1 m or a multiple of it, received "90"',
    ],
    ["at,count\n60,5\n0,7\n", { unit: "s" }, "a.csv:3:1: expected a time after the row before"],
    ["a,b,count\n1,2,3\n", {}, "a.csv:1:1: expected column to name that of the times"],
    ["minute,n\n0,5\n", {}, 'a.csv:1:1: expected one of the columns minute, n, received "count"'],
  ])("of %j with %j are refused", (text, options, message) => {
    expect(() => counts("a.csv", text, options)).toThrow(message);
  });

  it("are not taken for times", () => {
    const message = "a.csv:1:1: expected every, such as every: 1m, beside a column of counts";
    expect(() => read("a.csv", "minute,count\n0,5\n", { column: "count" })).toThrow(message);
    expect(() => read("a.csv", "Sum\n5\n7\n")).toThrow(message);
  });
});

it("has a bound on its rows, and says so", () => {
  const apart = "0,1\n10000000,1\n";
  expect(() => counts("a.csv", apart, { unit: "m" })).toThrow(
    "a.csv:2:1: expected at most 10,000,000 spans, received more",
  );
});
