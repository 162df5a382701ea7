import type { Plain } from "@orrery/kernel";
import { memberOf, numberOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { BillingMode } from "../capacity/config.ts";
import { capacityLimits } from "../capacity/limits.ts";
import { againstThroughput } from "../capacity/throughput-changes.ts";
import { invalid } from "../value/value-check.ts";
import { keptOf, tableKindName, type Checked, type ThroughputKept } from "./table-record.ts";

/** Whose throughput is said: as texts of AWS name it. */
export interface ThroughputOwner {
  /** `null`: the table. */
  readonly index: string | null;
  /** Whether it is made with its table. */
  readonly isMade: boolean;
}

const wrong = (text: string): Refused =>
  invalid(`One or more parameter values were invalid: ${text}`);

/** The throughput that a request gives a table or an index, besides what it has. */
export function throughputIn(
  given: Plain,
  mode: BillingMode,
  owner: ThroughputOwner,
  before: ThroughputKept = nothingSaid,
): Checked<ThroughputKept> {
  const provisioned = memberOf(given, "ProvisionedThroughput");
  const read = numberOf(memberOf(provisioned, "ReadCapacityUnits"));
  const write = numberOf(memberOf(provisioned, "WriteCapacityUnits"));
  const refusal =
    mode === "PAY_PER_REQUEST"
      ? provisioned === undefined
        ? null
        : againstProvisioned(owner)
      : (againstMaximum(memberOf(given, "OnDemandThroughput"), owner) ??
        ((read === undefined || write === undefined) &&
        (before === nothingSaid || before.read === 0)
          ? needsProvisioned(owner)
          : null));
  if (refusal !== null) return refusal;
  const maximum = memberOf(given, "OnDemandThroughput");
  const warm = memberOf(given, "WarmThroughput");
  const warmRead = numberOf(memberOf(warm, "ReadUnitsPerSecond")) ?? before.warmRead;
  const warmWrite = numberOf(memberOf(warm, "WriteUnitsPerSecond")) ?? before.warmWrite;
  const outside = againstRange(maximum, owner);
  if (outside !== null) return outside;
  const cold =
    againstCooling({ warmRead, warmWrite }, before, owner) ??
    againstWarmth(warmRead, warmWrite, mode, owner);
  if (cold !== null) return cold;
  return {
    ...before,
    read: mode === "PAY_PER_REQUEST" ? 0 : (read ?? before.read),
    write: mode === "PAY_PER_REQUEST" ? 0 : (write ?? before.write),
    maximumRead: maximumIn(maximum, "MaxReadRequestUnits", before.maximumRead),
    maximumWrite: maximumIn(maximum, "MaxWriteRequestUnits", before.maximumWrite),
    warmRead,
    warmWrite,
  };
}

const unitNames = "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified";

/** Provisioned units are none of an on-demand table's. */
function againstProvisioned({ index, isMade }: ThroughputOwner): Refused {
  if (index === null) return wrong(`${unitNames} when BillingMode is PAY_PER_REQUEST`);
  return wrong(
    isMade
      ? `ProvisionedThroughput should not be specified for index: ${index} when BillingMode is PAY_PER_REQUEST`
      : `${unitNames} for index: ${index} when BillingMode is PAY_PER_REQUEST`,
  );
}

/** A provisioned table, and each of its global indexes, needs units. */
function needsProvisioned({ index, isMade }: ThroughputOwner): Refused {
  if (index === null) {
    return wrong(
      isMade
        ? "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
        : "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
    );
  }
  return wrong(
    isMade
      ? `ProvisionedThroughput is not specified for index: ${index}`
      : `ProvisionedThroughput must be specified for index: ${index}`,
  );
}

const maximumNames = ["MaxReadRequestUnits", "MaxWriteRequestUnits"] as const;

/** A provisioned table has no maximum on demand. */
function againstMaximum(given: Plain | undefined, { index }: ThroughputOwner): Refused | null {
  const name = maximumNames.find((each) => memberOf(given, each) !== undefined);
  if (name === undefined) return null;
  const of = index === null ? "" : ` for index : ${index}`;
  return wrong(
    `${name} for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED${of}`, // Assumed: where the index stands.
  );
}

/** A maximum is 1 at least; -1 takes it away, in a change. */
function againstRange(
  given: Plain | undefined,
  { index, isMade }: ThroughputOwner,
): Refused | null {
  const of = index === null ? "table" : `index : ${index}`;
  const name = maximumNames.find((each) => {
    const units = numberOf(memberOf(given, each)) ?? 1;
    return units < 1 && (isMade || units !== -1);
  });
  return name === undefined
    ? null
    : wrong(`Requested ${name} for OnDemandThroughput for ${of} is outside of valid range`);
}

/** Warm throughput never becomes less. */
function againstCooling(
  after: Pick<ThroughputKept, "warmRead" | "warmWrite">,
  before: ThroughputKept,
  { index }: ThroughputOwner,
): Refused | null {
  const of = index === null ? "table" : `index ${index}`;
  const name =
    (after.warmRead ?? 0) < (before.warmRead ?? 0)
      ? "ReadUnitsPerSecond"
      : (after.warmWrite ?? 0) < (before.warmWrite ?? 0)
        ? "WriteUnitsPerSecond"
        : null;
  return name === null
    ? null
    : wrong(
        `Requested ${name} for WarmThroughput for ${of} is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
      );
}

/** What nothing was said of. */
export const nothingSaid: ThroughputKept = {
  read: 0,
  write: 0,
  maximumRead: null,
  maximumWrite: null,
  warmRead: null,
  warmWrite: null,
  increasedAt: null,
  decreases: [],
};

/** -1 takes a bound away. */
function maximumIn(given: Plain | undefined, name: string, before: number | null): number | null {
  const said = numberOf(memberOf(given, name));
  if (said === undefined) return before;
  return said === -1 ? null : said;
}

function againstWarmth(
  read: number | null,
  write: number | null,
  mode: BillingMode,
  { index }: ThroughputOwner,
): Refused | null {
  if (mode !== "PAY_PER_REQUEST") return null;
  const of = index === null ? "table" : `index ${index}`;
  const lower = (units: string) =>
    wrong(
      `Requested ${units} for WarmThroughput for ${of} is lower than initial throughput for OnDemand`,
    );
  if (read !== null && read < capacityLimits.onDemandRead) return lower("ReadUnitsPerSecond");
  return write !== null && write < capacityLimits.onDemandWrite
    ? lower("WriteUnitsPerSecond")
    : null;
}

/** What AWS has against the provisioned throughput of a table and its indexes, in this account; `null` for nothing. */
export function againstQuotas(
  asked: readonly (ThroughputKept & { readonly name?: string })[],
  tableName: string,
  plane: ControlPlane,
): Refused | null {
  const others = { read: 0, write: 0 };
  for (const table of plane.list(tableKindName)) {
    if (table.name === tableName) continue;
    const kept = keptOf(table);
    for (const each of [kept, ...kept.globalIndexes]) {
      others.read += each.read;
      others.write += each.write;
    }
  }
  return againstThroughput(
    asked.map(({ name, read, write }) => ({ index: name ?? null, read, write })),
    others,
    {
      tableReadUnits: plane.quota("dynamodb.tableReadUnits"),
      tableWriteUnits: plane.quota("dynamodb.tableWriteUnits"),
      accountReadUnits: plane.quota("dynamodb.accountReadUnits"),
      accountWriteUnits: plane.quota("dynamodb.accountWriteUnits"),
      region: plane.region,
    },
  );
}
