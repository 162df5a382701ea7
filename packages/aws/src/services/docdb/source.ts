import { noTime } from "@orrery/kernel";
import type { ShardItem, ShardSource } from "../../service/source.ts";
import { docdbToLambda } from "./docdb-to-lambda.ts";
import { toReader } from "./limits.ts";
import type { DocumentChange } from "./protocol.ts";

const changeOf = (item: ShardItem): DocumentChange => item as DocumentChange; // Of this kind.

// What a change has in an event beside its document.
const overhead = 330;

/** A cluster, as mappings read it: the changes of a database, or of one of its collections. */
export const clusterSource: ShardSource = {
  type: "shards",
  form: docdbToLambda,
  service: "rds",
  title: "DocumentDB",
  actions: { read: "docdb:DescribeDBClusters" },
  positions: ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
  pollInterval: noTime,
  batchInfo: "DocumentDBBatchInfo",
  broker: {
    partOf: (arn) => arn,
    batchInfoOf: () => ({}), // Nobody is told.
    changes: {
      readerOf: (part, uuid) => `${uuid} ${part}`,
      accessTypes: ["BASIC_AUTH"],
    },
  },
  latency: (_cluster, latencies) => latencies["docdb.toLambda"] ?? toReader,
  shardNameOf: (item) => changeOf(item).database,
  keyOf: (item) => changeOf(item).database,
  sizeOf: (item) => overhead + changeOf(item).content.size,
  filteredOf: () => ({}), // Nothing filters changes.
};
