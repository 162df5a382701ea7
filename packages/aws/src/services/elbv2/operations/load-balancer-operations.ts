import { isObject, listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { dnsNameOf, loadBalancerArnOf } from "../arns.ts";
import { balancerAttributes, changedAttributes, shownAttributes } from "./attributes.ts";
import { balancerSettingsOf, changeBalancer } from "./balancer-settings.ts";
import {
  balancerKindName,
  balancerOf,
  balancerRecordOf,
  plainOf,
  without,
  type BalancerRecord,
} from "./kept.ts";
import { listed } from "./paging.ts";
import { invalid, isRefused, noBalancer, respond } from "./refusals.ts";
import { tagsIn } from "./tag-operations.ts";

/** Operations on load balancers. */
export const loadBalancerOperations: Operations = {
  CreateLoadBalancer: { begin: create },
  DescribeLoadBalancers: { begin: describe },
  DeleteLoadBalancer: { begin: remove },
  ModifyLoadBalancerAttributes: { begin: modifyAttributes },
  DescribeLoadBalancerAttributes: {
    begin(params, plane) {
      const balancer = balancerOf(textOf(params["LoadBalancerArn"]) ?? "", plane);
      if (isRefused(balancer)) return balancer;
      return respond({ Attributes: shownAttributes(balancerRecordOf(balancer).attributes) });
    },
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const type = textOf(params["Type"]) ?? "application";
  if (type !== "application") {
    return { type: "notModeled", what: `Load balancers of the type ${type} are not modeled.` };
  }
  const name = textOf(params["Name"]) ?? "";
  if (
    !/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name) ||
    name.startsWith("internal-")
  ) {
    return invalid(
      `The load balancer name '${name}' cannot be longer than '32' characters, can only contain characters that are alphanumeric characters and hyphens(-), and cannot begin or end with a hyphen or begin with 'internal-'`,
    ); // Assumed: the words.
  }
  const subnets = textsOf(params["Subnets"]);
  const scheme = textOf(params["Scheme"]) ?? "internet-facing";
  const found = plane.find(balancerKindName, name);
  if (found !== undefined) {
    const { shown } = balancerRecordOf(found);
    if (shown["Scheme"] === scheme) return respond({ LoadBalancers: [shown] });
    return refused(
      "DuplicateLoadBalancerName",
      `A load balancer with the same name '${name}' exists, but with different settings`,
    );
  }
  if (plane.list(balancerKindName).length >= plane.quota("elbv2.loadBalancers")) {
    return refused("TooManyLoadBalancers", "The maximum number of load balancers has been reached"); // Likewise.
  }
  const arn = loadBalancerArnOf(name, plane);
  const shown = without({
    LoadBalancerArn: arn,
    DNSName: dnsNameOf(name, plane.region),
    CanonicalHostedZoneId: "Z35SXDOTRQ7X7K",
    CreatedTime: formatWallClock(wallClockAt(plane.epochMilliseconds, plane.now)),
    LoadBalancerName: name,
    Scheme: scheme,
    State: { Code: "active" },
    Type: "application",
    AvailabilityZones: (subnets.length > 0
      ? subnets
      : listOf(params["SubnetMappings"]).map((each) => textOf(objectOf(each)["SubnetId"]) ?? "")
    ).map((SubnetId, place) => ({
      ZoneName: `${plane.region}${"abcdef".charAt(place % 6)}`,
      SubnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: params["SecurityGroups"] ?? [],
    IpAddressType: params["IpAddressType"] ?? "ipv4",
  });
  const record: BalancerRecord = {
    shown,
    attributes: balancerAttributes,
    listeners: [],
    tags: tagsIn(params),
    groups: [],
    madeAt: plane.now,
    ...(isObject(params["Entrance"]) ? { entrance: params["Entrance"] } : {}),
  };
  plane.create({ kind: balancerKindName, name, arn, record: plainOf(record) }, (number) =>
    balancerSettingsOf(number, name, record, plane),
  );
  return respond({ LoadBalancers: [shown] });
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const arns = textsOf(params["LoadBalancerArns"]);
  const names = textsOf(params["Names"]);
  const all = plane.list(balancerKindName);
  for (const arn of arns) {
    if (!all.some((each) => each.arn === arn)) return noBalancer(arn);
  }
  for (const name of names) {
    if (!all.some((each) => each.name === name)) {
      return refused("LoadBalancerNotFound", `Load balancers '[${name}]' not found`);
    }
  }
  const wanted = all.filter(
    ({ arn, name }) =>
      (arns.length === 0 || arns.includes(arn)) && (names.length === 0 || names.includes(name)),
  );
  return listed(
    "LoadBalancers",
    wanted.map((each) => balancerRecordOf(each).shown),
    params,
  );
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["LoadBalancerArn"]) ?? "";
  const balancer = balancerOf(arn, plane);
  if (isRefused(balancer)) return respond(); // One that is not there is deleted.
  if (balancerRecordOf(balancer).attributes["deletion_protection.enabled"] === "true") {
    return refused(
      "OperationNotPermitted",
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  plane.delete(balancer, noBalancer(arn));
  return respond();
}

function modifyAttributes(params: PlainObject, plane: ControlPlane): Step {
  const balancer = balancerOf(textOf(params["LoadBalancerArn"]) ?? "", plane);
  if (isRefused(balancer)) return balancer;
  const before = balancerRecordOf(balancer).attributes;
  const attributes = changedAttributes(before, params, "Load balancer");
  if (isRefused(attributes)) return attributes;
  changeBalancer(balancer, { attributes }, plane);
  return respond({ Attributes: shownAttributes(attributes) });
}
