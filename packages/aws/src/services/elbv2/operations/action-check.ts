import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { elbv2Limits } from "../limits.ts";
import { authenticating } from "./authentication-settings.ts";
import { groupsOf } from "./balancer-settings.ts";
import { groupOf } from "./kept.ts";
import { invalid, isRefused, type Checked } from "./refusals.ts";
import { balancersOf } from "./target-group-operations.ts";

const deciding = ["forward", "redirect", "fixed-response"];

/** The actions of a request in their order, or what is wrong with them. */
export function actionsIn(
  said: readonly PlainObject[],
  balancerArn: string,
  plane: ControlPlane,
): Checked<readonly PlainObject[]> {
  const actions = said
    .map((action, place) => ({ action, order: numberOf(action["Order"]) ?? place + 1 }))
    .sort((one, other) => one.order - other.order)
    .map(({ action }) => action);
  const last = actions.at(-1);
  const count = actions.filter(({ Type }) => deciding.includes(Type as string)).length;
  if (last === undefined || count !== 1 || !deciding.includes(last["Type"] as string)) {
    return refused(
      "InvalidLoadBalancerAction",
      "You must specify exactly one of forward, redirect or fixed-response, as the last action",
    ); // Assumed: the words.
  }
  const unknown = actions.find((each) => each !== last && !isAuthenticating(each));
  if (unknown !== undefined) {
    return refused(
      "InvalidLoadBalancerAction",
      `An action of the type '${textOf(unknown["Type"]) ?? ""}' cannot come before another`,
    ); // Likewise.
  }
  const wrong = wrongAction(last, balancerArn, plane);
  return wrong ?? actions.map(shownAction);
}

/** Whether an action says who a caller is, and says how. */
function isAuthenticating(action: PlainObject): boolean {
  const config = authenticating[textOf(action["Type"]) ?? ""];
  return config !== undefined && action[config] !== undefined;
}

function wrongAction(
  action: PlainObject,
  balancerArn: string,
  plane: ControlPlane,
): Refused | null {
  switch (action["Type"]) {
    case "fixed-response": {
      const code = textOf(objectOf(action["FixedResponseConfig"])["StatusCode"]) ?? "";
      return /^[245]\d\d$/.test(code)
        ? null
        : invalid(`'${code}' is not a valid value for the status code of a fixed response`); // Likewise.
    }
    case "redirect": {
      const config = objectOf(action["RedirectConfig"]);
      const changes = ["Protocol", "Host", "Port", "Path", "Query"].some(
        (name) => config[name] !== undefined && !/^\/?#\{\w+\}$/.test(textOf(config[name]) ?? ""),
      );
      return changes
        ? null
        : invalid("A redirect must change the protocol, host, port or path, or it would be a loop"); // Likewise.
    }
    default:
      return wrongGroups(action, balancerArn, plane);
  }
}

function wrongGroups(
  action: PlainObject,
  balancerArn: string,
  plane: ControlPlane,
): Refused | null {
  const arns = groupsOf(action);
  if (arns.length === 0) return invalid("A forward action must have a target group"); // Likewise.
  if (arns.length > elbv2Limits.targetGroupsPerAction) {
    return refused("TooManyTargetGroups", "A forward action has five target groups at most"); // Likewise.
  }
  for (const arn of arns) {
    const group = groupOf(arn, plane);
    if (isRefused(group)) return refused("TargetGroupNotFound", `Target groups '${arn}' not found`);
    if (balancersOf(arn, plane).some((each) => each !== balancerArn)) {
      return refused(
        "TargetGroupAssociationLimit",
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
    }
  }
  return null;
}

/** An action as AWS shows it: one target group is said in both ways. */
function shownAction(action: PlainObject): PlainObject {
  if (action["Type"] !== "forward") return action;
  const arns = groupsOf(action);
  const config = objectOf(action["ForwardConfig"]);
  const groups = listOf(config["TargetGroups"]);
  return {
    ...action,
    ...(arns.length === 1 ? { TargetGroupArn: arns[0]! } : {}),
    ForwardConfig: {
      TargetGroupStickinessConfig: { Enabled: false },
      ...config,
      TargetGroups: groups.length > 0 ? groups : [{ TargetGroupArn: arns[0]!, Weight: 1 }],
    },
  };
}

const fields = [
  "path-pattern",
  "host-header",
  "http-header",
  "http-request-method",
  "query-string",
  "source-ip",
];
const onlyOnce = ["path-pattern", "host-header", "http-request-method", "source-ip"];
const configs: Readonly<Record<string, string>> = {
  "path-pattern": "PathPatternConfig",
  "host-header": "HostHeaderConfig",
  "http-header": "HttpHeaderConfig",
  "http-request-method": "HttpRequestMethodConfig",
  "query-string": "QueryStringConfig",
  "source-ip": "SourceIpConfig",
};

/** What is wrong with the conditions of a rule; `null`: nothing. */
export function wrongConditions(conditions: readonly PlainObject[]): Refused | null {
  let count = 0;
  for (const condition of conditions) {
    const field = textOf(condition["Field"]) ?? "";
    if (!fields.includes(field)) {
      return invalid(`Condition field '${field}' must be one of '[${fields.join(",")}]'`);
    }
    const own = listOf(objectOf(condition[configs[field]!])["Values"]);
    const values = own.length > 0 ? own.length : textsOf(condition["Values"]).length;
    if (values === 0) return invalid("A condition value must be specified");
    count += values;
  }
  const seen = conditions.map(({ Field }) => Field as string);
  const twice = onlyOnce.find((field) => seen.filter((each) => each === field).length > 1);
  if (twice !== undefined) {
    return invalid(`Rules cannot have more than one '${twice}' condition`); // Assumed: the words.
  }
  return count <= elbv2Limits.conditionValues
    ? null
    : invalid(`Rules cannot have more than ${elbv2Limits.conditionValues} condition values`); // Likewise.
}
