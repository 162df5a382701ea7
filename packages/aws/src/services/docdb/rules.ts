import type { Rule } from "../../service/rule.ts";
import type { ClusterSettings } from "./config.ts";

const date = "2026-11";
const withDocumentDb = "AWS Lambda Developer Guide, with-documentdb";

/** The rules of AWS that clusters of DocumentDB follow; the test of each bears its id. */
export const docdbRules: readonly Rule<ClusterSettings>[] = [
  {
    id: "docdb.changes.order",
    status: "documented",
    source: "Amazon DocumentDB Developer Guide, change_streams",
    date,
    text: "A reader gets the changes of its database, or of its collection, in the order of their coming, from where it began.",
  },
  {
    id: "docdb.changes.retention",
    status: "documented",
    source:
      "Amazon DocumentDB Developer Guide, change_streams: change_stream_log_retention_duration",
    date,
    text: "A change is kept for three hours.",
  },
  {
    id: "docdb.document.size",
    status: "documented",
    source: "Amazon DocumentDB Developer Guide, limits",
    date,
    text: "A document has at most 16 MB.",
  },
  {
    id: "docdb.event.change",
    status: "documented",
    source: withDocumentDb,
    date,
    text: "A function gets changes with their key, their time, their collection and the whole document.",
    semantics: ["event-source-mappings §6.3 ¶1", "lambda §15 DocumentDB"],
  },
  {
    id: "docdb.mapping.retries",
    status: "documented",
    source: withDocumentDb,
    date,
    text: "A batch that fails comes whole again until it succeeds or its changes expire, one batch at a time.",
    semantics: ["event-source-mappings §6.3 ¶1"],
  },
  {
    id: "docdb.mapping.oversized",
    status: "documented",
    source: "AWS Lambda Developer Guide, monitoring-metrics-types: OversizedRecordCount",
    date,
    text: "A change that comes to more than 6 MB is dropped, and counts in OversizedRecordCount; those behind it come.",
    semantics: ["lambda §11 OversizedRecordCount"],
  },
  {
    id: "docdb.mapping.params",
    status: "documented",
    source: "AWS Lambda API Reference, DocumentDBEventSourceConfig; the words are ours",
    date,
    text: "A mapping of a cluster names a database, perhaps a collection, a position and a secret with BASIC_AUTH; it has no filters, no destination and no settings of retries.",
  },
  {
    id: "docdb.api.clusters",
    status: "documented",
    source: "Amazon DocumentDB API Reference, CreateDBCluster; the words of refusals are ours",
    date,
    text: "Clusters are named, and have ARNs of RDS.",
    operations: ["CreateDBCluster", "DescribeDBClusters", "DeleteDBCluster"],
  },
];
