import { formatLint, lintTemplate, type Override } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { textOfFile } from "./files.ts";
import type { Terminal } from "./terminal.ts";

/** What `orrery lint` may be told. */
export interface LintCommandOptions {
  readonly json?: boolean;
  readonly parameter: readonly Override[];
}

/** Says of each resource of a template what is modeled, and gives the exit status. */
export function lintCommand(
  path: string,
  { json, parameter }: LintCommandOptions,
  terminal: Terminal,
): number {
  const parameters = Object.fromEntries(parameter.map(({ path: name, value }) => [name, value]));
  const report = lintTemplate(textOfFile(path), path, { parameters });
  terminal.print(json === true ? `${JSON.stringify(report, null, 2)}\n` : formatLint(report));
  return exitStatus.fine;
}
