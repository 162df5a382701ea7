import type { Instant, Plain, Tagged } from "@orrery/kernel";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { serviceCaller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
  type Step,
} from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type {
  AccountRecord,
  AccountSettings,
  QueryPlan,
  ReservationRecord,
  WorkgroupRecord,
  WorkgroupSettings,
} from "../config.ts";
import { athenaAssumptions, athenaLimits } from "../limits.ts";
import {
  accountKindName,
  primary,
  unmodeledBucket,
  workgroupArn,
  workgroupKindName,
} from "../names.ts";

/** A record as the control plane keeps it. */
export const plain = (record: WorkgroupRecord | AccountRecord | ReservationRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by their types.
/** What is kept of a workgroup. */
export const workgroupRecordOf = ({ record }: Resource): WorkgroupRecord =>
  record as unknown as WorkgroupRecord; // Made by `plain`.
/** What is kept of a capacity reservation. */
export const reservationRecordOf = ({ record }: Resource): ReservationRecord =>
  record as unknown as ReservationRecord; // Likewise.

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** Whether something was refused. */
export const isRefused = (found: object): found is Refused =>
  "type" in found && found.type === "refused";

/** What a caller got wrong. */
export const invalid = (message: string, details?: PlainObject): Refused =>
  refused("InvalidRequestException", message, details);

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;

/** How many items a page has, as a request says it. */
export const pageSize = (params: PlainObject): number =>
  numberOf(params["MaxResults"]) ?? athenaLimits.page.default;

const figures = (plane: ControlPlane) => figureValues(athenaAssumptions, plane.assumptions);

/** The figures of ours that hold. */
export const figuresIn = figures;

/** What an account has of quotas and catalogs; it is there from the first request on. */
function accountIn(plane: ControlPlane): Resource {
  const found = plane.find(accountKindName, "account");
  if (found !== undefined) return found;
  const dmlQueries = plane.quota("athena.activeDmlQueries");
  const settings: AccountSettings = {
    dmlQueries,
    ddlQueries: plane.quota("athena.activeDdlQueries"),
    runners: Math.min(figures(plane).runners, dmlQueries),
  };
  const record: AccountRecord = { catalogs: [] };
  const arn = workgroupArn("*", plane);
  return plane.create(
    { kind: accountKindName, name: "account", arn, record: plain(record), isShared: true },
    () => settings,
  );
}

/** The data catalogs of the account beside that of Glue. */
export const catalogsIn = (plane: ControlPlane): readonly PlainObject[] =>
  (plane.find(accountKindName, "account")?.record as AccountRecord | undefined)?.catalogs ?? [];

/** Keeps the data catalogs of the account. */
export function keepCatalogs(catalogs: readonly PlainObject[], plane: ControlPlane): void {
  plane.change(accountIn(plane), { record: plain({ catalogs }) });
}

const busArn = ({ partition, region, accountId }: ControlPlane): string =>
  `arn:${partition}:events:${region}:${accountId}:event-bus/default`;

/** The workgroup that a request names; `primary` is there from the first request on. */
export function workgroupIn(
  params: PlainObject,
  plane: ControlPlane,
  member = "WorkGroup",
): Resource | Refused {
  const name = textOf(params[member]) ?? primary;
  const found = plane.find(workgroupKindName, name);
  if (found !== undefined) return found;
  return name === primary ? makePrimary(plane) : invalid(`WorkGroup ${name} is not found.`);
}

/** The workgroup that each account has. */
export const makePrimary = (plane: ControlPlane): Resource =>
  plane.find(workgroupKindName, primary) ??
  makeWorkgroup(
    primary,
    {
      description: "",
      state: "ENABLED",
      configuration: {
        EnforceWorkGroupConfiguration: false,
        PublishCloudWatchMetricsEnabled: false,
        RequesterPaysEnabled: false,
        EngineVersion: engineVersion,
      },
      tags: [],
      queries: [],
      statements: [],
      buckets: [],
      reservation: null,
      reservations: [],
      says: null,
    },
    plane,
    true,
  );

/** The engine that queries run on. */
export const engineVersion = {
  SelectedEngineVersion: "AUTO",
  EffectiveEngineVersion: "Athena engine version 3",
} as const;

/** Makes a workgroup. */
export const makeWorkgroup = (
  name: string,
  record: WorkgroupRecord,
  plane: ControlPlane,
  isGiven = false,
): Resource =>
  plane.create(
    {
      kind: workgroupKindName,
      name,
      arn: workgroupArn(name, plane),
      record: plain(record),
      otherwise: `workgroup ${name}`,
      ...(isGiven ? { logicalId: primary } : {}),
    },
    (number) => settingsOf(number, name, record, plane),
    () => connectionsOf(name, record, plane),
  );

/** Keeps a workgroup. */
export const keepWorkgroup = (
  workgroup: Resource,
  change: Partial<WorkgroupRecord>,
  plane: ControlPlane,
): Resource => {
  const before = workgroupRecordOf(workgroup);
  const { reservation = before.reservation } = change;
  const reservations =
    reservation === null || before.reservations.includes(reservation)
      ? before.reservations
      : [...before.reservations, reservation];
  const record = { ...before, ...change, reservations };
  const { number, name } = workgroup;
  const isJoined = change.buckets !== undefined || change.reservation !== undefined;
  return plane.change(workgroup, {
    record: plain(record),
    ...(isJoined
      ? {
          settings: settingsOf(number, name, record, plane),
          connections: connectionsOf(name, record, plane),
        }
      : {}),
  });
};

/** Gives a workgroup that was just made its first query: what a call makes can be asked after it alone. */
export function giveFirst(workgroup: Resource, first: QueryPlan, plane: ControlPlane): void {
  const { number, name } = workgroup;
  const record = workgroupRecordOf(plane.find(workgroupKindName, name)!); // It was made.
  plane.change(workgroup, {
    record: plain(record),
    settings: { ...settingsOf(number, name, record, plane), first },
  });
}

const settingsOf = (
  workgroup: number,
  name: string,
  { buckets, reservation, reservations }: WorkgroupRecord,
  plane: ControlPlane,
): WorkgroupSettings => ({
  workgroup,
  name,
  region: plane.region,
  accountId: plane.accountId,
  partition: plane.partition,
  epochMilliseconds: plane.epochMilliseconds,
  busKind: plane.target(busArn(plane))!.kind, // An account has one.
  buckets,
  first: null,
  reserved: reservation === null ? -1 : reservations.indexOf(reservation),
  assumed: figures(plane),
});

function connectionsOf(
  name: string,
  { buckets, reservations }: WorkgroupRecord,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const arn = workgroupArn(name, plane);
  const bus = plane.target(busArn(plane))!; // An account has one.
  const account = accountIn(plane).number;
  const caller = serviceCaller("athena", arn, plane);
  return [
    { port: "account", to: 0, target: account },
    ...reservations.map((target, to): ResourceConnection => ({ port: "capacity", to, target })),
    { port: "calls", to: 0, target: controlName },
    {
      port: "bus",
      to: 0,
      target: bus.component,
      access: { caller, action: bus.action, arn: busArn(plane) },
    },
    ...buckets.map(({ arn: bucket }, to): ResourceConnection => {
      const target = plane.target(bucket);
      const found = target === null ? sinkAt(unmodeledBucket, bucket, plane) : target.component;
      return { port: "buckets", to, target: found };
    }),
  ];
}

/** Tags of a request that are no more than AWS allows. */
export const tagsIn = (value: Plain | undefined): readonly PlainObject[] =>
  (Array.isArray(value) ? (value as readonly Plain[]) : []).map(objectOf);

/** The answers of several workgroups about one thing: the one that is none. */
export const toldBy = <Body extends Tagged>(
  bodies: readonly Tagged[],
  type: Body["type"],
): Body | undefined => bodies.find((body) => body.type === type) as Body | undefined; // By its type.
