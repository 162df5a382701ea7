import { ref, when } from "../intrinsics.ts";
import {
  equals,
  isGiven,
  isList,
  isMap,
  isText,
  mapOf,
  memberOf,
  type Json,
  type JsonMap,
} from "../json.ts";
import { eventProblem, resourceProblem } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import type { Generated } from "../resource.ts";
import { permissionOf, type EventType, type SamEvent, type UnboundEvent } from "./event.ts";

/** Notifications of a bucket of the same template. */
export const s3: EventType = {
  rules: rulesOf({
    Bucket: "!text",
    Events: "!=text|list<text>",
    Filter: "map",
  }),
  link: (event, resources) => void bucketOf(event, resources),
  make: (event) => {
    const { target } = event;
    const { id, bucket } = bucketOf(event, target.stage.resources);
    const permission = permissionOf(event, "s3.amazonaws.com", {
      SourceAccount: ref("AWS::AccountId"),
    });
    const condition = memberOf(permission.attributes, "Condition");
    if (condition === undefined) addDependency(event, bucket, permission.id);
    else addDependingTag(id, bucket, permission.id, condition);
    addNotifications(event, bucket, id);
    return [permission, target.stage.existing(id, bucket, "AWS::S3::Bucket")] as Generated[];
  },
};

function bucketOf({ name, properties }: UnboundEvent, resources: JsonMap) {
  const id = memberOf(memberOf(properties, "Bucket"), "Ref");
  if (id !== undefined && !isText(id)) {
    throw eventProblem(name, "'Ref' value in S3 events is not a valid string.");
  }
  const bucket = id === undefined ? undefined : memberOf(resources, id);
  if (id === undefined || !isMap(bucket)) {
    throw eventProblem(name, "S3 events must reference an S3 bucket in the same template.");
  }
  return { id, bucket };
}

/** S3 refuses a notification that may not be delivered: the permission comes first. */
function addDependency(event: SamEvent, bucket: JsonMap, permission: string): void {
  const given = Object.hasOwn(bucket, "DependsOn") ? bucket.DependsOn : [];
  const names = isText(given) ? [given] : given;
  if (!isList(names) || !names.every(isText)) {
    throw resourceProblem(
      event.id,
      "Invalid type for field 'DependsOn'. Expected a string or list of strings.",
    );
  }
  bucket.DependsOn = names.includes(permission) ? names : [...names, permission];
}

/** A dependency on what may not be made: there is none on a condition, but a tag may name it. */
function addDependingTag(id: string, bucket: JsonMap, permission: string, condition: Json): void {
  const properties = propertiesOf(id, bucket);
  const tags = memberOf(properties, "Tags") ?? [];
  if (!isList(tags)) throw resourceProblem(id, "Property 'Tags' should be a list.");
  const tag = {
    Key: `sam:ConditionalDependsOn:${permission}`,
    Value: when(condition, ref(permission), "no dependency"),
  };
  properties.Tags = [...tags, tag];
}

function propertiesOf(id: string, resource: JsonMap): JsonMap {
  const own = memberOf(resource, "Properties") ?? {};
  if (!isMap(own)) throw resourceProblem(id, "Properties should be a map.");
  resource.Properties = own;
  return own;
}

function addNotifications({ target, properties }: SamEvent, bucket: JsonMap, id: string): void {
  const config = memberOf(propertiesOf(id, bucket), "NotificationConfiguration") ?? {};
  if (!isMap(config)) {
    throw resourceProblem(id, "Property 'NotificationConfiguration' should be a map.");
  }
  propertiesOf(id, bucket).NotificationConfiguration = config;
  const notifications = memberOf(config, "LambdaConfigurations") ?? [];
  if (!isList(notifications)) {
    throw resourceProblem(id, "Invalid type for LambdaConfigurations. Must be a list.");
  }
  config.LambdaConfigurations = notifications;
  const given = memberOf(properties, "Events") ?? [];
  const filter = memberOf(properties, "Filter");
  const condition = memberOf(target.inherited, "Condition");
  for (const type of isList(given) ? given : [given]) {
    const plain = mapOf({
      Function: target.arn,
      Filter: isGiven(filter) ? filter : undefined,
      Event: type,
    });
    const notification = condition === undefined ? plain : when(condition, plain);
    if (!notifications.some((other) => equals(other, notification))) {
      notifications.push(notification);
    }
  }
}
