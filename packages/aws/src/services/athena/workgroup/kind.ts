import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import type { Published } from "../../../service/cloudwatch-metric.ts";
import { queryBehavior } from "../extras.ts";
import { workgroupKindName } from "../names.ts";
import { workgroupCharges } from "../pricing.ts";
import { workgroupReporting } from "../reporting/reporting.ts";
import { athenaRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { workgroupInvariants } from "./invariants.ts";
import { workgroupMachine } from "./machine.ts";

/** What a workgroup publishes, unless it is told not to. */
const publishes: Published = {
  namespace: "AWS/Athena",
  meteredBy({ WorkGroup, ...others }, resources) {
    if (WorkGroup === undefined || Object.keys(others).length > 0) return undefined;
    const found = resources.find(workgroupKindName, WorkGroup);
    const configuration = found?.record["configuration"] as
      Readonly<Record<string, unknown>> | undefined; // Of its kind.
    const isPublished = configuration?.["PublishCloudWatchMetricsEnabled"] === true;
    return found !== undefined && isPublished ? [found.number] : undefined;
  },
};

/** A workgroup, as everybody else sees it. */
export const workgroupKind = (world: World): ResourceKind => ({
  machine: workgroupMachine(world),
  invariants: workgroupInvariants,
  noun: "workgroup",
  rules: athenaRules,
  metrics: { ...meters, ...gauges },
  extras: { QueryBehavior: queryBehavior },
  charges: workgroupCharges,
  unpriced: {
    type: "AWS::Athena::WorkGroup",
    what: "KMS requests for keys, and what S3 charges for reading the objects of tables",
  },
  publishes,
  reporting: workgroupReporting,
});
