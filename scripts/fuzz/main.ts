import { fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hasModels } from "./client-calls.ts";
import { doors } from "./doors.ts";
import { lastInput, type Order, type Word } from "./session.ts";

const usage = `Usage: npm run fuzz -- [--seed N] [--minutes M] [--runs N] [--door NAME]
Gives every door of the program inputs that nobody should: each is to be answered, or refused in one clear line.

  --seed N     from which the inputs are drawn (default 1); a finding says its own
  --runs N     inputs for each door in a round (default 150)
  --minutes M  go on with further rounds, seed by seed, for so long (default: one round)
  --door NAME  one of ${doors.map(({ name }) => name).join(", ")}

Exit status: 0 when nothing was found, otherwise 1.`;

/** An input whose answer takes longer than this is taken to have none. */
const patience = 60_000;
const megabytes = 1_024;

interface Finding extends Order {
  readonly complaint: string;
  readonly input: string;
}

/** One session in a process of its own, so that what hangs or fills the memory is found, too. */
function run(order: Order): Promise<{ readonly tried: number; readonly found: Finding | null }> {
  const folder = mkdtempSync(join(tmpdir(), "orrery-fuzz-"));
  const child = fork(join(import.meta.dirname, "session.ts"), {
    cwd: folder,
    execArgv: ["--conditions=source", `--max-old-space-size=${megabytes}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  return new Promise((resolve) => {
    let tried: number | null = null;
    let alive = 0;
    let errors = "";
    let found: Finding | null = null;
    let hangs = false;
    const watch = () =>
      setTimeout(() => {
        hangs = true;
        child.kill("SIGKILL");
      }, patience);
    let watcher = watch();
    child.stderr?.on(
      "data",
      (chunk: Buffer) => void (errors = `${errors}${chunk.toString()}`.slice(-2_000)),
    );
    child.on("message", (word) => {
      const said = word as Word;
      clearTimeout(watcher);
      watcher = watch();
      if (said.type === "alive") alive += 1;
      else if (said.type === "done") tried = said.tried;
      else found = { ...order, complaint: said.complaint, input: said.input };
    });
    child.on("close", (status) => {
      clearTimeout(watcher);
      const last = join(folder, lastInput);
      if (tried === null && found === null) {
        const complaint = hangs
          ? `no answer in ${patience / 1_000} s`
          : `the process ended with status ${status}: ${errors}`;
        const input = existsSync(last) ? readFileSync(last, "utf8") : "none";
        found = { ...order, complaint, input };
      }
      rmSync(folder, { recursive: true, force: true });
      resolve({ tried: tried ?? alive, found });
    });
    child.send(order);
  });
}

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "150" },
    minutes: { type: "string", default: "0" },
    door: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(usage);
} else {
  const until = performance.now() + Number(values.minutes) * 60_000;
  const chosen = doors.filter(({ name }) => values.door === undefined || name === values.door);
  if (chosen.length === 0) throw new Error(usage);
  let passed = 0;
  let failed = 0;
  let seed = Number(values.seed);
  do {
    for (const { name, factor = 1 } of chosen) {
      const { tried, found } = await run({ door: name, seed, runs: factor * Number(values.runs) });
      passed += found === null ? tried : Math.max(tried - 1, 0);
      if (found === null) continue;
      failed += 1;
      console.log(`${name}, seed ${seed}: ${found.complaint}`);
      console.log(`  smallest input: ${found.input.slice(0, 4_000)}`);
      console.log(`  again: npm run fuzz -- --seed ${seed} --runs ${values.runs} --door "${name}"`);
    }
    seed += 1;
  } while (performance.now() < until);
  if (!hasModels) console.log("left out: shapes of client calls, since ../shared/models is absent");
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
