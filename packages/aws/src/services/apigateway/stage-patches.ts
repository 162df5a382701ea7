import { isObject, listOf, memberOf, objectOf, spelled } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";

const settings: Readonly<Record<string, string>> = {
  MetricsEnabled: "metrics/enabled",
  LoggingLevel: "logging/loglevel",
  DataTraceEnabled: "logging/dataTrace",
  ThrottlingBurstLimit: "throttling/burstLimit",
  ThrottlingRateLimit: "throttling/rateLimit",
  CachingEnabled: "caching/enabled",
  CacheTtlInSeconds: "caching/ttlInSeconds",
  CacheDataEncrypted: "caching/dataEncrypted",
};

/** What a stage is given after it is made: settings of methods, its canary, its access log. */
export function stagePatches(values: PlainObject): readonly PlainObject[] {
  const replace = (path: string, value: string): PlainObject => ({ op: "replace", path, value });
  const ofMethods = (said: PlainObject, path: string, method: string): readonly PlainObject[] =>
    Object.entries(settings).flatMap(([name, place]) => {
      const value = said[name];
      return value === undefined ? [] : [replace(`/${path}/${method}/${place}`, spelled(value))];
    });
  const own = listOf(values["MethodSettings"])
    .filter(isObject)
    .flatMap((said) => {
      const path = spelled(said["ResourcePath"] ?? "/*");
      const method = spelled(said["HttpMethod"] ?? "*");
      return ofMethods(
        said,
        path === "/*" ? "*" : path.replaceAll("~", "~0").replaceAll("/", "~1"),
        method,
      );
    });
  const canary = objectOf(values["CanarySetting"]);
  const overrides = Object.entries(objectOf(canary["StageVariableOverrides"]));
  const log = values["AccessLogSetting"];
  return [
    // A deployment's description of its stage has settings of all methods.
    ...ofMethods(values, "*", "*"),
    ...own,
    ...(canary["PercentTraffic"] === undefined
      ? []
      : [replace("/canarySettings/percentTraffic", spelled(canary["PercentTraffic"]))]),
    ...(canary["DeploymentId"] === undefined
      ? []
      : [replace("/canarySettings/deploymentId", spelled(canary["DeploymentId"]))]),
    ...(canary["UseStageCache"] === undefined
      ? []
      : [replace("/canarySettings/useStageCache", spelled(canary["UseStageCache"]))]),
    ...overrides.map(([name, value]) =>
      replace(`/canarySettings/stageVariableOverrides/${name}`, spelled(value)),
    ),
    ...(memberOf(log, "DestinationArn") === undefined
      ? []
      : [replace("/accessLogSettings/destinationArn", spelled(memberOf(log, "DestinationArn")))]),
    ...(memberOf(log, "Format") === undefined
      ? []
      : [replace("/accessLogSettings/format", spelled(memberOf(log, "Format")))]),
  ];
}
