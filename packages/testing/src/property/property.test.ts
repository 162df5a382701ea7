import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertProperty, noteRun, type FoundBy, type RunTally } from "../index.ts";

const quiet: RunTally = { messages: 1, faults: 0, struck: 0, digest: "d" };
const saved: { path: string; found: FoundBy; run: unknown }[] = [];

/** Makes a run that came to `tally`. */
const makeRun = (
  tally: Partial<RunTally> = {},
  run: unknown = null,
  options: readonly string[] = [],
): void =>
  noteRun(() => ({
    tally: () => ({ ...quiet, ...tally }),
    save(path, found) {
      saved.push({ path, found, run });
      return options;
    },
  }));

/** The report of a property that fails. */
async function reportOf(property: Promise<unknown>): Promise<string> {
  const told: unknown = await property.catch((error: unknown) => error);
  if (told instanceof Error) return told.message;
  throw new Error("the property holds");
}

describe("a property that holds", () => {
  it("tells what its runs came to, with one digest that tells their order", async () => {
    const tally = (digests: readonly string[]) => {
      let made = 0;
      return assertProperty(
        "holds",
        [fc.nat()],
        () => makeRun({ messages: 2, faults: 3, struck: 1, digest: digests[made++ % 2]! }),
        { numRuns: 10 },
      );
    };
    const { digest, ...counts } = await tally(["a", "b"]);
    expect(counts).toEqual({ runs: 10, messages: 20, faults: 30, struck: 10 });
    expect((await tally(["a", "b"])).digest).toBe(digest);
    expect((await tally(["b", "a"])).digest).not.toBe(digest);
  });

  it.each([
    ["no run was made in 5 tries", () => true],
    ["in 5 runs no message was worked on", () => makeRun({ messages: 0 })],
    ["in 5 runs none of 10 faults struck anything", () => makeRun({ faults: 2 })],
  ])("fails where it tests nothing: %s", async (why, predicate) => {
    const property = assertProperty("sleeps", [], predicate, { numRuns: 5 });
    expect(await reportOf(property)).toBe(`sleeps: tested nothing: ${why}`);
  });

  it("tests something where one run of many does", async () => {
    const predicate = (number: number) =>
      makeRun(number === 3 ? { faults: 1, struck: 1 } : { messages: 0, faults: 1 });
    const property = assertProperty("wakes", [fc.nat(5)], predicate, { seed: 1 });
    expect((await property).struck).toBeGreaterThan(0);
  });
});

describe("a property that fails", () => {
  it("says under what, what is wrong, and what repeats it", async () => {
    const predicate = (number: number, text: string) => {
      makeRun();
      if (number > 10) throw new Error(`too many\nfor ${text}`);
    };
    const property = assertProperty("few come", [fc.nat(), fc.constant("me")], predicate, {
      seed: 1,
    });
    expect(await reportOf(property)).toMatch(
      new RegExp(
        [
          "^few come: fails at try 1, made smaller \\d+ times",
          "  under  11",
          '  and    "me"',
          "  wrong  too many",
          "         for me",
          '  again  assertProperty\\("few come", \\[…\\], …, { seed: 1, path: "[0-9:]+", endOnFailure: true }\\)',
          "  run    npx orrery replay .orrery/few-come.json",
          "  why    npx orrery explain .orrery/few-come.json$",
        ].join("\n"),
      ),
    );
  });

  it("is taken back to its values by what it says", async () => {
    const tried: number[] = [];
    const predicate = (number: number) => (makeRun(), tried.push(number), number < 1_000);
    const report = await reportOf(assertProperty("small", [fc.nat()], predicate, { seed: 5 }));
    const [, seed, path] = /seed: (\d+), path: "(.*)", endOnFailure/.exec(report)!;
    tried.length = 0;
    const again = { seed: Number(seed), path: path!, endOnFailure: true };
    expect(await reportOf(assertProperty("small", [fc.nat()], predicate, again))).toContain(
      "under  1000\n  wrong  the property is false",
    );
    expect(tried).toEqual([1_000]);
  });

  it("saves the run that it failed in last, once", async () => {
    saved.length = 0;
    const predicate = (number: number) => (
      makeRun({}, ["first", number]),
      makeRun({}, number),
      number < 7
    );
    await reportOf(
      assertProperty("Less, than 7!", [fc.nat()], predicate, { seed: 2, folder: "a/b" }),
    );
    expect(saved).toEqual([
      {
        path: "a/b/less-than-7.json",
        run: 7,
        found: {
          test: "Less, than 7!",
          sentences: ["7"],
          problem: "the property is false",
          repeat: expect.stringMatching(/^assertProperty\(.*endOnFailure: true }\)$/),
        },
      },
    ]);
  });

  it("names what the commands need beside the file", async () => {
    const predicate = () => (makeRun({}, null, ["--scripts MODULE"]), false);
    expect(await reportOf(assertProperty("handled", [], predicate))).toMatch(
      /replay \.orrery\/handled\.json --scripts MODULE\n {2}why {4}npx orrery explain \.orrery\/handled\.json --scripts MODULE$/,
    );
  });

  const unwritable = (): boolean => {
    const save = (): never => {
      throw new Error("there are no files");
    };
    noteRun(() => ({ tally: () => quiet, save }));
    return false;
  };
  const cases: readonly (readonly [string, string | null, () => boolean])[] = [
    ["it has no folder", null, () => (makeRun(), false)],
    ["the property made no run", "kept", () => false],
    ["there are no files", "kept", unwritable],
  ];
  it.each(cases)("says why no run is saved: %s", async (why, folder, predicate) => {
    const report = await reportOf(assertProperty("unsaved", [], predicate, { folder }));
    expect(report).toContain(`\n  run    not saved: ${why}`);
  });

  it("takes what is awaited, and does not mix with another under way", async () => {
    const property = (name: string, digest: string) =>
      assertProperty(
        name,
        [fc.nat()],
        async () => {
          await Promise.resolve();
          makeRun({ digest });
          await Promise.resolve();
        },
        { numRuns: 20 },
      );
    const [one, other] = await Promise.all([property("one", "x"), property("other", "y")]);
    expect(one.runs).toBe(20);
    expect(other.runs).toBe(20);
    expect((await property("one", "x")).digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });

  it("lets be what does not meet a precondition", async () => {
    saved.length = 0;
    const predicate = (number: number) => {
      makeRun({}, number);
      fc.pre(number % 2 === 1);
      return number < 9;
    };
    await reportOf(assertProperty("odd", [fc.nat(1_000)], predicate, { seed: 1 }));
    expect(saved.map(({ run }) => (run as number) % 2)).toEqual([1]);
  });
});
