import { getAtt, ref, sub } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  setMember,
  type JsonMap,
} from "../json.ts";
import { eventProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import { printed } from "../python-text.ts";
import { generated, type Generated } from "../resource.ts";
import { permissionOf, type EventType, type UnboundEvent } from "./event.ts";

/** Log events of a log group. */
export const cloudWatchLogs: EventType = {
  rules: rulesOf({ LogGroupName: "!text", FilterPattern: "!text" }),
  make: (event) => {
    const { id, properties, target } = event;
    const group = memberOf(properties, "LogGroupName") ?? null;
    const arn = target.stage.arn("logs", "log-group:${__LogGroupName__}:*");
    const permission = permissionOf(event, "logs.amazonaws.com", {
      SourceArn: sub(arn, { __LogGroupName__: group }),
    });
    const filter = generated(
      id,
      "AWS::Logs::SubscriptionFilter",
      {
        LogGroupName: group,
        FilterPattern: memberOf(properties, "FilterPattern"),
        DestinationArn: target.arn,
      },
      { attributes: target.inherited, dependsOn: [permission.id], from: properties },
    );
    return [permission, filter];
  },
};

/** Messages that a rule of IoT Core takes. */
export const iotRule: EventType = {
  rules: rulesOf({ Sql: "!text", AwsIotSqlVersion: "text" }),
  make: (event) => {
    const { id, properties, target } = event;
    const version = memberOf(properties, "AwsIotSqlVersion");
    const permission = permissionOf(event, "iot.amazonaws.com", {
      SourceArn: sub(target.stage.arn("iot", "rule/${RuleName}"), { RuleName: ref(id) }),
      SourceAccount: sub("${AWS::AccountId}"),
    });
    const payload = mapOf({
      Sql: memberOf(properties, "Sql"),
      RuleDisabled: false,
      Actions: [{ Lambda: { FunctionArn: target.arn } }],
      AwsIotSqlVersion: isGiven(version) ? version : undefined,
    });
    const rule = generated(
      id,
      "AWS::IoT::TopicRule",
      { TopicRulePayload: payload },
      { attributes: target.inherited, from: properties },
    );
    return [permission, rule];
  },
};

/** Requests of an Alexa skill. */
export const alexaSkill: EventType = {
  rules: rulesOf({ SkillId: "text" }),
  make: (event) => [
    permissionOf(event, "alexa-appkit.amazon.com", {
      EventSourceToken: memberOf(event.properties, "SkillId"),
    }),
  ],
};

/** Triggers of a user pool of the same template. */
export const cognito: EventType = {
  rules: rulesOf({ UserPool: "!text", Trigger: "!=text|list<text>" }),
  link: (event, resources) => void userPoolOf(event, resources),
  make: (event): Generated[] => {
    const { name, properties, target } = event;
    const { id, pool } = userPoolOf(event, target.stage.resources);
    const permission = permissionOf(
      event,
      "cognito-idp.amazonaws.com",
      { SourceArn: getAtt(id, "Arn") },
      { prefix: `${target.id}Cognito` },
    );
    const own = memberOf(pool, "Properties");
    const poolProperties = isMap(own) ? own : {};
    pool.Properties = poolProperties;
    const configured = memberOf(poolProperties, "LambdaConfig");
    const config: JsonMap = isMap(configured) ? configured : {};
    poolProperties.LambdaConfig = config;
    const given = memberOf(properties, "Trigger") ?? [];
    for (const trigger of (isList(given) ? given : [given]).filter(isText)) {
      if (Object.hasOwn(config, trigger)) {
        throw eventProblem(name, `Cognito trigger "${printed(given)}" defined multiple times.`);
      }
      setMember(config, trigger, target.arn);
    }
    return [permission, target.stage.existing(id, pool, "AWS::Cognito::UserPool")];
  },
};

function userPoolOf({ id, name, properties }: UnboundEvent, resources: JsonMap) {
  const named = memberOf(memberOf(properties, "UserPool"), "Ref");
  if (named !== undefined && !isText(named)) {
    throw eventProblem(id, "Ref in Userpool is not a string.");
  }
  const pool = named === undefined ? undefined : memberOf(resources, named);
  if (named === undefined || !isMap(pool)) {
    throw eventProblem(
      name,
      "Cognito events must reference a Cognito UserPool in the same template.",
    );
  }
  return { id: named, pool };
}
