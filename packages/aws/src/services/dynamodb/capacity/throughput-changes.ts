import { after, valueAsOf, type Instant } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { capacityLimits, modeSwitches } from "./limits.ts";
import { saidLongTime, saidShortTime } from "./said-time.ts";

/** Provisioned units that are asked for, of a table or of one of its indexes. */
export interface AskedThroughput {
  /** The name of the index; `null`: of the table. */
  readonly index: string | null;
  readonly read: number;
  readonly write: number;
}

/** What the account may have, and where. */
export interface ThroughputQuotas {
  readonly tableReadUnits: number;
  readonly tableWriteUnits: number;
  readonly accountReadUnits: number;
  readonly accountWriteUnits: number;
  readonly region: string;
}

/**
 * What AWS has against provisioned throughput: `asked` of the table first, then of each index, `others` what all
 * other tables of the account have together; `null` for nothing.
 */
export function againstThroughput(
  asked: readonly AskedThroughput[],
  others: Pick<AskedThroughput, "read" | "write">,
  quotas: ThroughputQuotas,
): Refused | null {
  const { region, tableReadUnits, tableWriteUnits } = quotas;
  for (const { index, read, write } of asked) {
    const refusal =
      aboveTable("ReadCapacityUnits", index, read, tableReadUnits, region) ??
      aboveTable("WriteCapacityUnits", index, write, tableWriteUnits, region);
    if (refusal !== null) return refusal;
  }
  const read = asked.reduce((sum, each) => sum + each.read, others.read);
  const write = asked.reduce((sum, each) => sum + each.write, others.write);
  if (read > quotas.accountReadUnits) return aboveAccount("ReadCapacityUnits", region);
  return write > quotas.accountWriteUnits ? aboveAccount("WriteCapacityUnits", region) : null;
}

const support =
  "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";

function aboveTable(
  units: string,
  index: string | null,
  asked: number,
  most: number,
  region: string,
): Refused | null {
  if (asked <= most) return null;
  const what = index === null ? "table" : "index";
  const of = index === null ? "" : ` for index ${index}`;
  return refused(
    "LimitExceededException",
    `The requested ${units}${of}, ${asked}, is above the per ${what} maximum for the account in ${region}. Per ${what} maximum: ${most}. ${support}`,
  );
}

const aboveAccount = (units: string, region: string): Refused =>
  refused(
    "LimitExceededException",
    `This request would have caused the ${units} limit to be exceeded for the account in ${region}. ${support}`,
  );

const dayLength = 86_400_000;

/** The decreases of provisioned throughput that were made in the day (UTC) of an instant. */
export const decreasesToday = (
  decreases: readonly Instant[],
  now: Instant,
  epochMilliseconds: number,
): readonly Instant[] => {
  const today = dayOf(wallClockAt(epochMilliseconds, now));
  return decreases.filter((at) => dayOf(wallClockAt(epochMilliseconds, at)) === today);
};

const dayOf = (milliseconds: number): number => Math.floor(milliseconds / dayLength);

/** What AWS has against one more decrease; `decreases` are those before, oldest first. */
export function againstDecrease(
  decreases: readonly Instant[],
  now: Instant,
  epochMilliseconds: number,
): Refused | null {
  const today = decreasesToday(decreases, now, epochMilliseconds);
  const last = today.at(-1);
  const { decreases: free, decreaseInterval } = capacityLimits;
  if (today.length < free || last === undefined) return null;
  const next = after(last, decreaseInterval);
  if (now >= next) return null;
  const midnight = (dayOf(wallClockAt(epochMilliseconds, now)) + 1) * dayLength;
  const at = Math.min(wallClockAt(epochMilliseconds, next), midnight);
  return refused(
    "LimitExceededException",
    `Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first ${free} decreases, each subsequent decrease in the same UTC day can be performed at most once every ${decreaseInterval / 1_000_000} seconds. Number of decreases today: ${today.length}. Last decrease at ${saidLongTime(wallClockAt(epochMilliseconds, last))}. Next decrease can be made at ${saidLongTime(at)}`,
  );
}

const day = 86_400_000_000;

/** The changes to on-demand capacity that were made in the last 24 hours. */
const switchesToday = (switches: readonly Instant[], now: Instant): readonly Instant[] =>
  switches.filter((at) => now - at < day);

/** What AWS has against one more change to on-demand capacity; `switches` are those before, oldest first. */
export function againstModeSwitch(
  switches: readonly Instant[],
  now: Instant,
  { asOf, epochMilliseconds }: { readonly asOf: string; readonly epochMilliseconds: number },
): Refused | null {
  const most = valueAsOf(modeSwitches, asOf);
  const today = switchesToday(switches, now);
  if (today.length < most) return null;
  const said = (at: number): string => saidShortTime(wallClockAt(epochMilliseconds, at as Instant));
  return refused(
    "LimitExceededException",
    `Subscriber limit exceeded: Update to PayPerRequest mode are limited to ${most === 1 ? "once" : `${most} times`} in 1 day(s). Last update at ${said(today.at(-1)!)}. Next update can be made at ${said(today[0]! + day)}`,
  );
}
