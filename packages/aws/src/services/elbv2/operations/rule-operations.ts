import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { ruleArnOf } from "../arns.ts";
import { elbv2Limits } from "../limits.ts";
import { actionsIn, wrongConditions } from "./action-check.ts";
import { changeBalancer } from "./balancer-settings.ts";
import { listenerOf, ruleOf, type FoundListener } from "./kept.ts";
import { listed } from "./paging.ts";
import { invalid, isRefused, respond } from "./refusals.ts";

/** Operations on the rules of listeners. */
export const ruleOperations: Operations = {
  CreateRule: { begin: create },
  DescribeRules: { begin: describe },
  ModifyRule: { begin: modify },
  SetRulePriorities: { begin: setPriorities },
  DeleteRule: { begin: remove },
};

/** Rules in the order in which they are looked at. */
const inOrder = (rules: readonly PlainObject[]): readonly PlainObject[] => {
  const place = ({ Priority }: PlainObject): number =>
    Priority === "default" ? Infinity : Number(Priority);
  return [...rules].sort((one, other) => place(one) - place(other));
};

/** Puts other rules in the place of a listener's. */
function keep(
  { balancer, record, listener }: FoundListener,
  rules: readonly PlainObject[],
  plane: ControlPlane,
): void {
  const listeners = record.listeners.map((each) =>
    each === listener ? { ...each, rules: inOrder(rules) } : each,
  );
  changeBalancer(balancer, { listeners }, plane);
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const found = listenerOf(textOf(params["ListenerArn"]) ?? "", plane);
  if (isRefused(found)) return found;
  const { balancer, record, listener } = found;
  const Priority = `${numberOf(params["Priority"]) ?? ""}`;
  const wrong =
    wrongPriority(Priority) ?? wrongConditions(listOf(params["Conditions"]).map(objectOf));
  if (wrong !== null) return wrong;
  if (listener.rules.some((rule) => rule["Priority"] === Priority)) {
    return refused("PriorityInUse", `Priority '${Priority}' is currently in use`);
  }
  const count = record.listeners.reduce((sum, { rules }) => sum + rules.length - 1, 0);
  if (count >= plane.quota("elbv2.rulesPerLoadBalancer")) {
    return refused("TooManyRules", "The maximum number of rules has been reached"); // Assumed: the words.
  }
  const actions = actionsIn(listOf(params["Actions"]).map(objectOf), balancer.arn, plane);
  if (isRefused(actions)) return actions;
  const listenerArn = textOf(listener.shown["ListenerArn"])!; // Every one has it.
  let made = 0;
  const isTaken = (arn: string): boolean => listener.rules.some((each) => each["RuleArn"] === arn);
  while (isTaken(ruleArnOf(listenerArn, Priority, made))) made += 1;
  const rule: PlainObject = {
    RuleArn: ruleArnOf(listenerArn, Priority, made),
    Priority,
    Conditions: listOf(params["Conditions"]),
    Actions: actions,
    IsDefault: false,
  };
  keep(found, [...listener.rules, rule], plane);
  return respond({ Rules: [rule] });
}

function wrongPriority(priority: string): ReturnType<typeof invalid> | null {
  const { min, max } = elbv2Limits.rulePriority;
  return Number(priority) >= min && Number(priority) <= max
    ? null
    : invalid(`Priority must be between ${min} and ${max}`); // Likewise.
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const arns = textsOf(params["RuleArns"]);
  const of = textOf(params["ListenerArn"]);
  if (of !== undefined) {
    const found = listenerOf(of, plane);
    return isRefused(found) ? found : listed("Rules", found.listener.rules, params);
  }
  if (arns.length === 0)
    return invalid("You must specify either listener rule ARNs or a listener ARN"); // Likewise.
  const rules: PlainObject[] = [];
  for (const arn of arns) {
    const found = ruleOf(arn, plane);
    if (isRefused(found)) return found;
    rules.push(found.rule);
  }
  return listed("Rules", rules, params);
}

function modify(params: PlainObject, plane: ControlPlane): Step {
  const found = ruleOf(textOf(params["RuleArn"]) ?? "", plane);
  if (isRefused(found)) return found;
  const { balancer, listener, rule } = found;
  const said = params["Conditions"] === undefined ? null : listOf(params["Conditions"]);
  if (rule["IsDefault"] === true) {
    return refused(
      "OperationNotPermitted",
      `Default rule '${textOf(rule["RuleArn"])!}' cannot be modified`,
    );
  }
  const wrong = said === null ? null : wrongConditions(said.map(objectOf));
  if (wrong !== null) return wrong;
  const actions =
    params["Actions"] === undefined
      ? (listOf(rule["Actions"]).map(objectOf) as readonly PlainObject[])
      : actionsIn(listOf(params["Actions"]).map(objectOf), balancer.arn, plane);
  if (isRefused(actions)) return actions;
  const changed: PlainObject = {
    ...rule,
    Conditions: said ?? rule["Conditions"]!,
    Actions: actions,
  };
  const rules = listener.rules.map((each) => (each === rule ? changed : each));
  keep(found, rules, plane);
  return respond({ Rules: [changed] });
}

function setPriorities(params: PlainObject, plane: ControlPlane): Step {
  const asked = listOf(params["RulePriorities"]).map(objectOf);
  const first = ruleOf(textOf(asked[0]?.["RuleArn"]) ?? "", plane);
  if (isRefused(first)) return first;
  let { rules } = first.listener;
  for (const each of asked) {
    const rule = rules.find((one) => one["RuleArn"] === each["RuleArn"]);
    if (rule === undefined) return refused("RuleNotFound", "One or more rules not found");
    if (rule["IsDefault"] === true) {
      return refused("OperationNotPermitted", "The priority of a default rule cannot be changed"); // Likewise.
    }
    const Priority = `${numberOf(each["Priority"]) ?? ""}`;
    const wrong = wrongPriority(Priority);
    if (wrong !== null) return wrong;
    rules = rules.map((one) => (one === rule ? { ...one, Priority } : one));
  }
  const priorities = rules.map(({ Priority }) => Priority);
  const twice = priorities.find((each, place) => priorities.indexOf(each) !== place);
  if (twice !== undefined) {
    return refused("PriorityInUse", `Priority '${twice as string}' is currently in use`);
  }
  keep(first, rules, plane);
  const arns = asked.map(({ RuleArn }) => RuleArn);
  return respond({ Rules: rules.filter(({ RuleArn }) => arns.includes(RuleArn)) });
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = ruleOf(textOf(params["RuleArn"]) ?? "", plane);
  if (isRefused(found)) return found;
  if (found.rule["IsDefault"] === true) {
    return refused(
      "OperationNotPermitted",
      `Default rule '${textOf(found.rule["RuleArn"])!}' cannot be deleted`,
    );
  }
  keep(
    found,
    found.listener.rules.filter((each) => each !== found.rule),
    plane,
  );
  return respond();
}
