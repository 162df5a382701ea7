import type { Instant } from "@orrery/kernel";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import { controlName, type ControlPlane } from "../../../service/service-model.ts";
import type { StoreRecord, StoreSettings } from "../config.ts";

const storeKindName = "xray.store";
const storeName = "account";

const empty: StoreRecord = { rules: {}, clients: {}, changedAt: 0 };

const nothing: StoreSettings["first"] = { sent: [], logged: [], read: {} };

/** The segments of the account; `undefined`: nobody has needed any. */
export const findStore = (plane: ControlPlane): Resource | undefined =>
  plane.find(storeKindName, storeName);

/** The same, made where they are needed first. */
export function storeOf(plane: ControlPlane, first: StoreSettings["first"] = nothing): Resource {
  const found = findStore(plane);
  if (found !== undefined) return found;
  const settings: StoreSettings = {
    epochMilliseconds: plane.epochMilliseconds,
    keepsLogs: plane.keepsLogs,
    segmentsPerSecond: plane.quota("xray.segmentsPerSecond"),
    first,
  };
  const made = plane.create(
    {
      kind: storeKindName,
      name: storeName,
      arn: `arn:${plane.partition}:xray:${plane.region}:${plane.accountId}:store`,
      isShared: true,
      record: empty as unknown as PlainObject, // Plain data by its type.
    },
    () => settings,
    () => [{ port: "control", to: 0, target: controlName }],
  );
  // It takes them once it is there.
  return first === nothing ? made : plane.change(made, { settings });
}

/** What is kept of an account in which nothing was made yet, too. */
export function recordOf(plane: ControlPlane): StoreRecord {
  const found = findStore(plane);
  return found === undefined ? empty : (found.record as unknown as StoreRecord); // Made above.
}

/** Changes what is kept of an account. */
export function changeRecord(change: Partial<StoreRecord>, plane: ControlPlane): void {
  const record = { ...recordOf(plane), ...change };
  plane.change(storeOf(plane), { record: record as unknown as PlainObject }); // Plain data by its type.
}

/** What decides the future of what is kept: rules, and clients by when they were heard of, counted from `now`. */
export function canonicalStoreRecord(kept: PlainObject, now: Instant): PlainObject {
  const { rules, clients } = kept as unknown as StoreRecord; // Made above.
  return {
    rules: Object.entries(rules).map(([name, { rule }]) => [name, rule]),
    clients: Object.entries(clients).map(([name, heard]) => [
      name,
      Object.entries(heard).map(([client, at]) => [client, now - at]),
    ]),
  };
}

/** The time of now in seconds since 1970. */
export const clockOf = (plane: ControlPlane): number =>
  wallClockAt(plane.epochMilliseconds, plane.now) / 1_000;
