#!/usr/bin/env node
import * as modules from "node:module";
import { exitStatus } from "./exit-status.ts";
import { reasonOf } from "./system-reason.ts";

// Most of the time to the first event goes by while packages are read: what was compiled once is kept for the next command,
// where Node.js can do so.
modules.enableCompileCache?.();

// The output is that of the process: whoever reads it is gone for the length of it.
let isLost = false;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may have read enough, as in `orrery run … | head`.
  if (error.code === "EPIPE" || isLost) return;
  isLost = true;
  process.exitCode = exitStatus.outputLost;
  const reason = reasonOf(error);
  process.stderr.write(
    `standard output: expected a place that takes all of it, received ${reason}\n`,
  );
});
// There is nobody left to tell.
process.stderr.on("error", () => undefined);

const { main } = await import("./command.ts");
const status = await main(process.argv.slice(2));
if (!isLost) process.exitCode = status;
