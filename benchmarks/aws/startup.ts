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
});
const program = `
  const before = process.cpuUsage();
  const { simulate } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
  const simulation = simulate();
  simulation.client().call("sqs", "CreateQueue", { QueueName: "orders" });
  const { user, system } = process.cpuUsage(before);
  const value = (user + system) / 1_000;
  console.log(JSON.stringify({ value, work: 1, count: simulation.events }));
`;
const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
  encoding: "utf8",
});
rmSync(folder, { recursive: true });
if (stdout === "") throw new Error(stderr);
printOutcome(parseOutcome(stdout));
