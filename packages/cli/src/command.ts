import { sep } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { NotModeledError } from "@orrery/aws";
import { ConfigError, DefectError } from "@orrery/kernel";
import {
  scenarioJsonSchema,
  ScenarioError,
  TemplateError,
  type WrittenOverride,
} from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { explainCommand, type ExplainOptions } from "./explain-command.ts";
import { exportCommand, traceForms } from "./export-command.ts";
import { thrownText } from "./files.ts";
import { lintCommand, type LintCommandOptions } from "./lint-command.ts";
import { printableTerminal } from "./printable.ts";
import { replayCommand, type ReplayOptions } from "./replay-command.ts";
import { runCommand, type RunCommandOptions } from "./run-command.ts";
import { OutputLostError, processTerminal, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

/**
 * Runs the command on its arguments, without the name of the program.
 *
 * @returns the exit status, see {@link exitStatus}.
 */
export async function main(
  args: readonly string[],
  givenTerminal: Terminal = processTerminal,
): Promise<number> {
  const terminal = printableTerminal(givenTerminal);
  let status: number = exitStatus.fine;
  const program = createProgram(terminal, (finished) => {
    status = finished;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    return statusOfError(error, terminal);
  }
}

/** The command with all that it can do. `finish` hears the exit status. */
function createProgram(terminal: Terminal, finish: (status: number) => void): Command {
  const program = new Command("orrery")
    .description(
      "Simulates serverless architectures on a virtual clock, bit for bit the same every time.",
    )
    .version(version)
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.warn(text),
      // What may have been meant comes on a line of its own, and messages have one.
      outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      getOutHasColors: () => terminal.colors,
      getErrHasColors: () => terminal.colors,
    })
    .exitOverride();

  program
    .command("run")
    .description("run a scenario and say what came of it")
    .argument("<scenario>", "a scenario: a YAML or JSON file, or a module that exports one")
    .option("--seed <seed>", "derive all chance from this", seedOf)
    .option("--duration <duration>", "stop after this much virtual time, such as 10m")
    .option("--set <path=value>", "replace a setting of the scenario; may be repeated", collect, [])
    .option("--json", "print one JSON object on standard output")
    .option("--save <file>", "keep all that repeats the run, for replay")
    .option("--trace <file>", "write each event as a line of JSON")
    .option(
      "--no-sensitivity",
      "where failures or throttles slowed polling down, do not repeat the run with other assumptions",
    )
    .addHelpText(
      "after",
      "\nExit status: 0 all expectations hold, 1 one does not, 2 the input is wrong or an output cannot be written, 70 a defect, 130 stopped by Ctrl-C.",
    )
    .action(async (scenario: string, options: RunCommandOptions) => {
      finish(await runCommand(scenario, options, terminal));
    });

  program
    .command("replay")
    .description("run a saved run again; exit 0 when it is the same, 1 when it is not")
    .argument("<file>", "what run --save wrote")
    .option("--json", "print one JSON object on standard output")
    .option("--run-modules", "run the modules that the file names: only where you trust it")
    .action(async (file: string, options: ReplayOptions) => {
      finish(await replayCommand(file, options, terminal));
    });

  program
    .command("explain")
    .description("tell what happened to one message, or what led to one event, by a trace")
    .argument("<trace>", "what run --trace wrote")
    .option("--message <message>", "a message id, or a queue and a number such as Orders:17")
    .option("--event <event>", "the number of an event")
    .option("--json", "print one JSON object on standard output")
    .action((trace: string, options: ExplainOptions) => {
      finish(explainCommand(trace, options, terminal));
    });

  program
    .command("export")
    .description("write a trace in a form that other tools open")
    .argument("<trace>", "what run --trace wrote")
    .addOption(
      new Option("--form <form>", "Perfetto's JSON, or lines of OpenTelemetry spans")
        .choices(traceForms)
        .makeOptionMandatory(),
    )
    .requiredOption("--output <file>", "where to write")
    .action((trace: string, options: Parameters<typeof exportCommand>[1]) => {
      finish(exportCommand(trace, options));
    });

  program
    .command("lint")
    .description("say of each resource and property of a template whether it is modeled")
    .argument("<template>", "a SAM or CloudFormation template, or what cdk synth wrote")
    .option("--parameter <name=value>", "give a parameter a value; may be repeated", collect, [])
    .option("--stack-name <name>", "of the stack; begins the names of resources without one")
    .option("--region <region>", "of the stack, such as eu-west-1")
    .option("--account <account>", "of the stack: 12 digits")
    .option("--expanded", "print the template of CloudFormation that a template of SAM becomes")
    .option("--json", "print one JSON object on standard output")
    .action((template: string, options: LintCommandOptions) => {
      finish(lintCommand(template, options, terminal));
    });

  program
    .command("schema")
    .description("print the JSON Schema of scenario files, for editors")
    .action(() => {
      terminal.print(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
      finish(exitStatus.fine);
    });

  return program;
}

function statusOfError(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitStatus.fine : exitStatus.wrongInput;
  }
  if (
    error instanceof ConfigError ||
    error instanceof NotModeledError ||
    error instanceof ScenarioError ||
    error instanceof TemplateError
  ) {
    const line = error.message.replace(/\s*[\r\n]+\s*/g, " ");
    terminal.warn(`${line.replaceAll(`(${process.cwd()}${sep}`, "(")}\n`);
    return exitStatus.wrongInput;
  }
  if (error instanceof OutputLostError) {
    terminal.warn(
      `standard output: expected a place that takes all of it, received ${error.message}\n`,
    );
    return exitStatus.outputLost;
  }
  if (error instanceof DefectError) {
    terminal.warn(`defect: ${error.message}\n${stackOf(error.cause ?? error)}\n`);
  } else {
    terminal.warn(`defect: ${stackOf(error)}\n`);
  }
  return exitStatus.defect;
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : thrownText(error);

function collect(value: string, before: readonly WrittenOverride[]): WrittenOverride[] {
  const place = value.indexOf("=");
  if (place <= 0) throw new InvalidArgumentError(`expected path=value, received "${value}"`);
  return [...before, { path: value.slice(0, place), value: value.slice(place + 1) }];
}

const seedOf = (text: string): number | string => (/^\d{1,15}$/.test(text) ? Number(text) : text);
