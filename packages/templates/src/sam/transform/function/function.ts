import { asProblemOf, readEvent, type EventTarget } from "../events/event.ts";
import { functionEvents } from "../events/types.ts";
import { getAtt, ref } from "../intrinsics.ts";
import { isGiven, isMap, isText, memberOf, type Json, type JsonMap } from "../json.ts";
import { resourceProblem } from "../problems.ts";
import { type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";
import { deploymentPreference } from "./deployment-preferences.ts";
import { makeFunctionUrl } from "./function-url.ts";
import { makeInvokeConfig, type Alias } from "./invoke-config.ts";
import { checkTogether } from "./checks.ts";
import { setRole } from "./role.ts";
import { checkDeadLetterQueue, lambdaOf } from "./lambda.ts";
import { propagated } from "./tags.ts";
import { versionsOf } from "./versions.ts";

/** Looks whether the function's events name what is there. @throws SamProblem where they do not */
export function linkFunction({ id, properties }: SamResource, resources: JsonMap): void {
  try {
    for (const [name, written] of eventsOf(properties)) {
      const { event, type } = readEvent(functionEvents, id, name, written);
      type.link?.(event, resources);
    }
  } catch (error) {
    throw asProblemOf(id, error);
  }
}

/** A function, and all that SAM makes around it. */
export function makeFunction(sam: SamResource, stage: Stage): Generated[] {
  const { id, properties } = sam;
  checkTogether(sam);
  checkDeadLetterQueue(id, memberOf(properties, "DeadLetterQueue"));
  const lambda = lambdaOf(sam, stage);
  if (
    isGiven(memberOf(properties, "ProvisionedConcurrencyConfig")) &&
    !isGiven(memberOf(properties, "AutoPublishAlias"))
  ) {
    throw resourceProblem(
      id,
      "To set ProvisionedConcurrencyConfig AutoPublishALias must be defined on the function",
    );
  }
  const versions = versionsOf(sam, stage, lambda);
  const alias = versions?.alias;
  const url = memberOf(properties, "FunctionUrlConfig");
  const urls = isGiven(url) ? makeFunctionUrl(sam, url, alias?.id) : [];
  setDeployment(sam, stage, versions?.aliasResource);
  const invoke = isGiven(memberOf(properties, "EventInvokeConfig"))
    ? makeInvokeConfig(sam, stage, alias)
    : undefined;
  const role = setRole(sam, stage, lambda, invoke?.policies ?? []);
  const target = targetOf(sam, stage, alias, role);
  return propagated(sam, [
    lambda,
    ...(versions === undefined ? [] : [versions.version, versions.aliasResource]),
    ...urls,
    ...(invoke?.resources ?? []),
    ...(role === undefined ? [] : [role]),
    ...eventResources(sam, target),
  ]);
}

const eventsOf = (properties: JsonMap): [string, Json][] => {
  const events = memberOf(properties, "Events");
  return isMap(events) ? Object.entries(events) : [];
};

/** Resources of events, a default route before all others, since it permits them too. */
function eventResources({ id, properties }: SamResource, target: EventTarget): Generated[] {
  const keyOf = ([name, event]: [string, Json]): string => {
    const path = memberOf(memberOf(event, "Properties"), "Path");
    return isText(path) ? path : name;
  };
  const sorted = eventsOf(properties)
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  try {
    return sorted.flatMap(({ entry: [name, written] }) => {
      const { event, type } = readEvent(functionEvents, id, name, written);
      return type.make({ ...event, target });
    });
  } catch (error) {
    throw asProblemOf(id, error);
  }
}

function targetOf(
  { id, inherited }: SamResource,
  stage: Stage,
  alias: Alias | undefined,
  role: Generated | undefined,
): EventTarget {
  return {
    kind: "function",
    id: alias?.id ?? id,
    name: ref(alias?.id ?? id),
    arn: alias === undefined ? getAtt(id, "Arn") : ref(alias.id),
    inherited,
    role,
    permissionsBoundary: undefined,
    stage,
  };
}

function setDeployment(sam: SamResource, stage: Stage, alias: Generated | undefined): void {
  const { id, properties, inherited } = sam;
  const given = memberOf(properties, "DeploymentPreference");
  if (!isGiven(given) || !isMap(given)) return;
  const written = { ...given };
  for (const name of ["Enabled", "Type"]) {
    const value = memberOf(written, name);
    if (value !== undefined)
      written[name] = stage.resolver.mapped(stage.resolver.parameters(value));
  }
  const passes = memberOf(written, "PassthroughCondition");
  if (passes !== undefined) written.PassthroughCondition = truthOf(id, stage, passes);
  const tags = memberOf(properties, "Tags");
  const hands = isGiven(memberOf(properties, "PropagateTags")) && isMap(tags);
  const preference = deploymentPreference(id, written, {
    condition: memberOf(inherited, "Condition"),
    tags: hands ? tags : undefined,
  });
  stage.deployments.add(preference);
  if (!preference.isEnabled) return;
  if (alias === undefined) {
    throw resourceProblem(
      id,
      "'DeploymentPreference' requires AutoPublishAlias property to be specified.",
    );
  }
  alias.attributes.UpdatePolicy = stage.deployments.updatePolicy(preference);
}

function truthOf(id: string, stage: Stage, given: Json): boolean {
  const value = stage.resolver.mapped(stage.resolver.parameters(given));
  if (value === true || value === "true" || value === "True") return true;
  if (value === false || value === "false" || value === "False") return false;
  if (isMap(value)) {
    throw resourceProblem(
      id,
      "Unsupported intrinsic: the only intrinsic functions supported for property PassthroughCondition are FindInMap and parameter Refs.",
    );
  }
  throw resourceProblem(id, "Invalid value for property PassthroughCondition.");
}
