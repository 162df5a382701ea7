import { functionType } from "../elbv2-to-lambda.ts";
import { seconds, type Instant } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type {
  Action,
  Condition,
  ListenerSettings,
  LoadBalancerSettings,
  RuleSettings,
} from "../config.ts";
import { balancerOverhead, elbv2Assumptions } from "../limits.ts";
import { authenticationIn } from "./authentication-settings.ts";
import { callersIn, firewallIn } from "./entrance-settings.ts";
import { balancerRecordOf, groupOf, groupRecordOf, plainOf, type BalancerRecord } from "./kept.ts";
import { isRefused } from "./refusals.ts";

/** The ARNs of the target groups of an action. */
export const groupsOf = (action: PlainObject): readonly string[] => [
  ...new Set(weightsOf(action).map(({ arn }) => arn)),
];

/** The target groups of an action, with their weights. */
function weightsOf(
  action: PlainObject,
): readonly { readonly arn: string; readonly weight: number }[] {
  const config = listOf(objectOf(action["ForwardConfig"])["TargetGroups"]).map(objectOf);
  const alone = textOf(action["TargetGroupArn"]);
  if (config.length === 0) return alone === undefined ? [] : [{ arn: alone, weight: 1 }];
  return config.map((group) => ({
    arn: textOf(group["TargetGroupArn"]) ?? "",
    weight: numberOf(group["Weight"]) ?? 1,
  }));
}

/** All actions of a load balancer. */
export const actionsOf = ({ listeners }: BalancerRecord): readonly PlainObject[] =>
  listeners.flatMap(({ rules }) => rules.flatMap((rule) => listOf(rule["Actions"]).map(objectOf)));

/** The settings of a load balancer's machine, by what is kept of it. */
export function balancerSettingsOf(
  number: number,
  name: string,
  record: BalancerRecord,
  plane: ControlPlane,
): LoadBalancerSettings {
  const idle = Number(record.attributes["idle_timeout.timeout_seconds"] ?? "60");
  return {
    number,
    name,
    dnsName: textOf(record.shown["DNSName"])!, // Every one has it.
    epochMilliseconds: plane.epochMilliseconds,
    listeners: record.listeners.map(({ shown, rules }): ListenerSettings => ({
      arn: textOf(shown["ListenerArn"])!, // Likewise.
      port: numberOf(shown["Port"])!, // Likewise.
      protocol: textOf(shown["Protocol"])!, // Likewise.
      rules: rules.map((rule) => ruleOf(rule, record.groups, plane)),
    })),
    idleTimeout: seconds(idle),
    madeAt: record.madeAt as Instant, // It was one.
    overhead: plane.latencies["elbv2.overhead"] ?? balancerOverhead,
    ...(record.entrance === undefined
      ? {}
      : { firewall: firewallIn(record.entrance), callers: callersIn(record.entrance) }),
    assumed: figureValues(elbv2Assumptions, plane.assumptions),
  };
}

function ruleOf(rule: PlainObject, places: readonly string[], plane: ControlPlane): RuleSettings {
  const actions = listOf(rule["Actions"]).map(objectOf);
  const authentication = authenticationIn(actions, plane);
  return {
    arn: textOf(rule["RuleArn"])!, // Every one has it.
    conditions: listOf(rule["Conditions"]).map(objectOf).map(conditionOf),
    action: actionOf(actions, places, plane),
    ...(authentication === null ? {} : { authentication }),
  };
}

function conditionOf(said: PlainObject): Condition {
  const valuesOf = (config: string): readonly string[] => {
    const own = textsOf(objectOf(said[config])["Values"]);
    return own.length > 0 ? own : textsOf(said["Values"]);
  };
  switch (said["Field"]) {
    case "host-header":
      return { type: "host", values: valuesOf("HostHeaderConfig") };
    case "http-request-method":
      return { type: "method", values: valuesOf("HttpRequestMethodConfig") };
    case "source-ip":
      return { type: "sourceIp", values: valuesOf("SourceIpConfig") };
    case "http-header": {
      const name = textOf(objectOf(said["HttpHeaderConfig"])["HttpHeaderName"]) ?? "";
      return { type: "header", name, values: valuesOf("HttpHeaderConfig") };
    }
    case "query-string":
      return {
        type: "query",
        values: listOf(objectOf(said["QueryStringConfig"])["Values"])
          .map(objectOf)
          .map((pair) => ({
            key: textOf(pair["Key"]) ?? null,
            value: textOf(pair["Value"]) ?? "",
          })),
      };
    default:
      return { type: "path", values: valuesOf("PathPatternConfig") };
  }
}

/** What the actions of a rule come to: the last decides. */
function actionOf(
  actions: readonly PlainObject[],
  places: readonly string[],
  plane: ControlPlane,
): Action {
  const last = actions.find(({ Type }) =>
    ["forward", "redirect", "fixed-response"].includes(Type as string),
  )!; // Checked.
  if (last["Type"] === "fixed-response") {
    const { StatusCode, ContentType, MessageBody } = objectOf(last["FixedResponseConfig"]);
    return {
      type: "fixed",
      status: Number(StatusCode),
      contentType: textOf(ContentType) ?? null,
      body: textOf(MessageBody) ?? "",
    };
  }
  if (last["Type"] === "redirect") {
    const config = objectOf(last["RedirectConfig"]);
    return {
      type: "redirect",
      status: config["StatusCode"] === "HTTP_301" ? 301 : 302,
      protocol: textOf(config["Protocol"]) ?? "#{protocol}",
      host: textOf(config["Host"]) ?? "#{host}",
      port: textOf(config["Port"]) ?? "#{port}",
      path: textOf(config["Path"]) ?? "/#{path}",
      query: textOf(config["Query"]) ?? "#{query}",
    };
  }
  return {
    type: "forward",
    groups: weightsOf(last).map(({ arn, weight }) => {
      const group = groupOf(arn, plane);
      const isFunction =
        !isRefused(group) && groupRecordOf(group).shown["TargetType"] === functionType;
      const version = isRefused(group) ? undefined : groupRecordOf(group).shown["ProtocolVersion"];
      const isNewer = version === "HTTP2" || version === "GRPC";
      const known = { arn, weight, to: places.indexOf(arn), isFunction };
      return isNewer ? { ...known, version } : known;
    }),
  };
}

/** Changes what is kept of a load balancer, and has its machine go by it. */
export function changeBalancer(
  balancer: Resource,
  change: Partial<BalancerRecord>,
  plane: ControlPlane,
): void {
  const before = { ...balancerRecordOf(balancer), ...change };
  const used = [...new Set(actionsOf(before).flatMap(groupsOf))];
  const groups = [...new Set([...before.groups, ...used])];
  const record: BalancerRecord = { ...before, groups };
  plane.change(balancer, {
    record: plainOf(record),
    settings: balancerSettingsOf(balancer.number, balancer.name, record, plane),
    connections: used.flatMap((arn): readonly ResourceConnection[] => {
      const group = groupOf(arn, plane);
      return isRefused(group)
        ? []
        : [{ port: "groups", to: groups.indexOf(arn), target: group.number }];
    }),
  });
}
