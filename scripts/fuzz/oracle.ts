import type { Captured } from "../../packages/cli/test/captured.ts";

/** Words of JavaScript that no message may have: it is the user who reads it. */
const leaks =
  /\bundefined\b|\[object |Cannot (?:read|set|destructure)|is not (?:a function|iterable|a constructor)|Maximum call stack|Invalid (?:string|array) length|\bNaN\b|toString\(\)/;

/** What is wrong with how the command ended; `null`: it did as it promises, whatever it was given. */
export function complaintOf({ status, out, err }: Captured): string | null {
  const shown = err.slice(0, 600);
  if (![0, 1, 2].includes(status)) return `exit status ${status}: ${shown}`;
  // Without a command, what there is to say is how to use it.
  const isUsage = err.startsWith("Usage: orrery");
  if (status === 2 && !isUsage && !/^[^\n]+\n$/.test(err))
    return `no single line, but ${JSON.stringify(shown)}`;
  const leak = leaks.exec(err) ?? leaks.exec(out);
  return leak === null ? null : `"${leak[0]}" in a message: ${leak.input.slice(0, 600)}`;
}

/** What is wrong with an error that a function threw; `null`: it is one of those that it promises. */
export function complaintOfError(error: unknown, promised: readonly string[]): string | null {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  if (!promised.includes(error.name)) return `${error.name}: ${(error.stack ?? "").slice(0, 600)}`;
  return leaks.test(error.message) ? `a message that says ${error.message.slice(0, 600)}` : null;
}
