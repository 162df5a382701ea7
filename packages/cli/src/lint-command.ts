import { prepareRun } from "@orrery/aws";
import { ConfigError, seconds } from "@orrery/kernel";
import {
  expandedTemplate,
  formatLint,
  lintTemplate,
  resourcePlace,
  stackOf,
  type LintReport,
  type WrittenOverride,
} from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { textOfFile } from "./files.ts";
import type { Terminal } from "./terminal.ts";

/** What `orrery lint` may be told. */
export interface LintCommandOptions {
  readonly json?: boolean;
  /** Print what a template of SAM becomes instead. */
  readonly expanded?: boolean;
  readonly parameter: readonly WrittenOverride[];
  readonly stackName?: string;
  readonly region?: string;
  readonly account?: string;
}

/**
 * Says of each resource of a template what is modeled, then what AWS would refuse, and gives the
 * exit status.
 */
export function lintCommand(
  path: string,
  { json, expanded, parameter, ...settings }: LintCommandOptions,
  terminal: Terminal,
): number {
  const parameters = Object.fromEntries(parameter.map(({ path: name, value }) => [name, value]));
  const stack = stackOf(
    settings,
    (setting) => `--${setting === "stackName" ? "stack-name" : setting}`,
  );
  const text = textOfFile(path);
  if (expanded === true) {
    terminal.print(expandedTemplate(text, path, { ...stack, parameters }));
    return exitStatus.fine;
  }
  const report = lintTemplate(text, path, { ...stack, parameters });
  const refusal = refusalOf(report);
  terminal.print(
    json === true
      ? `${JSON.stringify({ ...report, refused: refusal?.message ?? null }, null, 2)}\n`
      : formatLint(report),
  );
  if (refusal === null) return exitStatus.fine;
  throw refusal;
}

/** What AWS would say when the template is deployed; `null` when it takes all that is modeled. */
function refusalOf({ file, operations, resources, environment }: LintReport): ConfigError | null {
  try {
    prepareRun(
      {
        architecture: operations,
        asOf: "2026-11-01",
        startsAt: "2026-01-01T00:00:00Z",
        region: environment.region,
        accountId: environment.accountId,
        duration: seconds(1),
        workloads: [],
        latencies: {},
        faults: [],
        expectations: [],
      },
      { seed: 1 },
    );
    return null;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [logicalId = ""] = error.path.split(" ");
    const place = resourcePlace(file, resources, logicalId, error.received);
    return new ConfigError(`${place ?? file}: ${error.path}`, error.expected, error.received);
  }
}
