import { unsupported, type CaseFile } from "../outcome.ts";

/** What the files are about that nothing here can run yet, by the beginning of their names. */
const subjects: readonly (readonly [prefix: string, reason: string])[] = [
  ["sfn_", "Step Functions is not modeled"],
];

/** A file that nothing here runs: each case is listed, with the reason. */
export function notModeled(name: string): CaseFile {
  const subject = subjects.find(([prefix]) => name.startsWith(prefix));
  const reason = subject?.[1] ?? `${name} is not run`;
  return { name, isComplete: false, run: () => unsupported(reason) };
}
