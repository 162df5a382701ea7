import { getAtt, idIn, ref } from "../intrinsics.ts";
import { isGiven, isList, isMap, isText, memberOf, type Json, type JsonMap } from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { resourceProblem } from "../problems.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { type Alias } from "./invoke-config.ts";

interface Versions {
  readonly version: Generated;
  readonly aliasResource: Generated;
  readonly alias: Alias;
}

/** The version that is published when the code changes, and the alias that points to it. */
export function versionsOf(
  sam: SamResource,
  stage: Stage,
  lambda: Generated,
): Versions | undefined {
  const { id, properties, inherited } = sam;
  const given = memberOf(properties, "AutoPublishAlias");
  if (!isGiven(given)) {
    if (given === undefined || given === null || given === "") return undefined;
  }
  const name = stage.resolver.parameters(given ?? "");
  if (!isText(name)) {
    throw resourceProblem(
      id,
      "'AutoPublishAlias' must be a string or a Ref to a template parameter",
    );
  }
  const deletion = memberOf(properties, "VersionDeletionPolicy");
  const isManaged = isGiven(memberOf(properties, "CapacityProviderConfig"));
  const attributes: JsonMap = { DeletionPolicy: isManaged ? "Delete" : "Retain", ...inherited };
  const policy = deletion === undefined ? undefined : versionDeletion(id, stage, deletion);
  if (policy !== undefined) attributes.DeletionPolicy = policy;
  const version = generated(
    versionId(sam, stage, lambda),
    "AWS::Lambda::Version",
    {
      FunctionName: ref(id),
      Description: memberOf(properties, "VersionDescription"),
      FunctionScalingConfig: memberOf(properties, "FunctionScalingConfig"),
    },
    { attributes },
  );
  if (name === "") throw resourceProblem(id, "Alias name is required to create an alias");
  if (!/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/.test(name)) {
    throw resourceProblem(
      id,
      `AutoPublishAlias name ('${name}') must contain only alphanumeric characters, hyphens, or underscores matching (?!^[0-9]+$)([a-zA-Z0-9-_]+) pattern.`,
    );
  }
  const alias = {
    id: `${id}Alias${name.replace(/[^a-zA-Z0-9]/g, (letter) => (letter === "-" ? "D" : "U"))}`,
    name,
  };
  const provisioned = memberOf(properties, "ProvisionedConcurrencyConfig");
  const aliasResource = generated(
    alias.id,
    "AWS::Lambda::Alias",
    {
      Name: name,
      FunctionName: ref(id),
      FunctionVersion: getAtt(version.id, "Version"),
      ProvisionedConcurrencyConfig: isGiven(provisioned) ? provisioned : undefined,
    },
    { attributes: inherited, from: properties },
  );
  return { version, aliasResource, alias };
}

function versionDeletion(id: string, stage: Stage, given: Json): Json | undefined {
  const policy = stage.resolver.parameters(given);
  if (policy === null || policy === "") return undefined;
  if (policy === "Delete" || policy === "Retain") return policy;
  throw resourceProblem(
    id,
    "'VersionDeletionPolicy' must be one of the following options: ['Delete', 'Retain'].",
  );
}

/** A new version is published when what its id is of changes. */
function versionId({ id, properties }: SamResource, stage: Stage, lambda: Generated): string {
  const prefix = `${id}Version`;
  const given = memberOf(properties, "AutoPublishCodeSha256");
  const sha = isGiven(given) ? stage.resolver.parameters(given) : undefined;
  if (sha !== undefined && !isText(sha)) {
    throw resourceProblem(id, "AutoPublishCodeSha256 must be a string");
  }
  const isOfAll = isGiven(memberOf(properties, "AutoPublishAliasAllProperties"));
  if (sha !== undefined) {
    // The function has to change as well, or there is nothing to publish.
    if (isOfAll) lambda.properties.Description = sha;
    return `${prefix}${sha.slice(0, 10)}`;
  }
  return hashedId(prefix, isOfAll ? allOf(lambda, stage) : codeAndMore(lambda, stage));
}

function allOf({ properties }: Generated, stage: Stage): JsonMap {
  const layers = memberOf(properties, "Layers");
  const published: JsonMap = {};
  for (const layer of isList(layers) ? layers : []) {
    const layerId = idIn(layer);
    const own = layerId === undefined ? undefined : memberOf(stage.made, layerId);
    const layerProperties = memberOf(own, "Properties");
    if (layerId === undefined || !isMap(layerProperties)) continue;
    if (isGiven(memberOf(layerProperties, "PublishLambdaVersion"))) {
      published[layerId] = layerProperties;
    }
  }
  return { ...properties, ...published };
}

function codeAndMore({ properties }: Generated, stage: Stage): JsonMap {
  const code = stage.resolver.parameters(memberOf(properties, "Code") ?? {});
  const data: JsonMap = isMap(code) ? { ...code } : {};
  const environment = memberOf(properties, "Environment");
  const memory = memberOf(properties, "MemorySize");
  const snapStart = memberOf(properties, "SnapStart");
  if (isGiven(environment) && isMap(environment)) Object.assign(data, environment);
  if (isGiven(memory)) data.MemorySize = memory;
  if (isGiven(snapStart) && (memberOf(snapStart, "ApplyOn") ?? "None") !== "None") {
    data.SnapStart = snapStart;
  }
  return data;
}
