import { refused } from "../../../service/refusal.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { clusterNameIn } from "../operations/names.ts";
import { clusterInvariants } from "./invariants.ts";
import { clusterMachine } from "./machine.ts";

/** A cluster of Kafka, as everybody else sees it. */
export const clusterKind: ResourceKind = {
  machine: clusterMachine,
  invariants: clusterInvariants,
  noun: "cluster",
  rules: [],
  metrics: {},
  byArn: {
    service: "kafka",
    nameIn: clusterNameIn,
    absent: () => refused("NotFoundException", "The cluster does not exist."),
    unread: (arn) => `Cluster not found: ${arn}`,
  },
  unpriced: { type: "AWS::MSK::Cluster", what: "brokers, their storage, and data between zones" },
};
