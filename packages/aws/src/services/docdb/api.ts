import { pageByKey } from "../../request/page.ts";
import { numberOf, textOf } from "../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../service/refusal.ts";
import type { Resource } from "../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../text/wall-clock.ts";
import type { ClusterSettings } from "./config.ts";
import { docdbLimits } from "./limits.ts";
import { clusterArnOf, clusterKindName } from "./operations/names.ts";

/** The operations of DocumentDB on clusters. */
export const docdbOperations: Operations = {
  CreateDBCluster: { begin: create },
  DescribeDBClusters: { begin: describe },
  DeleteDBCluster: { begin: remove },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });

const shownOf = (cluster: Resource, status: string, plane: ControlPlane): PlainObject => ({
  DBClusterIdentifier: cluster.name,
  DBClusterArn: cluster.arn,
  Engine: "docdb",
  Status: status,
  ClusterCreateTime: formatWallClock(wallClockAt(plane.epochMilliseconds, cluster.createdAt)),
});

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DBClusterIdentifier"])!; // It is there.
  if (params["Engine"] !== "docdb") {
    return refused("InvalidParameterValue", "Invalid DB engine"); // Assumed: the words.
  }
  if (plane.find(clusterKindName, name) !== undefined) {
    return refused("DBClusterAlreadyExistsFault", "DB Cluster already exists"); // Likewise.
  }
  const arn = clusterArnOf(name, plane);
  const made = plane.create(
    { kind: clusterKindName, name, arn, record: {} },
    (cluster): ClusterSettings => ({ cluster, name }),
  );
  return respond({ DBCluster: shownOf(made, "creating", plane) });
}

const missing = (name: string): Refused =>
  refused("DBClusterNotFoundFault", `DBCluster ${name} not found.`); // Assumed: the words.

function describe(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DBClusterIdentifier"]);
  const all = plane.list(clusterKindName);
  const wanted =
    name === undefined ? all : all.filter((each) => [each.name, each.arn].includes(name));
  if (name !== undefined && wanted.length === 0) return missing(name);
  const most = numberOf(params["MaxRecords"]) ?? docdbLimits.listPage.default;
  const marker = textOf(params["Marker"]) ?? null;
  const { items, next } = pageByKey(wanted, (each) => each.name, marker, most);
  return respond({
    DBClusters: items.map((each) => shownOf(each, "available", plane)),
    ...(next === null ? {} : { Marker: next }),
  });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["DBClusterIdentifier"])!; // It is there.
  const found = plane.find(clusterKindName, name);
  if (found === undefined) return missing(name);
  const shown = shownOf(found, "deleting", plane);
  plane.delete(found, refused("DBClusterNotFoundFault", "The cluster does not exist."));
  return respond({ DBCluster: shown });
}
