#!/usr/bin/env node
import { main } from "./command.ts";

// Whoever reads the output may have read enough, as in `orrery run … | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2));
