import { simulationSupport } from "../account.ts";
import type { CaseFile, RecordedCase } from "../outcome.ts";
import { withoutPlaceholders } from "../placeholders.ts";
import { runTraceCase, type AccountOptions } from "../trace-case.ts";

const usualRegion = "us-east-1";
/** The account of the recordings; parts of the other suite that do not ask AWS have their own. */
const recordedAccount = "111111111111";
const unrecordedAccount = "123456789012";

/** Whether a file of this name holds programs against an account. */
export const isTraceFile = (name: string): boolean => /^(?:ls|moto)_/.test(name);

/** Programs against an account with what AWS, or a peer that was checked against it, answered. */
export function traceFile(name: string, filesFolder: string): CaseFile {
  return {
    name,
    isComplete: false,
    run(recorded) {
      const options = { ...accountOf(recorded), filesFolder };
      return runTraceCase(realized(recorded, options), simulationSupport, options);
    },
  };
}

/** A case that AWS never saw, as AWS would take it. */
function realized(recorded: RecordedCase, { accountId }: AccountOptions): RecordedCase {
  const { awsVerified, input } = recorded;
  if (awsVerified !== false) return recorded;
  return { ...recorded, input: { ...input, ops: withoutPlaceholders(input.ops, accountId) } };
}

/** The account of a case, under the rules of the day it was recorded. */
function accountOf(recorded: RecordedCase): AccountOptions {
  const { awsVerified, recordedAt } = recorded;
  const region = regionIn(recorded);
  // They never wait until something is there, since it is where they were run.
  if (awsVerified === false) return { accountId: unrecordedAccount, region, makesAtOnce: true };
  const account: AccountOptions = {
    accountId: recordedAccount,
    region,
    // Where the other suite asked AWS about buses, imports and exports it waited, of which its programs here have nothing.
    ...(/\/test_events\/|_(?:import|export)_table\.py/.test(recorded.source)
      ? { makesAtOnce: true }
      : {}),
  };
  // Day, month and year: 30-07-2025, 10:01:38.
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4}),/.exec(String(recordedAt)) ?? [];
  if (year === undefined) return account;
  return { ...account, asOf: `${year}-${month}-${day}` };
}

/** The Region that a case names in its source, in ARNs of its account, or of all its schedules, as its calls are made there. */
function regionIn(recorded: RecordedCase): string {
  const inBrackets = /\[((?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+)+-\d)\]$/.exec(
    recorded.source,
  )?.[1];
  if (inBrackets !== undefined && recorded.awsVerified === false) return inBrackets;
  const text = JSON.stringify(recorded);
  const own = /arn:aws:[a-z]+:([a-z]+(?:-[a-z]+)+-\d):(?:123456789012|⟦[^⟧]*Account⟧):/;
  const ofSchedules = new Set(
    [...text.matchAll(/arn:aws:scheduler:([a-z0-9-]+):/g)].map(([, name]) => name!),
  );
  const [only] = ofSchedules;
  if (ofSchedules.size === 1) return only!;
  return own.exec(text)?.[1] ?? usualRegion;
}
