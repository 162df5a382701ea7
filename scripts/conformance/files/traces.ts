import { simulationSupport } from "../account.ts";
import type { CaseFile, RecordedCase } from "../outcome.ts";
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
    run: (recorded) =>
      runTraceCase(recorded, simulationSupport, { ...accountOf(recorded), filesFolder }),
  };
}

/** The Region that a case names in ARNs of its account, as its calls are made there. */
function regionIn(recorded: RecordedCase): string {
  const own = /arn:aws:[a-z]+:([a-z]+(?:-[a-z]+)+-\d):(?:123456789012|⟦[^⟧]*Account⟧):/;
  return own.exec(JSON.stringify(recorded))?.[1] ?? usualRegion;
}

/** The account of a case, under the rules of the day it was recorded. */
function accountOf(recorded: RecordedCase): AccountOptions {
  const { awsVerified, recordedAt } = recorded;
  // They never wait until something is there, since it is where they were run.
  if (awsVerified === false) {
    return { accountId: unrecordedAccount, region: regionIn(recorded), makesAtOnce: true };
  }
  const account: AccountOptions = {
    accountId: recordedAccount,
    region: regionIn(recorded),
    // Where the other suite asked AWS about buses it waited, of which its programs here have nothing.
    ...(recorded.source.includes("/test_events/") ? { makesAtOnce: true } : {}),
  };
  // Day, month and year: 30-07-2025, 10:01:38.
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4}),/.exec(String(recordedAt)) ?? [];
  if (year === undefined) return account;
  return { ...account, asOf: `${year}-${month}-${day}` };
}
