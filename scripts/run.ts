import { spawn } from "node:child_process";
import { root } from "./workspace.ts";

/** How a program is run. */
export interface RunOptions {
  /** Its working folder. @defaultValue the repository's */
  readonly cwd?: string;
  /** In place of this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Given on its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Milliseconds after which it is ended. @defaultValue 20 minutes */
  readonly timeout?: number;
  /** Whether a status other than 0 is an answer rather than an error. @defaultValue false */
  readonly mayFail?: boolean;
}

/** What a program that was run came to. */
export interface Outcome {
  /** `null` when a signal ended it. */
  readonly status: number | null;
  /** Its standard output. */
  readonly output: string;
  /** Its standard error. */
  readonly errors: string;
}

/**
 * Runs a program to its end.
 *
 * @throws Error with all it printed, when its status is not 0 and {@link RunOptions.mayFail} does not
 *   say otherwise.
 */
export function run(
  program: string,
  args: readonly string[],
  { cwd = root, env = process.env, input = "", timeout = 1_200_000, mayFail }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, timeout });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => output.push(part));
    child.stderr.on("data", (part: Buffer) => errors.push(part));
    child.stdin.on("error", () => undefined); // A program that reads nothing closes it.
    child.stdin.end(input);
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const outcome: Outcome = {
        status,
        output: Buffer.concat(output).toString("utf8"),
        errors: Buffer.concat(errors).toString("utf8"),
      };
      // Ended by us means out of time, whatever status it then leaves with.
      const wasEnded = status === null || child.killed;
      if (!wasEnded && (status === 0 || mayFail === true)) resolve(outcome);
      else {
        const how = child.killed
          ? `took more than ${timeout / 1_000} s`
          : status === null
            ? `was ended by ${signal}`
            : `ended with status ${status}`;
        const said = `${outcome.output}${outcome.errors}`.trim();
        reject(new Error(`${program} ${args.join(" ")} ${how}:\n${said}`));
      }
    });
  });
}
