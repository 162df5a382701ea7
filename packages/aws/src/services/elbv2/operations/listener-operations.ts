import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { listenerArnOf, ruleArnOf } from "../arns.ts";
import { actionsIn } from "./action-check.ts";
import { changeBalancer } from "./balancer-settings.ts";
import {
  balancerKindName,
  balancerOf,
  balancerRecordOf,
  listenerOf,
  without,
  type ListenerRecord,
} from "./kept.ts";
import { listed } from "./paging.ts";
import { invalid, isRefused, noListener, respond } from "./refusals.ts";
import { tagsIn } from "./tag-operations.ts";

/** Operations on listeners. */
export const listenerOperations: Operations = {
  CreateListener: { begin: create },
  DescribeListeners: { begin: describe },
  ModifyListener: { begin: modify },
  DeleteListener: { begin: remove },
};

const protocols = ["HTTP", "HTTPS"];

function create(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["LoadBalancerArn"]) ?? "";
  const balancer = balancerOf(arn, plane);
  if (isRefused(balancer)) return balancer;
  const port = numberOf(params["Port"]);
  const protocol = textOf(params["Protocol"]);
  if (port === undefined || protocol === undefined) {
    return invalid("A listener protocol and a port must be specified"); // Assumed: the words.
  }
  if (!protocols.includes(protocol)) {
    return refused("UnsupportedProtocol", `Protocol '${protocol}' is not supported`); // Likewise.
  }
  if (protocol === "HTTPS" && listOf(params["Certificates"]).length === 0) {
    return invalid("A certificate must be specified for HTTPS listeners");
  }
  const { listeners } = balancerRecordOf(balancer);
  if (listeners.some(({ shown }) => shown["Port"] === port)) {
    return refused(
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${arn}'`,
    );
  }
  if (listeners.length >= plane.quota("elbv2.listenersPerLoadBalancer")) {
    return refused("TooManyListeners", "The maximum number of listeners has been reached"); // Likewise.
  }
  const actions = actionsIn(listOf(params["DefaultActions"]).map(objectOf), arn, plane);
  if (isRefused(actions)) return actions;
  const listenerArn = listenerArnOf(arn, port);
  const shown = without({
    ListenerArn: listenerArn,
    LoadBalancerArn: arn,
    Port: port,
    Protocol: protocol,
    Certificates: params["Certificates"],
    ...(protocol === "HTTPS"
      ? { SslPolicy: params["SslPolicy"] ?? "ELBSecurityPolicy-2016-08" }
      : {}),
    DefaultActions: actions,
  });
  const made: ListenerRecord = {
    shown,
    rules: [defaultRule(listenerArn, actions)],
    tags: tagsIn(params),
  };
  changeBalancer(balancer, { listeners: [...listeners, made] }, plane);
  return respond({ Listeners: [shown] });
}

const defaultRule = (listenerArn: string, Actions: readonly PlainObject[]): PlainObject => ({
  RuleArn: ruleArnOf(listenerArn, "default"),
  Priority: "default",
  Conditions: [],
  Actions,
  IsDefault: true,
});

function describe(params: PlainObject, plane: ControlPlane): Step {
  const of = textOf(params["LoadBalancerArn"]);
  const arns = textsOf(params["ListenerArns"]);
  if (of !== undefined) {
    const balancer = balancerOf(of, plane);
    if (isRefused(balancer)) return balancer;
  } else if (arns.length === 0) {
    return invalid("You must specify either listener ARNs or a load balancer ARN"); // Likewise.
  }
  const all = plane
    .list(balancerKindName)
    .filter(({ arn }) => of === undefined || arn === of)
    .flatMap((each) => balancerRecordOf(each).listeners.map(({ shown }) => shown));
  if (arns.some((arn) => !all.some((each) => each["ListenerArn"] === arn))) return noListener;
  const wanted = all.filter(
    (each) => arns.length === 0 || arns.includes(each["ListenerArn"] as string),
  );
  return listed("Listeners", wanted, params);
}

function modify(params: PlainObject, plane: ControlPlane): Step {
  const found = listenerOf(textOf(params["ListenerArn"]) ?? "", plane);
  if (isRefused(found)) return found;
  const { balancer, record, listener } = found;
  const said = listOf(params["DefaultActions"]).map(objectOf);
  const actions =
    said.length === 0
      ? (listOf(listener.shown["DefaultActions"]).map(objectOf) as readonly PlainObject[])
      : actionsIn(said, balancer.arn, plane);
  if (isRefused(actions)) return actions;
  const port = numberOf(params["Port"]) ?? listener.shown["Port"];
  const isTaken = record.listeners.some((each) => each !== listener && each.shown["Port"] === port);
  if (isTaken) {
    return refused(
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${balancer.arn}'`,
    );
  }
  const shown = without({
    ...listener.shown,
    Port: port,
    Protocol: params["Protocol"] ?? listener.shown["Protocol"],
    Certificates: params["Certificates"] ?? listener.shown["Certificates"],
    SslPolicy: params["SslPolicy"] ?? listener.shown["SslPolicy"],
    DefaultActions: actions,
  });
  const rules = listener.rules.map((rule) =>
    rule["IsDefault"] === true ? { ...rule, Actions: actions } : rule,
  );
  const listeners = record.listeners.map((each) =>
    each === listener ? { ...each, shown, rules } : each,
  );
  changeBalancer(balancer, { listeners }, plane);
  return respond({ Listeners: [shown] });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = listenerOf(textOf(params["ListenerArn"]) ?? "", plane);
  if (isRefused(found)) return found;
  const { balancer, record, listener } = found;
  const listeners = record.listeners.filter((each) => each !== listener);
  changeBalancer(balancer, { listeners }, plane);
  return respond();
}
