import { page } from "../../../request/page.ts";
import { listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { cloudfrontLimits } from "../limits.ts";
import {
  distributionArnOf,
  distributionIdOf,
  distributionKindName,
  domainNameOf,
  etagOf,
} from "../names.ts";
import { againstConfig } from "./distribution-check.ts";
import { changeDistribution, distributionSettingsOf } from "./distribution-settings.ts";
import {
  distributionAt,
  distributionRecordOf,
  itemsOf,
  plainOf,
  type DistributionRecord,
  type Texts,
} from "./kept.ts";
import { againstVersion, invalidArgument, isRefused, noDistribution, respond } from "./refusals.ts";

/** Operations on distributions. */
export const distributionOperations: Operations = {
  CreateDistribution: {
    begin: (params, plane) => create(objectOf(params["DistributionConfig"]), {}, params, plane),
  },
  CreateDistributionWithTags: {
    begin(params, plane) {
      const said = objectOf(params["DistributionConfigWithTags"]);
      const tags = tagsIn(said["Tags"]);
      return create(objectOf(said["DistributionConfig"]), tags, params, plane);
    },
  },
  GetDistribution: {
    begin: asShown(({ record, shown }) => ({ Distribution: shown, ETag: versionOf(record) })),
  },
  GetDistributionConfig: {
    begin: asShown(({ record }) => ({
      DistributionConfig: record.config,
      ETag: versionOf(record),
    })),
  },
  UpdateDistribution: { begin: update },
  DeleteDistribution: { begin: remove },
  ListDistributions: { begin: list },
  CreateMonitoringSubscription: {
    begin(params, plane) {
      const distribution = distributionAt(params["DistributionId"], plane);
      if (isRefused(distribution)) return distribution;
      const said = objectOf(params["MonitoringSubscription"]);
      const config = objectOf(said["RealtimeMetricsSubscriptionConfig"]);
      const isMonitored = config["RealtimeMetricsSubscriptionStatus"] === "Enabled";
      changeDistribution(distribution, { isMonitored }, plane);
      return respond({ MonitoringSubscription: said });
    },
  },
  DeleteMonitoringSubscription: {
    begin(params, plane) {
      const distribution = distributionAt(params["DistributionId"], plane);
      if (isRefused(distribution)) return distribution;
      changeDistribution(distribution, { isMonitored: false }, plane);
      return respond();
    },
  },
};

/** Tags as the API has them. */
export const tagsIn = (said: PlainObject[string] | undefined): Texts =>
  Object.fromEntries(
    itemsOf(said)
      .map(objectOf)
      .map(({ Key, Value }) => [textOf(Key) ?? "", textOf(Value) ?? ""]),
  );

const versionOf = ({ id, version }: DistributionRecord): string => etagOf(id, version);

export const stampAt = (plane: ControlPlane): string =>
  formatWallClock(wallClockAt(plane.epochMilliseconds, plane.now));

function shownOf({ record, arn }: { record: DistributionRecord; arn: string }): PlainObject {
  return {
    Id: record.id,
    ARN: arn,
    Status: "Deployed",
    LastModifiedTime: record.LastModifiedTime,
    InProgressInvalidationBatches: 0,
    DomainName: domainNameOf(record.id),
    ActiveTrustedSigners: { Enabled: false, Quantity: 0 },
    ActiveTrustedKeyGroups: { Enabled: false, Quantity: 0 },
    DistributionConfig: record.config,
  };
}

function asShown(
  shape: (found: {
    readonly record: DistributionRecord;
    readonly shown: PlainObject;
  }) => PlainObject,
) {
  return (params: PlainObject, plane: ControlPlane): Step => {
    const distribution = distributionAt(params["Id"], plane);
    if (isRefused(distribution)) return distribution;
    const record = distributionRecordOf(distribution);
    return respond(shape({ record, shown: shownOf({ record, arn: distribution.arn }) }));
  };
}

function create(config: PlainObject, tags: Texts, params: PlainObject, plane: ControlPlane): Step {
  const reference = textOf(config["CallerReference"]) ?? "";
  const id = distributionIdOf(reference);
  const arn = distributionArnOf(id, plane);
  const found = plane.find(distributionKindName, id);
  if (found !== undefined) {
    return refused(
      "DistributionAlreadyExists",
      "The caller reference that you are using to create a distribution is associated with another distribution.",
    );
  }
  if (textOf(config["ContinuousDeploymentPolicyId"]) !== undefined || config["Staging"] === true) {
    return { type: "notModeled", what: "Staging distributions are not modeled." };
  }
  const refusal = againstConfig(config, plane);
  if (refusal !== null) return refusal;
  const record: DistributionRecord = {
    id,
    config,
    version: 1,
    tags,
    targets: [],
    edge: objectOf(params["Edge"]),
    invalidations: [],
    isMonitored: false,
    LastModifiedTime: stampAt(plane),
  };
  const settled = distributionSettingsOf(0, record, plane);
  const kept = { ...record, targets: settled.targets };
  plane.create(
    { kind: distributionKindName, name: id, arn, record: plainOf(kept) },
    (number) => ({ ...settled.settings, number }),
    () => settled.connections,
  );
  return respond({
    Distribution: shownOf({ record: kept, arn }),
    Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${id}`,
    ETag: versionOf(kept),
  });
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const distribution = distributionAt(params["Id"], plane);
  if (isRefused(distribution)) return distribution;
  const record = distributionRecordOf(distribution);
  const config = objectOf(params["DistributionConfig"]);
  if (config["CallerReference"] !== record.config["CallerReference"]) {
    return refused("IllegalUpdate", "The update contains modifications that are not allowed.");
  }
  const refusal = againstVersion(params, versionOf(record)) ?? againstConfig(config, plane);
  if (refusal !== null) return refusal;
  const change = { config, version: record.version + 1, LastModifiedTime: stampAt(plane) };
  const kept = changeDistribution(distribution, change, plane);
  return respond({
    Distribution: shownOf({ record: kept, arn: distribution.arn }),
    ETag: versionOf(kept),
  });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const distribution = distributionAt(params["Id"], plane);
  if (isRefused(distribution)) return distribution;
  const record = distributionRecordOf(distribution);
  const refusal = againstVersion(params, versionOf(record));
  if (refusal !== null) return refusal;
  if (record.config["Enabled"] !== false) {
    return refused(
      "DistributionNotDisabled",
      "The specified CloudFront distribution is not disabled. You must disable the distribution before you can delete it.",
    );
  }
  plane.delete(distribution, noDistribution);
  return respond();
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const all = plane.list(distributionKindName).map((each) => {
    const record = distributionRecordOf(each);
    const { DistributionConfig: _, ...shown } = shownOf({ record, arn: each.arn });
    const { Comment, Enabled, Aliases, Origins, DefaultCacheBehavior } = record.config;
    return {
      ...shown,
      Comment,
      Enabled,
      Aliases: Aliases ?? { Quantity: 0 },
      Origins,
      DefaultCacheBehavior,
    } as PlainObject;
  });
  return listedAs("DistributionList", all, params);
}

/** A page of a listing as CloudFront has them. */
export function listedAs(member: string, all: readonly PlainObject[], params: PlainObject): Step {
  const most = numberOf(params["MaxItems"]) ?? cloudfrontLimits.page;
  const found = page(all, params["Marker"], most);
  if (found === null) return invalidArgument("The parameter Marker is not valid.");
  return respond({
    [member]: {
      Marker: textOf(params["Marker"]) ?? "",
      MaxItems: most,
      IsTruncated: found.next !== null,
      Quantity: found.items.length,
      Items: [...listOf(found.items)],
      ...(found.next === null ? {} : { NextMarker: found.next }),
    },
  });
}
