import { after } from "@orrery/kernel";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { apigatewayAssumptions } from "../limits.ts";
import { secondsAt, without } from "./api-record.ts";
import { type StageRecord } from "./kept.ts";

/** A stage as a request makes it. */
export function newStage(
  params: PlainObject,
  stageName: string,
  deploymentId: string,
  plane: ControlPlane,
): StageRecord {
  const isCached = params["cacheClusterEnabled"] === true;
  const now = secondsAt(plane);
  return {
    shown: without({
      deploymentId,
      stageName,
      description: params["description"],
      cacheClusterEnabled: isCached,
      cacheClusterSize: isCached ? (params["cacheClusterSize"] ?? "0.5") : undefined,
      cacheClusterStatus: isCached ? "AVAILABLE" : "NOT_AVAILABLE",
      methodSettings: {},
      variables: params["variables"],
      documentationVersion: params["documentationVersion"],
      canarySettings: params["canarySettings"],
      tracingEnabled: params["tracingEnabled"] ?? false,
      tags: params["tags"],
      createdDate: now,
      lastUpdatedDate: now,
    }),
    cacheSince: isCached ? cacheReadyAt(plane) : null,
  };
}

/** From when on a cache that is made now can be used. What stands at instant 0 is there. */
export function cacheReadyAt(plane: ControlPlane): number {
  const { cacheCreation } = figureValues(apigatewayAssumptions, plane.assumptions);
  return plane.now === 0 ? 0 : after(plane.now, cacheCreation);
}
