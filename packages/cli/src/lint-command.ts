import { formatLint, lintTemplate, type Override } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { textOfFile } from "./scenario-sources.ts";

/** Says of each resource of a template what is modeled, and gives the exit status. */
export function lintCommand(
  path: string,
  options: { readonly json?: boolean; readonly parameter: readonly Override[] },
): number {
  const parameters = Object.fromEntries(
    options.parameter.map(({ path: name, value }) => [name, value]),
  );
  const report = lintTemplate(textOfFile(path), path, { parameters });
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report, null, 2)}\n` : formatLint(report),
  );
  return exitStatus.fine;
}
