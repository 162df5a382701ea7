import type { Arrival, Text } from "../../../service/entry.ts";
import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { docdbLimits, toWriter, writerTimeout } from "../limits.ts";
import { clusterNameIn } from "../operations/names.ts";
import type { DocumentContent, InsertDocument } from "../protocol.ts";
import { docdbRules } from "../rules.ts";
import { clusterSource } from "../source.ts";
import { gauges, meters } from "./declarations.ts";
import { clusterInvariants } from "./invariants.ts";
import { clusterMachine } from "./machine.ts";
import { clusterReporting } from "./reporting.ts";

// A memo of a pure function: what it holds follows from its argument alone.
const contents = new WeakMap<Text, DocumentContent>();

/** One object for all documents that say the same: it is a value. */
function contentOf(text: Text): DocumentContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = { data: text.body, size: text.size };
    contents.set(text, content);
  }
  return content;
}

const inputOf = ({ text, group, trail }: Arrival): InsertDocument => ({
  type: "insertDocument",
  content: contentOf(text),
  namespace: group,
  trail,
});

/** A cluster of DocumentDB, as everybody else sees it. */
export const clusterKind: ResourceKind = {
  machine: clusterMachine,
  invariants: clusterInvariants,
  noun: "document cluster",
  rules: docdbRules,
  metrics: { ...meters, ...gauges },
  entry: {
    sizeOf: () => docdbLimits.documentSize,
    // Its message groups are collections.
    needsGroups: () => false,
    doors: { event: { inputOf } },
    action: "docdb:DescribeDBClusters",
    timeout: writerTimeout,
    latency: (latencies) => ({ reply: latencies["docdb.toWriter"] ?? toWriter }),
  },
  source: clusterSource,
  byArn: {
    service: "rds",
    nameIn: clusterNameIn,
    absent: () => refused("DBClusterNotFoundFault", "The cluster does not exist."),
    unread: (arn) => `Cluster not found: ${arn}`,
  },
  unpriced: {
    type: "AWS::DocDB::DBCluster",
    what: "instances, their storage, and input and output",
  },
  reporting: clusterReporting,
};
