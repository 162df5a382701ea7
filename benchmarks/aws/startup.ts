import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import { parseOutcome, printOutcome } from "../outcome.ts";

// The package is bundled first, as it is published: reading TypeScript is no part of its start.
const folder = mkdtempSync(join(tmpdir(), "orrery-startup-"));
const bundle = join(folder, "aws.mjs");
await build({
  stdin: {
    contents: `export { simulate } from "@orrery/aws";`,
    resolveDir: import.meta.dirname,
  },
  outfile: bundle,
  bundle: true,
  format: "esm",
  platform: "node",
  conditions: ["source"],
  // What is no module of ECMAScript asks for Node.js' own.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});
const url = JSON.stringify(pathToFileURL(bundle).href);
const firstEvent = `
  const { simulate } = await import(${url});
  const simulation = simulate();
  simulation.client().call("sqs", "CreateQueue", { QueueName: "orders" });`;
const timed = `
  const before = process.cpuUsage();${firstEvent}
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ value: (user + system) / 1_000, work: 1 }));`;

function run(program: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The least time on the wall of several: what else the machine does only adds. */
function wallTime(program: string): number {
  let least = Infinity;
  for (let left = 5; left > 0; left -= 1) {
    const started = performance.now();
    run(program);
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

try {
  switch (process.argv[2]) {
    case "import":
      printOutcome(parseOutcome(run(timed)));
      break;
    case "process":
      printOutcome({ value: wallTime(firstEvent), work: 1 });
      break;
    default:
      printOutcome({ value: wallTime(""), work: 1 });
  }
} finally {
  rmSync(folder, { recursive: true });
}
