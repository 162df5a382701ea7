import { definitionLocation } from "../api/location.ts";
import { readEvent, type EventTarget } from "../events/event.ts";
import { stateMachineEvents } from "../events/types.ts";
import { asProblemOf } from "../events/event.ts";
import { getAtt, isDynamicReference, isFunction, ref } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { copy } from "../origin.ts";
import { assumedBy } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { indentedJson, printed } from "../python-text.ts";
import { generated, tagList, type Generated, type SamResource } from "../resource.ts";
import { policiesOf } from "../policies/kinds.ts";
import { makeRole } from "../role.ts";
import { tracingPolicy } from "../function/lambda.ts";
import { setTags } from "../function/tags.ts";
import type { Stage } from "../stage.ts";

const createdBy = "stateMachine:createdBy";

/** Looks whether the events of a state machine name what is there. */
export function linkStateMachine({ id, properties }: SamResource, resources: JsonMap): void {
  try {
    for (const [name, written] of eventsOf(properties)) {
      const { event, type } = readEvent(stateMachineEvents, id, name, written);
      type.link?.(event, resources);
    }
  } catch (error) {
    throw asProblemOf(id, error);
  }
}

const eventsOf = (properties: JsonMap): [string, Json][] => {
  const events = memberOf(properties, "Events");
  return isMap(events) ? Object.entries(events) : [];
};

/** A state machine, and all that SAM makes around it. */
export function makeStateMachine(sam: SamResource, stage: Stage): Generated[] {
  const { id, properties, attributes, dependsOn, inherited } = sam;
  const definition = definitionOf(id, properties);
  const role = roleOf(sam, stage);
  const tags = [...tagList({ [createdBy]: "SAM" }), ...tagList(memberOf(properties, "Tags"))];
  const machine = generated(
    id,
    "AWS::StepFunctions::StateMachine",
    {
      ...definition,
      RoleArn: role === undefined ? memberOf(properties, "Role") : getAtt(role.id, "Arn"),
      StateMachineName: memberOf(properties, "Name"),
      StateMachineType: memberOf(properties, "Type"),
      LoggingConfiguration: memberOf(properties, "Logging"),
      TracingConfiguration: memberOf(properties, "Tracing"),
      Tags: tags,
    },
    { attributes, dependsOn, from: properties },
  );
  const versions = versionsOf(sam);
  const alias = versions[1];
  const usesAlias = isGiven(memberOf(properties, "UseAliasAsEventTarget"));
  if (usesAlias && alias === undefined) {
    throw resourceProblem(
      id,
      "'UseAliasAsEventTarget' requires 'AutoPublishAlias' property to be specified.",
    );
  }
  const target: EventTarget = {
    kind: "stateMachine",
    id,
    name: ref(id),
    arn: ref(usesAlias && alias !== undefined ? alias.id : id),
    inherited,
    role: undefined,
    permissionsBoundary: memberOf(properties, "PermissionsBoundary"),
    stage,
  };
  const events = eventsOf(properties).flatMap(([name, written]) => {
    const { event, type } = readEvent(stateMachineEvents, id, name, written);
    return type.make({ ...event, target });
  });
  const all = [machine, ...(role === undefined ? [] : [role]), ...versions, ...events];
  const given = memberOf(properties, "Tags");
  if (isGiven(memberOf(properties, "PropagateTags")) && isGiven(given)) {
    for (const resource of all) setTags(resource, given);
  }
  return all;
}

function definitionOf(id: string, properties: JsonMap): Record<string, Maybe> {
  const definition = memberOf(properties, "Definition");
  const uri = memberOf(properties, "DefinitionUri");
  const given = memberOf(properties, "DefinitionSubstitutions");
  if (isGiven(definition) && isGiven(uri)) {
    throw resourceProblem(
      id,
      "Specify either 'Definition' or 'DefinitionUri' property and not both.",
    );
  }
  if (!isGiven(definition) && !isGiven(uri)) {
    throw resourceProblem(id, "Either 'Definition' or 'DefinitionUri' property must be specified.");
  }
  const substitutions: JsonMap = isMap(given) ? { ...given } : {};
  const made = isGiven(definition)
    ? { DefinitionString: definitionString(copy(definition), substitutions) }
    : { DefinitionS3Location: definitionLocation(id, uri) };
  return {
    ...made,
    DefinitionSubstitutions: Object.keys(substitutions).length === 0 ? undefined : substitutions,
  };
}

/** The definition as text; what only a deployment knows is substituted then. */
function definitionString(definition: Json, substitutions: JsonMap): Json {
  let number = 1;
  const replace = (holder: JsonMap | Json[]): void => {
    const keys = isList(holder) ? [...holder.keys()] : Object.keys(holder).sort();
    for (const key of keys) {
      const value = isList(holder) ? holder[key as number] : memberOf(holder, String(key));
      if (value === undefined) continue;
      if (isFunction(value) || isDynamicReference(value)) {
        const name = `definition_substitution_${number}`;
        number += 1;
        substitutions[name] = value;
        if (isList(holder)) holder[key as number] = `\${${name}}`;
        else setMember(holder, String(key), `\${${name}}`);
      } else if (isMap(value) || isList(value)) {
        replace(value);
      }
    }
  };
  if (isMap(definition)) replace(definition);
  return { "Fn::Join": ["\n", indentedJson(definition).split("\n")] };
}

function roleOf(sam: SamResource, stage: Stage): Generated | undefined {
  const { id, properties, inherited } = sam;
  const policies = memberOf(properties, "Policies");
  if (isGiven(memberOf(properties, "Role"))) {
    if (isGiven(policies)) {
      throw resourceProblem(
        id,
        "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them",
      );
    }
    return undefined;
  }
  const isTraced = memberOf(memberOf(properties, "Tracing"), "Enabled") === true;
  return makeRole(
    {
      owner: id,
      attributes: inherited,
      assumeRole: assumedBy("states.amazonaws.com"),
      policies: [...policiesOf(policies), ...(isTraced ? [tracingPolicy(stage.partition)] : [])],
      managedPolicies: [],
      documents: [],
      path: memberOf(properties, "RolePath"),
      boundary: memberOf(properties, "PermissionsBoundary"),
      tags: [...tagList({ [createdBy]: "SAM" }), ...tagList(memberOf(properties, "Tags"))],
    },
    stage,
  );
}

/** The version that is published with each change, and the alias that shifts to it. */
function versionsOf({ id, properties, inherited }: SamResource): Generated[] {
  const alias = memberOf(properties, "AutoPublishAlias");
  const preference = memberOf(properties, "DeploymentPreference");
  if (!isGiven(alias)) {
    if (!isGiven(preference)) return [];
    throw resourceProblem(
      id,
      "'DeploymentPreference' requires 'AutoPublishAlias' property to be specified.",
    );
  }
  const version = generated(
    `${id}Version`,
    "AWS::StepFunctions::StateMachineVersion",
    {
      StateMachineArn: ref(id),
      StateMachineRevisionId: getAtt(id, "StateMachineRevisionId"),
    },
    { attributes: { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", ...inherited } },
  );
  const shifting = isMap(preference) && isGiven(preference) ? preference : { Type: "ALL_AT_ONCE" };
  return [
    version,
    generated(
      `${id}Alias${printed(alias)}`,
      "AWS::StepFunctions::StateMachineAlias",
      {
        Name: alias,
        DeploymentPreference: { ...shifting, StateMachineVersionArn: ref(version.id) },
      },
      { attributes: inherited, from: properties },
    ),
  ];
}
