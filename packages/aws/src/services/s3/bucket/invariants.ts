import { slab, table, type Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import { listItems } from "../store/ordered-items.ts";
import { byKeyAndAge, isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";
import { listNewest } from "./newest-versions.ts";
import type { BucketState } from "./state.ts";
import { countedClasses, countedClassOf } from "./storage-use.ts";

const all = (bucket: BucketState): readonly StoredVersion[] => [
  ...listNewest(bucket),
  ...listItems(bucket.older),
];

/** What holds of every bucket between any two inputs. */
export const bucketInvariants: Invariants<BucketState> = {
  ...(deliveryInvariants as Invariants<BucketState>),

  "has its versions in order": (bucket) =>
    listNewest(bucket).every(
      (each, place, list) => place === 0 || list[place - 1]!.key < each.key,
    ) &&
    listItems(bucket.older).every(
      (each, place, list) => place === 0 || byKeyAndAge(list[place - 1]!, each) < 0,
    ),

  "counts the versions that it has": (state) =>
    listNewest(state).length === state.keys.size &&
    table.sizeOf(state.current) === state.keys.size &&
    listItems(state.older).length === state.older.size &&
    all(state).filter(isDeleteMarker).length === state.markerCount,

  "has a newest version of each key that has older ones": (bucket) => {
    const newest = new Map(listNewest(bucket).map(({ key, number }) => [key, number]));
    return listItems(bucket.older).every(({ key, number }) => (newest.get(key) ?? -1) > number);
  },

  "has one version at most of each key whose id is null": (state) => {
    const keys = all(state).flatMap(({ key, isNull }) => (isNull ? [key] : []));
    const older = listItems(state.older).filter(({ isNull }) => isNull);
    return (
      new Set(keys).size === keys.length &&
      older.length === table.sizeOf(state.oldNulls) &&
      older.every(({ key, number }) => table.get(state.oldNulls, key) === number)
    );
  },

  "counts the bytes that it holds": (state) => {
    const parts = listItems(state.uploads).flatMap(({ parts }) => listItems(parts));
    return countedClasses.every((storageClass, place) => {
      const ofVersions = all(state).reduce(
        (sum, { size, traits }) =>
          size > 0 && countedClassOf(traits) === storageClass ? sum + size : sum,
        0,
      );
      const ofParts = place === 0 ? parts.reduce((sum, { part }) => sum + part.size, 0) : 0;
      return state.use.bytes[place] === ofVersions + ofParts;
    });
  },

  "has every notification under way, taken, lost or withdrawn": (state) =>
    state.notificationCount + state.replicaCount ===
    state.deliveries.size +
      state.takenCount +
      state.lostCount +
      state.withdrawnCount +
      state.replicasEndedCount,

  "has no partition that may take less than nothing": ({ partitions }) =>
    slab.list(partitions).every(({ reads, writes }) => reads >= 0 && writes >= 0),
};
