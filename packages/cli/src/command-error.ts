import { sep } from "node:path";
import type { Command, CommanderError } from "commander";
import { NotModeledError, withNearest } from "@orrery/aws";
import { ConfigError, DefectError } from "@orrery/kernel";
import { ScenarioError, TemplateError } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { thrownText } from "./files.ts";
import { OutputLostError, type Terminal } from "./terminal.ts";

/** Says what went wrong, and gives the exit status. */
export function statusOfError(
  error: unknown,
  terminal: Terminal,
  program: Command,
  args: readonly string[],
): number {
  if (isOfArguments(error)) {
    if (args.length === 0) terminal.warn(`${program.helpInformation({ error: true })}\n`);
    terminal.warn(`${onOneLine(problemOfArguments(error, program, args))}\n`);
    return exitStatus.wrongInput;
  }
  if (
    error instanceof ConfigError ||
    error instanceof NotModeledError ||
    error instanceof ScenarioError ||
    error instanceof TemplateError
  ) {
    terminal.warn(`${onOneLine(error.message).replaceAll(`(${process.cwd()}${sep}`, "(")}\n`);
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

/** What people wrote may have lines of its own. */
const onOneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, " ");

const isOfArguments = (error: unknown): error is CommanderError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("commander.");

/** What is wrong with the arguments, on one line: of a name that is not known, with the nearest that is. */
function problemOfArguments(
  { code, message }: CommanderError,
  program: Command,
  [first = "", ...rest]: readonly string[],
): string {
  const called = program.commands.find((command) => command.name() === first);
  const whole = called === undefined ? program.name() : `${program.name()} ${first}`;
  const options = optionsOf(called ?? program);
  const [, received = ""] = /'([^]*)'/.exec(message) ?? [];
  switch (code) {
    case "commander.help": {
      const [asked] = first === "help" ? rest : [];
      return unknown(program.name(), namesOf(program), asked);
    }
    case "commander.unknownCommand":
      return unknown(program.name(), namesOf(program), received);
    case "commander.unknownOption":
      return unknown(whole, options, received);
    default: {
      // What is missing may be there under a name that is not quite its own.
      const other = rest.find((word) => word.startsWith("--") && !options.includes(nameIn(word)));
      if (code === "commander.missingMandatoryOptionValue" && other !== undefined) {
        return unknown(whole, options, nameIn(other));
      }
      return message.replace(/^error: /, `${whole}: `);
    }
  }
}

/** The option's name in a word such as `--seed=3`. */
const nameIn = (word: string): string => word.split("=", 1)[0]!;

const optionsOf = (command: Command): readonly string[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => long ?? []);

const namesOf = (program: Command): readonly string[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());

function unknown(subject: string, known: readonly string[], received: string | undefined): string {
  const said = received === undefined ? "nothing" : withNearest(received, known);
  return `${subject}: expected ${oneOf(known)}, received ${said}`;
}

const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `one of ${names.join(", ")}`;

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : thrownText(error);
