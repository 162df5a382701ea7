import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { WrittenOverride } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import type { EventOptions } from "./event-command.ts";
import type { ExplainOptions } from "./explain-command.ts";
import type { ExportOptions } from "./export-command.ts";
import type { InitOptions } from "./init-command.ts";
import type { InvokeOptions } from "./invoke-command.ts";
import type { LintCommandOptions } from "./lint-command.ts";
import { shells, type Shell } from "./shells.ts";
import { printableTerminal } from "./printable.ts";
import type { ReplayOptions } from "./replay-command.ts";
import type { RunCommandOptions } from "./run-command.ts";
import type { SweepCommandOptions } from "./sweep-command.ts";
import { processTerminal, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

// What a command needs is loaded when it is called: `orrery --version` simulates nothing.

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
  const finish = (finished: number) => {
    status = finished;
  };
  const program = createProgram(terminal, finish);
  addCompletion(program, givenTerminal, finish);
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.fine;
    const { statusOfError } = await import("./command-error.ts");
    return statusOfError(error, terminal, program, args);
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
      // What is wrong with the arguments is said like all that is wrong, where all that is said.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      getOutHasColors: () => terminal.colors,
      getErrHasColors: () => terminal.colors,
    })
    .exitOverride();

  program
    .command("init")
    .description("write a scenario of a template, to be filled in; it runs as it is")
    .argument("<template>", "a SAM or CloudFormation template, or what cdk synth wrote")
    .option("--output <file>", "where to write (default: the template's name, .scenario.yaml)")
    .option("--force", "write over a file that is there")
    .option("--parameter <name=value>", "give a parameter a value; may be repeated", collect, [])
    .action(async (template: string, options: InitOptions) => {
      const { initCommand } = await import("./init-command.ts");
      finish(initCommand(template, options, terminal));
    });

  program
    .command("run")
    .description("run a scenario and say what came of it")
    .argument(
      "<scenario>",
      "a scenario: a YAML or JSON file, or a module that exports one; or the folder that cdk synth wrote",
    )
    .option("--seed <seed>", "derive all chance from this", seedOf)
    .option("--duration <duration>", "stop after this much virtual time, such as 10m")
    .option("--set <path=value>", "replace a setting of the scenario; may be repeated", collect, [])
    .option("--stack <name>", "of what cdk synth wrote: run one stack; left out, all")
    .option(
      "--config-env <name>",
      "take an environment of samconfig.toml: its parameters, stack name and Region",
    )
    .option("--config-file <file>", "another file than samconfig.toml beside the template")
    .option("--json", "print one JSON object on standard output")
    .option("--save <file>", "keep all that repeats the run, for replay")
    .option("--trace <file>", "write each event and its effects, for explain and export")
    .option("--series <file>", "write every gauge and count by minute, as .csv or .json")
    .option("--logs <function>", "print the log of a function in place of the summary")
    .option("--profile <function>", "write where the time of a function goes, for speedscope")
    .option("--profile-out <file>", "where, in place of <function>.speedscope.json")
    .option(
      "--no-sensitivity",
      "where failures or throttles slowed polling down, do not repeat the run with other assumptions",
    )
    .addHelpText(
      "after",
      "\nExit status: 0 all expectations hold, 1 one does not, 2 the input is wrong or an output cannot be written, 70 a defect, 130 stopped by Ctrl-C.",
    )
    .action(async (scenario: string, options: RunCommandOptions) => {
      const { runCommand } = await import("./run-command.ts");
      finish(await runCommand(scenario, options, terminal));
    });

  program
    .command("sweep")
    .description("run a scenario with all combinations of some settings, and compare numbers")
    .argument("<scenario>", "a scenario: a YAML or JSON file, or a module that exports one")
    .option(
      "--vary <path=values>",
      "a setting and its values, such as resources.WorkerOrders.BatchSize=1,5,10; may be repeated",
      collect,
      [],
    )
    .option(
      "--measure <name=number>",
      "a column and its number, such as p99=Worker.Duration.p99; may be repeated",
      collect,
      [],
    )
    .option("--seeds <number>", "run each combination under so many seeds, the same for all", "5")
    .option(
      "--threads <number>",
      "carry the runs out by so many threads (default: all cores, where it takes more than a moment); the result is the same",
    )
    .option("--duration <duration>", "stop after this much virtual time, such as 10m")
    .option("--set <path=value>", "replace a setting of the scenario; may be repeated", collect, [])
    .addOption(
      new Option("--format <format>", "a table for people, CSV or JSON with times in microseconds")
        .choices(["table", "csv", "json"])
        .default("table"),
    )
    .action(async (scenario: string, options: SweepCommandOptions) => {
      const { sweepCommand } = await import("./sweep-command.ts");
      finish(await sweepCommand(scenario, options, terminal));
    });

  program
    .command("replay")
    .description("run a saved run again; exit 0 when it is the same, 1 when it is not")
    .argument("<file>", "what run --save wrote")
    .option("--json", "print one JSON object on standard output")
    .option("--run-modules", "run the modules that the file names: only where you trust it")
    .addOption(scriptsOption())
    .option("--trace <file>", "write each event and its effects, for explain and export")
    .option("--only <resource>", "of --trace: the events of one resource, by its logical id")
    .option("--from <time>", "of --trace: from this virtual time on, such as 20m")
    .option("--until <time>", "of --trace: up to this virtual time")
    .action(async (file: string, options: ReplayOptions) => {
      const { replayCommand } = await import("./replay-command.ts");
      finish(await replayCommand(file, options, terminal));
    });

  program
    .command("explain")
    .description("tell why messages were given up, or what happened to one of them")
    .argument("<file>", "what run --save or run --trace wrote")
    .option("--dead-letters", "of a saved run: the messages that were given up, with the reasons")
    .option(
      "--first <count>",
      "of how many of them, for each dead-letter queue (default: 10)",
      countOf,
    )
    .option("--message <message>", "a message id, or a queue and a number such as Orders:17")
    .option("--event <event>", "of a trace: what led to the event of this number")
    .option(
      "--execution <execution>",
      "of a saved run: an execution by its name, or a state machine and a number such as Orders:17",
    )
    .option("--graph", "of a saved run: the states of workflows with counts and times, as Mermaid")
    .option("--run-modules", "run the modules that a saved run names: only where you trust it")
    .addOption(scriptsOption())
    .option("--json", "print one JSON object on standard output")
    .action(async (file: string, options: ExplainOptions) => {
      const { explainCommand } = await import("./explain-command.ts");
      finish(await explainCommand(file, options, terminal));
    });

  program
    .command("export")
    .description("write the events of a run in a form that other tools open")
    .argument("<file>", "what run --save or run --trace wrote")
    .addOption(
      new Option(
        "--format <format>",
        "Perfetto's JSON, lines of OpenTelemetry spans, or each event as a line of JSON",
      )
        .choices(["perfetto", "otlp", "jsonl"])
        .makeOptionMandatory(),
    )
    .requiredOption("--output <file>", "where to write")
    .option("--run-modules", "run the modules that a saved run names: only where you trust it")
    .addOption(scriptsOption())
    .action(async (file: string, options: ExportOptions) => {
      const { exportCommand } = await import("./export-command.ts");
      finish(await exportCommand(file, options, terminal));
    });

  program
    .command("lint")
    .description("say of each resource and property of a template whether it is modeled")
    .argument("<template>", "a SAM or CloudFormation template, or what cdk synth wrote")
    .argument("[next]", "another: say what an update from the first to it replaces and changes")
    .option("--parameter <name=value>", "give a parameter a value; may be repeated", collect, [])
    .option("--stack-name <name>", "of the stack; begins the names of resources without one")
    .option("--region <region>", "of the stack, such as eu-west-1")
    .option("--account <account>", "of the stack: 12 digits")
    .option(
      "--config-env <name>",
      "take an environment of samconfig.toml: its parameters, stack name and Region",
    )
    .option("--config-file <file>", "another file than samconfig.toml beside the template")
    .option("--stack <name>", "of what cdk synth wrote: one stack; left out, all")
    .option("--expanded", "print the template of CloudFormation that a template of SAM becomes")
    .option("--json", "print one JSON object on standard output")
    .action(async (template: string, next: string | undefined, options: LintCommandOptions) => {
      const { lintCommand } = await import("./lint-command.ts");
      finish(lintCommand(template, next, options, terminal));
    });

  program
    .command("event")
    .description("print a sample of what a service brings to functions and subscribers")
    .argument("[service]", "who brings it, such as sqs; left out, all are listed")
    .argument("[event]", "which of its events, such as batch")
    .option("--name <name>", "of the queue or topic that it comes from")
    .option("--body <text>", "of the message")
    .option("--region <region>", "where it comes from, such as eu-west-1")
    .option("--account <account>", "of whom it comes: 12 digits")
    .action(
      async (service: string | undefined, event: string | undefined, options: EventOptions) => {
        const { eventCommand } = await import("./event-command.ts");
        finish(eventCommand(service, event, options, terminal));
      },
    );

  program
    .command("invoke")
    .description("invoke one function of a template once, and print its log and its answer")
    .argument("<template>", "a SAM or CloudFormation template, or what cdk synth wrote")
    .argument("<function>", "its logical id")
    .option("--event <file>", "what it is invoked with, in JSON; - for standard input")
    .option("--scenario <file>", "a scenario that says what functions do")
    .option("--handler <module>", "a module whose handler is the function's")
    .option("--seed <seed>", "derive all chance from this", seedOf)
    .option("--set <path=value>", "replace a setting of the scenario; may be repeated", collect, [])
    .option(
      "--config-env <name>",
      "take an environment of samconfig.toml: its parameters, stack name and Region",
    )
    .option("--config-file <file>", "another file than samconfig.toml beside the template")
    .option("--json", "print one JSON object on standard output")
    .addHelpText(
      "after",
      "\nThe log goes to standard error, the answer to standard output.\nExit status: 0 it succeeded, 1 a function error or AWS refuses the invocation, 2 the input is wrong, 70 a defect.",
    )
    .action(async (template: string, name: string, options: InvokeOptions) => {
      const { invokeCommand } = await import("./invoke-command.ts");
      finish(await invokeCommand(template, name, options, terminal));
    });

  program
    .command("schema")
    .description("print the JSON Schema of scenario files, for editors")
    .action(async () => {
      const { scenarioJsonSchema } = await import("@orrery/templates");
      terminal.print(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
      finish(exitStatus.fine);
    });

  return program;
}

/** Adds the commands by which shells complete words: what they print is for shells, and not for eyes. */
function addCompletion(
  program: Command,
  terminal: Terminal,
  finish: (status: number) => void,
): void {
  program
    .command("completion")
    .description("print what a shell runs to complete this command's words")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .action(async (shell: Shell) => {
      const { printCompletion } = await import("./completion-command.ts");
      printCompletion(createProgram(terminal, finish), shell, terminal);
      finish(exitStatus.fine);
    });

  // What such a script asks while somebody types.
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) => {
      const { printCandidates } = await import("./completion-command.ts");
      printCandidates(createProgram(terminal, finish), words, terminal);
      finish(exitStatus.fine);
    });
}

/** Of a saved run whose handlers were written in a program, such as a test. */
const scriptsOption = (): Option =>
  new Option(
    "--scripts <module>",
    "of a saved run: take its scripts and handlers from a module, such as that with the stack; may be repeated",
  ).argParser((module: string, before: readonly string[] = []) => [...before, module]);

function collect(value: string, before: readonly WrittenOverride[]): WrittenOverride[] {
  const place = value.indexOf("=");
  if (place <= 0) throw new InvalidArgumentError(`expected path=value, received "${value}"`);
  return [...before, { path: value.slice(0, place), value: value.slice(place + 1) }];
}

function countOf(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError(`expected a whole number from 1, received "${value}"`);
}

const seedOf = (text: string): number | string => (/^\d{1,15}$/.test(text) ? Number(text) : text);
