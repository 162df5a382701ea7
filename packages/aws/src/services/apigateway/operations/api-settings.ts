import type { Duration } from "@orrery/kernel";
import { figureValues } from "../../../service/assumed-figure.ts";
import { listOf, objectOf, isObject, numberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { policyIn } from "../../../gateway/resource-policy.ts";
import { client } from "../../../gateway/request-facts.ts";
import type { EntranceSettings, Release, RestApiSettings, StageSettings } from "../config.ts";
import { apigatewayAssumptions, restOverhead, restStreaming } from "../limits.ts";
import { isEdge, isPrivate } from "./policy-check.ts";
import { keySettingsOf } from "./key-settings.ts";
import { gatewayResponseOf, routesOf } from "./route-settings.ts";
import { Targets } from "./targets.ts";
import { type ApiRecord, type StageRecord, accountRecordOf, textsIn } from "./kept.ts";

/** An API's settings, with what it is joined to. */
interface Settled {
  readonly settings: RestApiSettings;
  readonly targets: readonly string[];
  readonly connections: readonly ResourceConnection[];
}

/** The settings of an API's machine, by what is kept of it and of the account. */
export function apiSettingsOf(number: number, kept: ApiRecord, plane: ControlPlane): Settled {
  const { region, accountId, partition, epochMilliseconds } = plane;
  const { shown } = kept;
  const apiId = textOf(shown["id"]) ?? "";
  const targets = new Targets(kept, apiId, plane);
  const account = accountRecordOf(plane);
  const settings: RestApiSettings = {
    number,
    apiId,
    name: textOf(shown["name"]) ?? apiId,
    region,
    accountId,
    partition,
    epochMilliseconds,
    keySource: shown["apiKeySource"] === "AUTHORIZER" ? "AUTHORIZER" : "HEADER",
    binaryTypes: listOf(shown["binaryMediaTypes"]) as readonly string[], // Checked as texts.
    overhead: plane.latencies["apigateway.rest.overhead"] ?? restOverhead,
    stages: kept.stages.flatMap((stage) => {
      const made = stageSettingsOf(stage, kept, apiId, targets);
      return made === null ? [] : [made];
    }),
    keys: keySettingsOf(account, apiId),
    keepsLogs: plane.keepsLogs,
    entrance: entranceOf(kept),
    assumed: figureValues(apigatewayAssumptions, plane.assumptions),
  };
  return { settings, targets: targets.all, connections: targets.connections };
}

/** What keeps callers away; `null`: nothing does. */
function entranceOf({ shown, endpoint }: ApiRecord): EntranceSettings | null {
  const said = objectOf(endpoint ?? undefined);
  const [, name = "", pattern = "*"] =
    /^([^:\s]+)\s*(?::\s*(.*))?$/.exec(textOf(said["blockedHeader"]) ?? "") ?? [];
  const sourceIp = textOf(said["sourceIp"]);
  const vpcEndpoint = textOf(said["vpcEndpoint"]) ?? null;
  const vpc = textOf(said["vpc"]) ?? null;
  const entrance: EntranceSettings = {
    blocked: numberOf(said["blocked"]) ?? 0,
    blockedHeader: name === "" ? null : { name: name.toLowerCase(), pattern },
    policy: policyIn(textOf(shown["policy"])),
    isPrivate: isPrivate(shown),
    isOwnNameOff: shown["disableExecuteApiEndpoint"] === true,
    callers:
      sourceIp === undefined && vpcEndpoint === null && vpc === null
        ? null
        : { sourceIp: sourceIp ?? client.sourceIp, vpcEndpoint, vpc },
  };
  const { blocked, blockedHeader, callers, isOwnNameOff } = entrance;
  const isOpen = blocked === 0 && blockedHeader === null && callers === null && !isOwnNameOff;
  return isOpen ? null : entrance;
}

/** `null`: what is deployed to it is gone. */
function stageSettingsOf(
  { shown, cacheSince }: StageRecord,
  kept: ApiRecord,
  apiId: string,
  targets: Targets,
): StageSettings | null {
  const name = textOf(shown["stageName"])!; // Every stage has one.
  const variables = textsIn(shown["variables"]);
  const release = releaseOf(
    shown,
    textOf(shown["deploymentId"]),
    variables,
    name,
    kept,
    apiId,
    targets,
  );
  if (release === null) return null;
  const canary = shown["canarySettings"];
  const own = isObject(canary)
    ? releaseOf(
        shown,
        textOf(canary["deploymentId"]),
        { ...variables, ...textsIn(canary["stageVariableOverrides"]) },
        name,
        kept,
        apiId,
        targets,
      )
    : null;
  const size = textOf(shown["cacheClusterSize"]) ?? "0.5";
  return {
    name,
    variables,
    release,
    canary:
      own === null || !isObject(canary)
        ? null
        : {
            share: (numberOf(canary["percentTraffic"]) ?? 0) / 100,
            release: {
              ...own,
              cacheName:
                canary["useStageCache"] === true && own.deploymentId === release.deploymentId
                  ? release.cacheName
                  : `${release.cacheName} canary`,
            },
          },
    cache:
      cacheSince === null
        ? null
        : { bytes: Math.floor(Number(size) * 1_073_741_824), size, since: cacheSince },
    accessLog: textOf(objectOf(shown["accessLogSettings"])["format"]) ?? null,
  };
}

/** How long nothing may come of what is streamed. */
const idleOf = (shown: PlainObject): Duration =>
  isEdge(shown) ? restStreaming.idle.edge : restStreaming.idle.regional;

function releaseOf(
  stage: PlainObject,
  deploymentId: string | undefined,
  variables: Readonly<Record<string, string>>,
  stageName: string,
  { deployments, shown }: ApiRecord,
  apiId: string,
  targets: Targets,
): Release | null {
  const deployment = deployments.find(({ id }) => id === deploymentId);
  if (deployment === undefined) return null;
  const { parts } = deployment;
  return {
    deploymentId: deployment.id,
    variables,
    routes: routesOf(parts, { stage, stageName, apiId, variables, targets, idle: idleOf(shown) }),
    gatewayResponses: Object.fromEntries(
      Object.entries(parts.gatewayResponses).map(([type, said]) => [type, gatewayResponseOf(said)]),
    ),
    cacheName: stageName,
  };
}
