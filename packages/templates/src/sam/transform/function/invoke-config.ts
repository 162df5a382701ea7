import { expectMap, ofResource } from "../expectations.ts";
import { choicesOf, getAtt, isNoValue, ref, when } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { hashedId } from "../logical-id.ts";
import { invokeFunction, publishToTopic, putEvents, sendToQueue } from "../policies/documents.ts";
import { resourceProblem } from "../problems.ts";
import { printed, represented } from "../python-text.ts";
import { generated, type Generated, type SamResource } from "../resource.ts";
import type { Stage } from "../stage.ts";

/** What is made for asynchronous invocations, and what the role needs for their results. */
export interface InvokeConfig {
  readonly resources: Generated[];
  readonly policies: Json[];
  /** The configuration with the destinations that SAM makes. */
  readonly written: JsonMap;
}

const types = ["SQS", "SNS", "EventBridge", "Lambda", "S3Bucket"];
const made = ["SQS", "SNS"];

/** `EventInvokeConfig` of a function. */
export function makeInvokeConfig(
  sam: SamResource,
  stage: Stage,
  alias: Alias | undefined,
): InvokeConfig {
  const { id, properties, attributes } = sam;
  const config = stage.resolver.parameters(memberOf(properties, "EventInvokeConfig"));
  const configId = `${id}EventInvokeConfig`;
  const given = memberOf(config, "DestinationConfig");
  const resources: Generated[] = [];
  const policies: Json[] = [];
  const destinations: JsonMap = {};
  if (isGiven(given)) {
    const path = "EventInvokeConfig.DestinationConfig";
    const all = expectMap(given, path, ofResource(id));
    for (const event of ["OnSuccess", "OnFailure"]) {
      const value = memberOf(all, event);
      if (value === undefined || value === null) continue;
      const own = expectMap(value, `${path}.${event}`, ofResource(id));
      const found = destinationOf({ sam, stage, configId, event }, own);
      destinations[event] = { Destination: found.destination ?? null };
      if (found.resource !== undefined) resources.push(found.resource);
      if (found.policy !== undefined) policies.push(found.policy);
    }
  }
  const written = isMap(config) ? config : {};
  resources.push(
    generated(
      configId,
      "AWS::Lambda::EventInvokeConfig",
      {
        FunctionName: ref(id),
        Qualifier: alias === undefined ? "$LATEST" : alias.name,
        DestinationConfig: destinations,
        MaximumEventAgeInSeconds: memberOf(config, "MaximumEventAgeInSeconds"),
        MaximumRetryAttempts: memberOf(config, "MaximumRetryAttempts"),
      },
      {
        attributes,
        dependsOn: alias === undefined ? undefined : [alias.id],
        from: written,
      },
    ),
  );
  return { resources, policies, written };
}

export interface Alias {
  readonly id: string;
  readonly name: string;
}

interface Where {
  readonly sam: SamResource;
  readonly stage: Stage;
  readonly configId: string;
  readonly event: string;
}

interface Found {
  readonly destination: Maybe;
  readonly resource?: Generated;
  readonly policy?: Json | undefined;
}

function destinationOf(where: Where, config: JsonMap): Found {
  const { sam, configId, event } = where;
  const type = memberOf(config, "Type");
  if (!isText(type) || !types.includes(type)) {
    throw resourceProblem(sam.id, `'Type: ${printed(type)}' must be one of ${represented(types)}`);
  }
  const given = memberOf(config, "Destination");
  const choice = choiceOf(where, given);
  const prefix = `${configId}${event}`;
  if (given !== undefined && given !== null && choice === undefined) {
    return { destination: given, policy: policyFor(type, given, prefix) };
  }
  if (!made.includes(type)) {
    throw resourceProblem(sam.id, `Destination is required if Type is not ${represented(made)}`);
  }
  const isQueue = type === "SQS";
  const resourceId = `${prefix}${isQueue ? "Queue" : "Topic"}`;
  const condition = bothConditions(where, choice?.condition);
  const resource = generated(
    resourceId,
    isQueue ? "AWS::SQS::Queue" : "AWS::SNS::Topic",
    {},
    {
      attributes: {
        ...sam.inherited,
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    },
  );
  const own = isQueue ? getAtt(resourceId, "Arn") : ref(resourceId);
  const destination = choice === undefined ? own : when(choice.condition, own, choice.otherwise);
  return { destination, resource, policy: policyFor(type, destination, prefix) };
}

function policyFor(type: string, arn: Json, id: string): Json | undefined {
  switch (type) {
    case "SQS":
      return sendToQueue(arn, id);
    case "SNS":
      return publishToTopic(arn, id);
    case "EventBridge":
      return putEvents(arn, id);
    case "Lambda":
      return invokeFunction(arn, id);
    default:
      return undefined;
  }
}

/** When SAM makes the destination: where an `Fn::If` gives none. */
function choiceOf({ stage, configId }: Where, destination: Maybe) {
  const choices = choicesOf(destination);
  if (choices === undefined) return undefined;
  if (!isList(choices) || choices.length !== 3) {
    throw resourceProblem(
      configId,
      "Malformed 'Destination' property: Fn::If requires 3 arguments.",
    );
  }
  const [condition, then = null, otherwise = null] = choices;
  if (!isText(condition)) return undefined;
  if (isNoValue(then) && isNoValue(otherwise)) return undefined;
  if (isNoValue(then)) return { condition, otherwise };
  if (!isNoValue(otherwise)) return undefined;
  const negated = hashedId(`NOT${condition}`, configId);
  if (stage.conditions !== undefined) {
    stage.conditions[negated] = { "Fn::Not": [{ Condition: condition }] };
  }
  return { condition: negated, otherwise: then };
}

function bothConditions({ sam, stage }: Where, condition: string | undefined): string | undefined {
  const own = memberOf(sam.inherited, "Condition");
  if (!isText(own)) return condition;
  if (condition === undefined) return own;
  const name = hashedId(`${own}AND${condition}`, sam.id);
  if (stage.conditions !== undefined) {
    stage.conditions[name] = { "Fn::And": [{ Condition: own }, { Condition: condition }] };
  }
  return name;
}
