import { simulationSupport } from "../account.ts";
import type { CaseFile, RecordedCase } from "../outcome.ts";
import { runTraceCase, type AccountOptions } from "../trace-case.ts";

const region = "us-east-1";
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

/** The account of a case, under the rules of the day it was recorded. */
function accountOf({ awsVerified, recordedAt, source }: RecordedCase): AccountOptions {
  const inBrackets = /\[((?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+)+-\d)\]$/.exec(source)?.[1];
  if (inBrackets !== undefined && awsVerified === false) {
    return { accountId: unrecordedAccount, region: inBrackets, makesAtOnce: true };
  }
  // They never wait until something is there, since it is where they were run.
  if (awsVerified === false) return { accountId: unrecordedAccount, region, makesAtOnce: true };
  const accountId = recordedAccount;
  // Day, month and year: 30-07-2025, 10:01:38.
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4}),/.exec(String(recordedAt)) ?? [];
  if (year === undefined) return { accountId, region };
  return { accountId, region, asOf: `${year}-${month}-${day}` };
}
