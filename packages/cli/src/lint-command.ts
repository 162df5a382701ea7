import { dirname, isAbsolute, join } from "node:path";
import { prepareRun } from "@orrery/aws";
import { ConfigError, seconds } from "@orrery/kernel";
import {
  expandedTemplate,
  formatChanges,
  formatLint,
  lintTemplate,
  readTemplate,
  resourcePlace,
  stackOf,
  templateChanges,
  type LintReport,
  type OpenFile,
  type WrittenOverride,
} from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { textOfFile } from "./files.ts";
import { measureBeside } from "./package-size.ts";
import { declaredOf, deploySettings, type SamConfigOptions } from "./sam-config.ts";
import type { Terminal } from "./terminal.ts";

/** What `orrery lint` may be told. */
export interface LintCommandOptions extends SamConfigOptions {
  readonly json?: boolean;
  /** Print what a template of SAM becomes instead. */
  readonly expanded?: boolean;
  readonly parameter: readonly WrittenOverride[];
  readonly stackName?: string;
  readonly region?: string;
  readonly account?: string;
}

/**
 * Says of each resource of a template what is modeled, then what AWS would refuse; or what an update from
 * it to another one does. Gives the exit status.
 */
export function lintCommand(
  path: string,
  next: string | undefined,
  { json, expanded, parameter, ...settings }: LintCommandOptions,
  terminal: Terminal,
): number {
  const text = textOfFile(path);
  const configured = deploySettings(path, settings);
  const isConfigured = Object.keys(configured.parameters).length > 0;
  const parameters = {
    ...(isConfigured ? declaredOf(configured.parameters, readTemplate(text, path).parameters) : {}),
    ...Object.fromEntries(parameter.map(({ path: name, value }) => [name, value])),
  };
  const stack = stackOf(
    { ...configured, ...settings },
    (setting) => `--${setting === "stackName" ? "stack-name" : setting}`,
  );
  const options = { ...stack, parameters, open: beside(path) };
  if (next !== undefined) {
    if (expanded === true) {
      throw new ConfigError("--expanded", "one template", `two, ${path} and ${next}`);
    }
    const before = { file: path, text, open: beside(path) };
    const after = { file: next, text: textOfFile(next), open: beside(next) };
    const changes = templateChanges(before, after, options);
    terminal.print(
      json === true ? `${JSON.stringify(changes, null, 2)}\n` : formatChanges(changes),
    );
    return exitStatus.fine;
  }
  if (expanded === true) {
    terminal.print(expandedTemplate(text, path, options));
    return exitStatus.fine;
  }
  const report = lintTemplate(text, path, { ...options, measure: measureBeside(path) });
  const refusal = refusalOf(report);
  terminal.print(
    json === true
      ? `${JSON.stringify({ ...report, refused: refusal?.message ?? null }, null, 2)}\n`
      : formatLint(report),
  );
  if (refusal === null) return exitStatus.fine;
  throw refusal;
}

/** Opens files by their paths from the folder of another. */
const beside =
  (file: string): OpenFile =>
  (path) => {
    const found = isAbsolute(path) ? path : join(dirname(file), path);
    return { path: found, text: textOfFile(found) };
  };

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
