import { objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { invalidationIdOf } from "../names.ts";
import type { InvalidationsShown } from "../protocol.ts";
import { listedAs, stampAt } from "./distribution-operations.ts";
import { changeDistribution } from "./distribution-settings.ts";
import { distributionAt, distributionRecordOf, textItems } from "./kept.ts";
import { invalidArgument, isRefused, respond } from "./refusals.ts";

/** Operations by which distributions forget objects. */
export const invalidationOperations: Operations = {
  CreateInvalidation: {
    begin: create,
    respond(_body, params, plane, kept) {
      const { id } = objectOf(kept) as { readonly id: string }; // As it was kept.
      const shown = shownAt(params["DistributionId"], id, plane);
      const path = `distribution/${textOf(params["DistributionId"]) ?? ""}/invalidation/${id}`;
      return {
        Invalidation: { ...shown, Status: "InProgress" },
        Location: `https://cloudfront.amazonaws.com/2020-05-31/${path}`,
      };
    },
  },
  GetInvalidation: {
    begin(params, plane) {
      const distribution = distributionAt(params["DistributionId"], plane);
      if (isRefused(distribution)) return distribution;
      const { invalidations } = distributionRecordOf(distribution);
      const found = invalidations.find(({ Id }) => Id === params["Id"]);
      if (found === undefined) {
        return refused("NoSuchInvalidation", "The specified invalidation does not exist.");
      }
      const Status = statusOf(textOf(found["Id"]) ?? "", distribution.number, plane);
      return respond({ Invalidation: { ...found, Status } });
    },
  },
  ListInvalidations: {
    begin(params, plane) {
      const distribution = distributionAt(params["DistributionId"], plane);
      if (isRefused(distribution)) return distribution;
      const { invalidations } = distributionRecordOf(distribution);
      const all = invalidations.map(({ Id, CreateTime }) => ({
        Id: Id!,
        CreateTime: CreateTime!,
        Status: statusOf(textOf(Id) ?? "", distribution.number, plane),
      }));
      return listedAs("InvalidationList", all, params);
    },
  },
};

const openIn = (number: number, plane: ControlPlane): InvalidationsShown["open"] =>
  (plane.consult(number, { type: "showInvalidations" }) as InvalidationsShown).open; // It answers nothing else.

const statusOf = (id: string, number: number, plane: ControlPlane): string =>
  openIn(number, plane).some((each) => each.id === id) ? "InProgress" : "Completed";

function shownAt(
  distributionId: PlainObject[string] | undefined,
  id: string,
  plane: ControlPlane,
): PlainObject {
  const distribution = distributionAt(distributionId, plane);
  if (isRefused(distribution)) return {};
  return distributionRecordOf(distribution).invalidations.find(({ Id }) => Id === id) ?? {};
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const distribution = distributionAt(params["DistributionId"], plane);
  if (isRefused(distribution)) return distribution;
  const batch = objectOf(params["InvalidationBatch"]);
  const paths = textItems(batch["Paths"]);
  if (paths.length === 0 || paths.some((path) => !path.startsWith("/"))) {
    return invalidArgument("Your request contains one or more invalid invalidation paths.");
  }
  const { invalidations } = distributionRecordOf(distribution);
  const reference = batch["CallerReference"];
  const same = invalidations.find(
    (each) => objectOf(each["InvalidationBatch"])["CallerReference"] === reference,
  );
  if (same !== undefined) {
    return refused(
      "InvalidationBatchAlreadyExists",
      "An invalidation with this caller reference exists.",
    );
  }
  const open = openIn(distribution.number, plane);
  const wildcards = paths.filter((path) => path.endsWith("*")).length;
  const openPaths = open.reduce((sum, each) => sum + each.paths - each.wildcards, 0);
  const openWildcards = open.reduce((sum, each) => sum + each.wildcards, 0);
  const isTooMuch =
    openPaths + paths.length - wildcards > plane.quota("cloudfront.invalidationPaths") ||
    openWildcards + wildcards > plane.quota("cloudfront.invalidationWildcards");
  if (isTooMuch) {
    return refused(
      "TooManyInvalidationsInProgress",
      "You have exceeded the maximum number of allowable InProgress invalidation batch requests, or invalidation objects.",
    );
  }
  const id = invalidationIdOf(distribution.name, invalidations.length);
  const shown: PlainObject = {
    Id: id,
    Status: "InProgress",
    CreateTime: stampAt(plane),
    InvalidationBatch: batch,
  };
  changeDistribution(distribution, { invalidations: [...invalidations, shown] }, plane);
  return {
    type: "ask",
    resource: distribution.number,
    input: { type: "invalidate", id, paths: [...paths] } as never,
    kept: { id },
  };
}
