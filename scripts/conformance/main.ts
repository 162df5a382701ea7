import { join } from "node:path";
import { runCommand } from "./command.ts";

const repository = join(import.meta.dirname, "../..");

process.exitCode = runCommand(process.argv.slice(2), {
  // Beside the repository: they are no part of it.
  casesFolder: join(repository, "../shared/cases"),
  baselinePath: join(import.meta.dirname, "baseline.json"),
  pagePath: join(repository, "docs/reference/conformance.md"),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
});
