import { missingPermissions, prepareRun } from "@orrery/aws";
import { ConfigError, seconds } from "@orrery/kernel";
import {
  expandedTemplate,
  formatChanges,
  formatLint,
  lintResolved,
  resolvedAt,
  resourcePlace,
  stackOf,
  templateChanges,
  type LintReport,
  type ResolvedTemplate,
  type StackChoice,
  type TemplateFiles,
  type WrittenOverride,
} from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { isFolder, textOfFile } from "./files.ts";
import { measureBeside } from "./package-size.ts";
import { deploySettings, type SamConfigOptions } from "./sam-config.ts";
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
  /** Of what `cdk synth` wrote, the one stack that is meant. */
  readonly stack?: string;
}

/**
 * Says of each resource of a template what is modeled, then what AWS would refuse; or what an update from
 * it to another one does. Gives the exit status.
 */
export function lintCommand(
  path: string,
  next: string | undefined,
  { json, expanded, parameter, stack, ...settings }: LintCommandOptions,
  terminal: Terminal,
): number {
  const configured = deploySettings(path, settings);
  const own = Object.fromEntries(parameter.map(({ path: name, value }) => [name, value]));
  const named = stackOf(
    { ...configured, ...settings },
    (setting) => `--${setting === "stackName" ? "stack-name" : setting}`,
  );
  const choice = { ...named, ...(stack === undefined ? {} : { stack }) };
  const resolved = (file: string, values: StackChoice) =>
    resolvedAt(file, files, { ...choice, ...values }, (setting) => optionOf[setting]);
  if (next !== undefined) {
    if (expanded === true) {
      throw new ConfigError("--expanded", "one template", `two, ${path} and ${next}`);
    }
    // A parameter may be in one of the two alone.
    const offered = { ...configured.parameters, ...own };
    const changes = templateChanges(resolved(path, { offered }), resolved(next, { offered }));
    terminal.print(
      json === true ? `${JSON.stringify(changes, null, 2)}\n` : formatChanges(changes),
    );
    return exitStatus.fine;
  }
  const template = resolved(path, { offered: configured.parameters, parameters: own });
  if (expanded === true) {
    terminal.print(expandedTemplate(template));
    return exitStatus.fine;
  }
  const report = lintResolved(
    template,
    measureBeside(isFolder(path) ? `${path}/manifest.json` : path),
  );
  const refusal = refusalOf(report);
  const permissions = refusal === null ? permissionsLacking(template) : [];
  terminal.print(
    json === true
      ? `${JSON.stringify({ ...report, permissions, refused: refusal?.message ?? null }, null, 2)}\n`
      : `${formatLint(report)}${permissionLines(permissions)}`,
  );
  if (refusal === null) return exitStatus.fine;
  throw refusal;
}

/** What the roles and permissions of a template lack, a sentence each. */
function permissionsLacking(template: ResolvedTemplate): readonly string[] {
  const environment = { ...template.environment, mindsPermissions: true };
  const { operations } = lintResolved({ ...template, environment });
  try {
    return missingPermissions(
      prepareRun({ ...deployment(operations, environment), iam: { mode: "warn" } }, { seed: 1 }),
    );
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [`${error.path}: ${error.received}`];
  }
}

const permissionLines = (lacking: readonly string[]): string =>
  lacking.length === 0
    ? ""
    : `\npermissions that are missing\n${lacking.map((line) => `  ${line}\n`).join("")}`;

const files: TemplateFiles = {
  open: (path) => ({ path, text: textOfFile(path) }),
  isFolder,
};

const optionOf = {
  stack: "--stack",
  stackName: "--stack-name",
  region: "--region",
  account: "--account",
  parameters: "--parameter",
} as const;

/** A run of nothing but a deployment. */
const deployment = (
  architecture: LintReport["operations"],
  { region, accountId }: LintReport["environment"],
) => ({
  architecture,
  asOf: "2026-11-01",
  startsAt: "2026-01-01T00:00:00Z",
  region,
  accountId,
  duration: seconds(1),
  workloads: [],
  latencies: {},
  faults: [],
  expectations: [],
});

/** What AWS would say when the template is deployed; `null` when it takes all that is modeled. */
function refusalOf({ file, operations, resources, environment }: LintReport): ConfigError | null {
  try {
    prepareRun(deployment(operations, environment), { seed: 1 });
    return null;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [logicalId = ""] = error.path.split(" ");
    const place = resourcePlace(resources, logicalId, error.received);
    return new ConfigError(`${place ?? file}: ${error.path}`, error.expected, error.received);
  }
}
