import { pageByKey } from "../../../request/page.ts";
import { memberOf, numberOf, objectOf, textMapOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { kafkaLimits } from "../limits.ts";
import { bootstrapServersOf, clusterArnOf, clusterKindName, topicKindName } from "./names.ts";

/** What the control plane keeps of a cluster. */
export interface ClusterKept {
  readonly type: "PROVISIONED" | "SERVERLESS";
  /** What it was made with, under its type's name. */
  readonly configuration: PlainObject;
  readonly brokers: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is kept of a cluster. */
export const clusterIn = ({ record }: Resource): ClusterKept => record as unknown as ClusterKept; // Made by `make`.

/** Operations that make, describe and delete clusters. */
export const clusterOperations: Operations = {
  CreateCluster: { begin: create },
  CreateClusterV2: { begin: createAny },
  DescribeCluster: { begin: describe },
  DescribeClusterV2: { begin: describeAny },
  ListClustersV2: { begin: list },
  GetBootstrapBrokers: { begin: brokers },
  UpdateBrokerCount: { begin: grow },
  DeleteCluster: { begin: remove },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });

/** The cluster that a request names, or the refusal that there is none. */
export const clusterOf = (params: PlainObject, plane: ControlPlane): Resource | Refused => {
  const found = plane.findByArn(textOf(params["ClusterArn"])!); // It is there.
  return found?.kind === clusterKindName
    ? found
    : refused("NotFoundException", "The cluster does not exist.");
};

/** Whether there is none. */
export const isRefused = (found: Resource | Refused): found is Refused =>
  "type" in found && found.type === "refused";

function create(params: PlainObject, plane: ControlPlane): Step {
  const { ClusterName, Tags, ...configuration } = params;
  return make(textOf(ClusterName)!, "PROVISIONED", configuration, Tags, plane, false);
}

function createAny(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["ClusterName"])!; // It is there.
  const { Provisioned, Serverless, Tags } = params;
  if ((Provisioned === undefined) === (Serverless === undefined)) {
    return refused("BadRequestException", "Specify either provisioned or serverless."); // Assumed: the words.
  }
  return Provisioned === undefined
    ? make(name, "SERVERLESS", objectOf(Serverless), Tags, plane, true)
    : make(name, "PROVISIONED", objectOf(Provisioned), Tags, plane, true);
}

function make(
  name: string,
  type: ClusterKept["type"],
  configuration: PlainObject,
  tags: PlainObject[string] | undefined,
  plane: ControlPlane,
  tellsType: boolean,
): Step {
  if (plane.find(clusterKindName, name) !== undefined) {
    return refused("ConflictException", "A resource with this name already exists."); // Assumed: the words.
  }
  const arn = clusterArnOf(name, plane);
  const kept: ClusterKept = {
    type,
    configuration,
    brokers: numberOf(configuration["NumberOfBrokerNodes"]) ?? 3,
    tags: Object.fromEntries(textMapOf(tags)),
  };
  plane.create(
    { kind: clusterKindName, name, arn, record: kept as unknown as PlainObject },
    () => ({
      brokers: kept.brokers,
    }),
  );
  return respond({
    ClusterArn: arn,
    ClusterName: name,
    State: "CREATING",
    ...(tellsType ? { ClusterType: type } : {}),
  });
}

const madeAt = ({ createdAt }: Resource, { epochMilliseconds }: ControlPlane): string =>
  formatWallClock(wallClockAt(epochMilliseconds, createdAt));

function describe(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const { configuration, brokers: count, tags } = clusterIn(cluster);
  const { BrokerNodeGroupInfo, KafkaVersion } = configuration;
  return respond({
    ClusterInfo: {
      ClusterArn: cluster.arn,
      ClusterName: cluster.name,
      CreationTime: madeAt(cluster, plane),
      ...(BrokerNodeGroupInfo === undefined ? {} : { BrokerNodeGroupInfo }),
      ...(KafkaVersion === undefined ? {} : { CurrentBrokerSoftwareInfo: { KafkaVersion } }),
      NumberOfBrokerNodes: count,
      State: "ACTIVE",
      Tags: tags,
    },
  });
}

const shown = (cluster: Resource, plane: ControlPlane): PlainObject => {
  const { type, configuration, tags } = clusterIn(cluster);
  return {
    ClusterArn: cluster.arn,
    ClusterName: cluster.name,
    ClusterType: type,
    CreationTime: madeAt(cluster, plane),
    State: "ACTIVE",
    Tags: tags,
    ...(type === "SERVERLESS" ? { Serverless: configuration } : { Provisioned: configuration }),
  };
};

function describeAny(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  return isRefused(cluster) ? cluster : respond({ ClusterInfo: shown(cluster, plane) });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["ClusterNameFilter"]) ?? "";
  const type = textOf(params["ClusterTypeFilter"]);
  const wanted = plane
    .list(clusterKindName)
    .filter(
      (each) =>
        each.name.startsWith(prefix) && (type === undefined || clusterIn(each).type === type),
    );
  const most = numberOf(params["MaxResults"]) ?? kafkaLimits.listPage.default;
  const { items, next } = pageByKey(
    wanted,
    ({ name }) => name,
    textOf(params["NextToken"]) ?? null,
    most,
  );
  return respond({
    ClusterInfoList: items.map((each) => shown(each, plane)),
    ...(next === null ? {} : { NextToken: next }),
  });
}

function brokers(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const servers = bootstrapServersOf(cluster.name, plane.region, clusterIn(cluster).brokers);
  return respond({ BootstrapBrokerStringSaslIam: servers });
}

function grow(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const kept = clusterIn(cluster);
  const target = numberOf(params["TargetNumberOfBrokerNodes"])!; // It is there.
  if (kept.type === "SERVERLESS" || target <= kept.brokers) {
    return refused(
      "BadRequestException",
      "The target number of broker nodes must be greater than the current number.",
    ); // Assumed: the words, and that brokers are not removed.
  }
  const record = { ...kept, brokers: target } as unknown as PlainObject; // Plain data by its type.
  plane.change(cluster, { record, settings: { brokers: target } });
  const operation = cluster.arn.replace(":cluster/", ":cluster-operation/");
  return respond({
    ClusterArn: cluster.arn,
    ClusterOperationArn: `${operation}/${plane.uuid()}`,
  });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const cluster = clusterOf(params, plane);
  if (isRefused(cluster)) return cluster;
  const gone = refused("NotFoundException", "The cluster does not exist.");
  for (const topic of plane.list(topicKindName)) {
    if (memberOf(topic.record, "cluster") === cluster.arn) plane.delete(topic, gone);
  }
  plane.delete(cluster, gone);
  return respond({ ClusterArn: cluster.arn, State: "DELETING" });
}
