import { functionType } from "../elbv2-to-lambda.ts";
import { isObject, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { TargetType } from "../config.ts";
import { targetGroupArnOf } from "../arns.ts";
import { elbv2Limits } from "../limits.ts";
import { changedAttributes, groupAttributes, shownAttributes } from "./attributes.ts";
import { actionsOf, groupsOf } from "./balancer-settings.ts";
import { changeGroup, groupSettingsOf } from "./group-settings.ts";
import {
  balancerKindName,
  balancerRecordOf,
  groupKindName,
  groupOf,
  groupRecordOf,
  plainOf,
  without,
  type GroupRecord,
} from "./kept.ts";
import { listed } from "./paging.ts";
import { invalid, isRefused, noGroup, respond } from "./refusals.ts";
import { tagsIn } from "./tag-operations.ts";

/** Operations on target groups. */
export const targetGroupOperations: Operations = {
  CreateTargetGroup: { begin: create },
  DescribeTargetGroups: { begin: describe },
  ModifyTargetGroup: { begin: modify },
  DeleteTargetGroup: { begin: remove },
  ModifyTargetGroupAttributes: { begin: modifyAttributes },
  DescribeTargetGroupAttributes: {
    begin(params, plane) {
      const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
      if (isRefused(group)) return group;
      return respond({ Attributes: shownAttributes(groupRecordOf(group).attributes) });
    },
  },
};

/** The load balancers that forward to a target group. */
export const balancersOf = (arn: string, plane: ControlPlane): readonly string[] =>
  plane
    .list(balancerKindName)
    .filter((balancer) =>
      actionsOf(balancerRecordOf(balancer)).some((action) => groupsOf(action).includes(arn)),
    )
    .map((balancer) => balancer.arn);

const shownOf = (record: GroupRecord, plane: ControlPlane): PlainObject => ({
  ...record.shown,
  LoadBalancerArns: balancersOf(textOf(record.shown["TargetGroupArn"]) ?? "", plane),
});

const protocols = ["HTTP", "HTTPS"];

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"]) ?? "";
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name)) {
    return invalid(
      `Target group name '${name}' cannot be longer than '32' characters, can only contain characters that are alphanumeric characters and hyphens(-), and cannot begin or end with a hyphen`,
    ); // Assumed: the words.
  }
  const type = (textOf(params["TargetType"]) ?? "instance") as TargetType; // Checked against the model.
  const protocol = textOf(params["Protocol"]);
  if (protocol !== undefined && !protocols.includes(protocol)) {
    return {
      type: "notModeled",
      what: `Target groups of the protocol ${protocol} are not modeled.`,
    };
  }
  if (type === functionType) {
    const told = ["Protocol", "Port", "VpcId"].find((each) => params[each] !== undefined);
    if (told !== undefined) {
      return invalid(`${told} cannot be specified for target groups with target type lambda`); // Likewise.
    }
  } else if (protocol === undefined || params["Port"] === undefined) {
    return invalid("A protocol and a port must be specified"); // Likewise.
  }
  const found = plane.find(groupKindName, name);
  const shown = without({
    TargetGroupArn: targetGroupArnOf(name, plane),
    TargetGroupName: name,
    ...(type === functionType
      ? {}
      : {
          Protocol: protocol,
          ProtocolVersion: params["ProtocolVersion"] ?? "HTTP1",
          Port: params["Port"],
          VpcId: params["VpcId"],
          HealthCheckProtocol: params["HealthCheckProtocol"] ?? protocol,
          HealthCheckPort: params["HealthCheckPort"] ?? "traffic-port",
        }),
    ...healthIn(params, type),
    TargetType: type,
    IpAddressType: params["IpAddressType"] ?? "ipv4",
  });
  const wrong = wrongHealth(shown);
  if (wrong !== null) return wrong;
  if (found !== undefined) {
    const before = groupRecordOf(found);
    if (JSON.stringify(before.shown) === JSON.stringify(shown)) {
      return respond({ TargetGroups: [shownOf(before, plane)] });
    }
    return refused(
      "DuplicateTargetGroupName",
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  if (plane.list(groupKindName).length >= plane.quota("elbv2.targetGroups")) {
    return refused("TooManyTargetGroups", "The maximum number of target groups has been reached"); // Likewise.
  }
  const { Backend } = params;
  const record: GroupRecord = {
    shown,
    attributes: groupAttributes(type),
    targets: [],
    tags: tagsIn(params),
    backend: isObject(Backend) ? Backend : null,
  };
  plane.create(
    { kind: groupKindName, name, arn: targetGroupArnOf(name, plane), record: plainOf(record) },
    (number) => groupSettingsOf(number, record, plane).settings,
  );
  return respond({ TargetGroups: [{ ...shown, LoadBalancerArns: [] }] });
}

/** What is said of health checks, with AWS's defaults: functions are not checked unless somebody says so. */
const healthIn = (params: PlainObject, type: TargetType): PlainObject => {
  const isFunction = type === functionType;
  return {
    HealthCheckEnabled: params["HealthCheckEnabled"] ?? !isFunction,
    HealthCheckPath: params["HealthCheckPath"] ?? "/",
    HealthCheckIntervalSeconds: params["HealthCheckIntervalSeconds"] ?? (isFunction ? 35 : 30),
    HealthCheckTimeoutSeconds: params["HealthCheckTimeoutSeconds"] ?? (isFunction ? 30 : 5),
    HealthyThresholdCount: params["HealthyThresholdCount"] ?? elbv2Limits.healthyThreshold,
    UnhealthyThresholdCount: params["UnhealthyThresholdCount"] ?? elbv2Limits.unhealthyThreshold,
    Matcher: params["Matcher"] ?? { HttpCode: "200" },
  };
};

function wrongHealth(shown: PlainObject): Refused | null {
  const interval = numberOf(shown["HealthCheckIntervalSeconds"])!; // It has a default.
  const timeout = numberOf(shown["HealthCheckTimeoutSeconds"])!; // Likewise.
  if (timeout >= interval) {
    return invalid(
      `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
    );
  }
  const codes = textOf(objectOf(shown["Matcher"])["HttpCode"]) ?? "200";
  const isGood = codes.split(",").every((part) => {
    const [from = "", to = from] = part.split("-");
    return [from, to].every((code) => Number(code) >= 200 && Number(code) <= 499);
  });
  return isGood
    ? null
    : invalid(`Health check matcher HTTP code '${codes}' must be within '200-499' inclusive`);
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const arns = textsOf(params["TargetGroupArns"]);
  const names = textsOf(params["Names"]);
  const balancer = textOf(params["LoadBalancerArn"]);
  const all = plane.list(groupKindName);
  if (
    arns.some((arn) => !all.some((each) => each.arn === arn)) ||
    names.some((name) => !all.some((each) => each.name === name))
  ) {
    return noGroup;
  }
  const wanted = all.filter(
    ({ arn, name }) =>
      (arns.length === 0 || arns.includes(arn)) &&
      (names.length === 0 || names.includes(name)) &&
      (balancer === undefined || balancersOf(arn, plane).includes(balancer)),
  );
  return listed(
    "TargetGroups",
    wanted.map((each) => shownOf(groupRecordOf(each), plane)),
    params,
  );
}

const modifiable = [
  "HealthCheckEnabled",
  "HealthCheckIntervalSeconds",
  "HealthCheckPath",
  "HealthCheckPort",
  "HealthCheckProtocol",
  "HealthCheckTimeoutSeconds",
  "HealthyThresholdCount",
  "Matcher",
  "UnhealthyThresholdCount",
];

function modify(params: PlainObject, plane: ControlPlane): Step {
  const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
  if (isRefused(group)) return group;
  const said = without(Object.fromEntries(modifiable.map((name) => [name, params[name]])));
  const shown = { ...groupRecordOf(group).shown, ...said };
  const wrong = wrongHealth(shown);
  if (wrong !== null) return wrong;
  const record = changeGroup(group, { shown }, plane);
  return respond({ TargetGroups: [shownOf(record, plane)] });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["TargetGroupArn"]) ?? "";
  const group = groupOf(arn, plane);
  if (isRefused(group)) return respond(); // One that is not there is deleted.
  if (balancersOf(arn, plane).length > 0) {
    return refused(
      "ResourceInUse",
      `Target group '${arn}' is currently in use by a listener or a rule`,
    );
  }
  plane.delete(group, noGroup);
  return respond();
}

function modifyAttributes(params: PlainObject, plane: ControlPlane): Step {
  const group = groupOf(textOf(params["TargetGroupArn"]) ?? "", plane);
  if (isRefused(group)) return group;
  const attributes = changedAttributes(groupRecordOf(group).attributes, params, "Target group");
  if (isRefused(attributes)) return attributes;
  changeGroup(group, { attributes }, plane);
  return respond({ Attributes: shownAttributes(attributes) });
}
