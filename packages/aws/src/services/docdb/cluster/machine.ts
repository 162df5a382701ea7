import {
  declare,
  ring,
  slab,
  unreachable,
  type Instant,
  type Machine,
  type Plain,
} from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import type { ClusterSettings } from "../config.ts";
import type { ClusterEffect, ClusterInput } from "../protocol.ts";
import { describeReader, expire, insert, nextChanges, subscribe } from "./changes.ts";
import { metrics, nothing, timers, type gauges } from "./declarations.ts";
import { emptyCluster, type ClusterState } from "./state.ts";

/** The machine of a cluster. */
export type ClusterMachine = Machine<ClusterSettings, ClusterState, ClusterInput, ClusterEffect>;

/** A cluster of DocumentDB: what is inserted into its collections, and who reads these changes. */
export const clusterMachine: ClusterMachine = {
  kind: "docdb.cluster",
  stateVersion: 1,
  inputs: declare(
    "insertDocument",
    "describeShards",
    "openSubscription",
    "nextEvent",
    "timerFired",
  ),
  timers,
  ports: nothing,
  purposes: nothing,
  choices: nothing,
  metrics,

  initialState: emptyCluster,

  transition(cluster, input, context) {
    switch (input.type) {
      case "insertDocument":
        return insert(cluster, input, context);
      case "describeShards":
        return describeReader(cluster, input, context);
      case "openSubscription":
        return subscribe(cluster, input, context);
      case "nextEvent":
        return nextChanges(cluster, input, context);
      case "timerFired":
        return expire(cluster, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "insertDocument" ? input.content.size : 0),
  canonical: canonicalCluster,
  gauges: ({ count, expiredCount }): Readings<typeof gauges> => ({
    ChangesKept: count - expiredCount,
  }),
};

/** What decides the future, counted from `now`. */
function canonicalCluster(
  { log, logId, readers, retentionArmed }: ClusterState,
  now: Instant,
): Plain {
  const { order, records, trimmed } = slab.read(log, logId)!; // It stays.
  const changes = ring.list(order).map((id) => {
    const { content, database, collection, writtenAt, trail } = slab.read(records, id)!.record; // What is listed is there.
    // Plain data.
    return [content.data, database, collection, now - writtenAt, trail.lineage as unknown as Plain];
  });
  const reading = slab
    .list(readers)
    .map(({ database, collection, position, given, waiter, limit }) => [
      ...[database, collection, position, given],
      waiter === -1 ? 0 : limit,
    ]);
  return [trimmed, changes, reading, retentionArmed];
}
