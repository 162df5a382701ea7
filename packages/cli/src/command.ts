import { Command, CommanderError, InvalidArgumentError } from "commander";
import { ConfigError, DefectError, parseDuration, type Duration } from "@orrery/kernel";
import { scenarioJsonSchema, ScenarioError, TemplateError, type Override } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { lintCommand } from "./lint-command.ts";
import { replayCommand } from "./replay-command.ts";
import { runCommand, type RunCommandOptions } from "./run-command.ts";
import { version } from "./version.ts";

/** The command with all that it can do. */
export function createProgram(finish: (status: number) => void): Command {
  const program = new Command("orrery")
    .description("Simulates serverless architectures on a virtual clock, bit for bit the same every time.")
    .version(version)
    .showHelpAfterError("(orrery --help says more)")
    .exitOverride();

  program
    .command("run")
    .description("run a scenario and say what came of it")
    .argument("<scenario>", "a scenario file, YAML or JSON")
    .option("--seed <seed>", "derive all chance from this", seedOf)
    .option("--duration <duration>", "stop after this much virtual time, such as 10m", durationOption)
    .option("--set <path=value>", "replace a setting of the scenario; may be repeated", collect, [])
    .option("--json", "print one JSON object on standard output")
    .option("--save <file>", "keep all that repeats the run")
    .option("--trace <file>", "write each event as a line of JSON")
    .action(async (scenario: string, options: RunCommandOptions) => {
      finish(await runCommand(scenario, options));
    });

  program
    .command("replay")
    .description("run a saved run again; exit 0 when it is the same")
    .argument("<file>", "what run --save wrote")
    .option("--json", "print one JSON object on standard output")
    .action(async (file: string, options: { json?: boolean }) => {
      finish(await replayCommand(file, options));
    });

  program
    .command("lint")
    .description("say of each resource and property of a template what is modeled")
    .argument("<template>", "a SAM or CloudFormation template, or what cdk synth wrote")
    .option("--parameter <name=value>", "give a parameter of the template a value; may be repeated", collect, [])
    .option("--json", "print one JSON object on standard output")
    .action((template: string, options: { json?: boolean; parameter: Override[] }) => {
      finish(lintCommand(template, options));
    });

  program
    .command("schema")
    .description("print the JSON Schema of scenario files, for editors")
    .action(() => {
      process.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
      finish(exitStatus.fine);
    });

  return program;
}

/** Runs the command on its arguments; gives the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.fine;
  const program = createProgram((finished) => {
    status = finished;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    return statusOfError(error);
  }
}

function statusOfError(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitStatus.fine : exitStatus.wrongInput;
  }
  if (
    error instanceof ConfigError ||
    error instanceof ScenarioError ||
    error instanceof TemplateError
  ) {
    process.stderr.write(`${error.message}\n`);
    return exitStatus.wrongInput;
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const kind = error instanceof DefectError ? "The simulation contradicts itself" : "A defect of orrery";
  process.stderr.write(`${kind}: ${message}\n`);
  return exitStatus.defect;
}

function collect(value: string, before: readonly Override[]): Override[] {
  const place = value.indexOf("=");
  if (place <= 0) throw new InvalidArgumentError(`expected path=value, received ${value}`);
  return [...before, { path: value.slice(0, place), value: value.slice(place + 1) }];
}

const seedOf = (text: string): number | string => (/^\d{1,15}$/.test(text) ? Number(text) : text);

function durationOption(text: string): Duration {
  try {
    return parseDuration("--duration", text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
