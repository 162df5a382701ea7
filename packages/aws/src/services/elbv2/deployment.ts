import type { Plain } from "@orrery/kernel";
import { listOf, memberOf } from "../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, partChanges } from "../../service/update-operations.ts";

/** The ARN that what was made was answered with. */
const arnIn = (made: PlainObject | undefined, list: string, member: string): Plain =>
  memberOf(listOf(made?.[list])[0], member) ?? null;

const idle = { Key: "idle_timeout.timeout_seconds", Value: "60" };

/** What becomes of a load balancer when its stack changes. */
export const loadBalancerDeployment: Deployment = {
  change({ operations }, after) {
    if (!isSame(operations[0]?.params, after[0]?.params)) return "replace";
    return partChanges(operations.slice(1), after.slice(1), {
      undoing: {
        ModifyLoadBalancerAttributes: ({ LoadBalancerArn }) => ({
          operation: "ModifyLoadBalancerAttributes",
          params: { LoadBalancerArn: LoadBalancerArn!, Attributes: [idle] },
        }),
      },
    });
  },
  remove: ({ responses: [made] }) => [
    {
      operation: "DeleteLoadBalancer",
      params: { LoadBalancerArn: arnIn(made, "LoadBalancers", "LoadBalancerArn") },
    },
  ],
};

const fixedOfGroup = ["Name", "TargetType", "Protocol", "Port"];

/** What becomes of a target group when its stack changes. */
export const targetGroupDeployment: Deployment = {
  change({ operations, responses: [made] }, after) {
    const [was, is] = [operations[0]?.params ?? {}, after[0]?.params ?? {}];
    if (fixedOfGroup.some((name) => was[name] !== is[name])) return "replace";
    const TargetGroupArn = arnIn(made, "TargetGroups", "TargetGroupArn");
    const checks = Object.entries(is).filter(([name]) => !fixedOfGroup.includes(name));
    const targetsIn = (list: readonly TemplateOperation[]) =>
      list
        .filter(({ operation }) => operation === "RegisterTargets")
        .flatMap(({ params }) => listOf(params["Targets"]));
    const [before, now] = [targetsIn(operations), targetsIn(after)];
    const not = (all: readonly Plain[]) => (one: Plain) => !all.some((each) => isSame(each, one));
    const [gone, come] = [before.filter(not(now)), now.filter(not(before))];
    const about = (operation: string, params: PlainObject, isNeeded: boolean) =>
      isNeeded ? [{ operation, params: { TargetGroupArn, ...params } }] : [];
    const others = (list: readonly TemplateOperation[]) =>
      list.slice(1).filter(({ operation }) => operation !== "RegisterTargets");
    return [
      ...about("ModifyTargetGroup", Object.fromEntries(checks), !isSame(was, is)),
      ...partChanges(others(operations), others(after), { undoing: {} }),
      ...about("DeregisterTargets", { Targets: gone }, gone.length > 0),
      ...about("RegisterTargets", { Targets: come }, come.length > 0),
    ];
  },
  remove: ({ responses: [made] }) => [
    {
      operation: "DeleteTargetGroup",
      params: { TargetGroupArn: arnIn(made, "TargetGroups", "TargetGroupArn") },
    },
  ],
};

/** What becomes of a listener when its stack changes. */
export const listenerDeployment: Deployment = {
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const { LoadBalancerArn: of, ...said } = after.params;
    if (before.params["LoadBalancerArn"] !== of) return "replace";
    // Its ARN follows from its port here.
    if (before.params["Port"] !== said["Port"]) return null;
    if (isSame(before.params, after.params)) return [];
    const ListenerArn = arnIn(made, "Listeners", "ListenerArn");
    return [{ operation: "ModifyListener", params: { ListenerArn, ...said } }];
  },
  remove: ({ responses: [made] }) => [
    {
      operation: "DeleteListener",
      params: { ListenerArn: arnIn(made, "Listeners", "ListenerArn") },
    },
  ],
};

/** What becomes of a rule of a listener when its stack changes. */
export const listenerRuleDeployment: Deployment = {
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const { ListenerArn: of, Priority, ...said } = after.params;
    if (before.params["ListenerArn"] !== of) return "replace";
    const RuleArn = arnIn(made, "Rules", "RuleArn");
    const { ListenerArn: _, Priority: priority, ...was } = before.params;
    return [
      ...(isSame(was, said) ? [] : [{ operation: "ModifyRule", params: { RuleArn, ...said } }]),
      ...(priority === Priority
        ? []
        : [
            {
              operation: "SetRulePriorities",
              params: { RulePriorities: [{ RuleArn, Priority: Priority ?? null }] },
            },
          ]),
    ];
  },
  remove: ({ responses: [made] }) => [
    { operation: "DeleteRule", params: { RuleArn: arnIn(made, "Rules", "RuleArn") } },
  ],
};
