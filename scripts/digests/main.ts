import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "../run.ts";
import { bundleTo } from "./bundle.ts";
import { engines, type Engine } from "./engines.ts";
import {
  isFirstSeed,
  nameOf,
  readPins,
  writePins,
  type DigestPair,
  type PairsByHome,
} from "./pairs.ts";

const { values } = parseArgs({
  options: {
    update: { type: "boolean", default: false },
    "every-seed": { type: "boolean", default: false },
  },
});
/** Whether engines that interpret, too, run every seed and not the first of each case alone: that takes minutes. */
const everySeed = values["every-seed"];

/** What one engine made of all pairs. */
interface EngineResult {
  readonly engine: Engine;
  readonly seconds: number;
  readonly pairs: PairsByHome;
}

/** Whether an engine is to run a pair, of which `pins` are all. */
const runs = (engine: Engine, pair: DigestPair, pins: readonly DigestPair[]): boolean =>
  everySeed || engine.isInterpreter !== true || isFirstSeed(pair, pins);

async function resultOf(engine: Engine, bundle: string): Promise<EngineResult> {
  const started = performance.now();
  const { output } = await run(engine.program, [...engine.args, bundle]);
  const pairs = JSON.parse(output) as PairsByHome; // The bundle prints nothing else.
  return { engine, pairs, seconds: (performance.now() - started) / 1_000 };
}

/** Runs the pinned pairs on every engine, two at a time. */
async function runEverywhere(present: readonly Engine[]): Promise<readonly EngineResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-digests-"));
  try {
    const bundle = join(folder, "digests.js");
    await bundleTo(bundle);
    const oneSeed = join(folder, "one-seed.js");
    writeFileSync(oneSeed, `var seedsOfEach = 1;\n${readFileSync(bundle, "utf8")}`);
    const waiting = [...present].reverse(); // The slow ones first.
    const results: EngineResult[] = [];
    const work = async () => {
      for (let engine = waiting.shift(); engine !== undefined; engine = waiting.shift()) {
        const isCut = engine.isInterpreter === true && !everySeed;
        results.push(await resultOf(engine, isCut ? oneSeed : bundle));
      }
    };
    await Promise.all([work(), work()]);
    return results.sort((one, other) => (one.engine.name < other.engine.name ? -1 : 1));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const listed = (pairs: PairsByHome): readonly DigestPair[] => Object.values(pairs).flat();

/** Prints a line for each pair with a mark for each engine; gives how many agree and how many do not. */
function compare(
  pins: readonly DigestPair[],
  results: readonly EngineResult[],
): { readonly passed: number; readonly failed: number } {
  let [passed, failed] = [0, 0];
  const known = new Map(pins.map((pin) => [nameOf(pin), pin]));
  const ran = new Map(
    results.flatMap(({ pairs }) => listed(pairs).map((pair) => [nameOf(pair), pair])),
  );
  results.forEach(({ engine, seconds }, place) => {
    console.log(`${place + 1}  ${engine.name}, ${seconds.toFixed(1)} s`);
  });
  const columns = results.map((_, place) => `${place + 1}`.padStart(3)).join("");
  console.log(`\n${"".padEnd(64)}${columns}`);
  for (const name of new Set([...known.keys(), ...ran.keys()])) {
    const pin = known.get(name);
    const notes: string[] = [];
    const marks = results.map(({ engine, pairs }) => {
      if (pin !== undefined && !runs(engine, pin, pins)) return "   ";
      const pair = listed(pairs).find((each) => nameOf(each) === name);
      const same = pin !== undefined && pair?.digest === pin.digest && pair.events === pin.events;
      if (same) passed += 1;
      else {
        failed += 1;
        notes.push(`    ${engine.name}: ${pair?.digest ?? "no run"}, ${pair?.events ?? 0} events`);
      }
      return (same ? "=" : "≠").padStart(3);
    });
    const events = `${pin?.events ?? ""}`.padStart(7);
    console.log(
      `${name.padEnd(36)} ${(pin?.digest ?? "not pinned").padEnd(16)} ${events} ${marks.join("")}`,
    );
    for (const note of notes) console.log(note);
  }
  return { passed, failed };
}

const { present, absent } = await engines();
const results = await runEverywhere(present);
if (values.update) writePins(results[0]?.pairs ?? {});
const { passed, failed } = compare(readPins(), results);
for (const what of absent) console.log(`left out: ${what}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
