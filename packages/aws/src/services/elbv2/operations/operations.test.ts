import { expect, it } from "vitest";
import { AwsError } from "../../../control/client.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { BalancedAccount, fixed, forward } from "../test/balanced-account.ts";

const codeOf = (call: () => unknown): string => {
  try {
    call();
    return "done";
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
};

it("elbv2.operation.refusals: what is there once, in use, or not there", () => {
  const account = new BalancedAccount({}, { quotas: { "elbv2.rulesPerLoadBalancer": 1 } });
  const { loadBalancerArn: LoadBalancerArn } = account;
  const refused = (operation: string, params: PlainObject) =>
    codeOf(() => account.call(operation, params));
  const group = account.backend("one");
  const listener = account.listen(forward(group));
  const Conditions = [{ Field: "path-pattern", Values: ["/a"] }];
  const rule = account.rule(listener, 1, Conditions, fixed("a"));
  const action = { Actions: [fixed("b")], Conditions };
  const other = account.made("CreateLoadBalancer", { Name: "other" }, "LoadBalancer");

  expect(refused("CreateLoadBalancer", { Name: "web" })).toBe("done");
  expect(refused("CreateLoadBalancer", { Name: "web", Scheme: "internal" })).toBe(
    "DuplicateLoadBalancerName",
  );
  expect(refused("CreateLoadBalancer", { Name: "-web" })).toBe("ValidationError");
  expect(refused("CreateTargetGroup", { Name: "one", TargetType: "lambda" })).toBe(
    "DuplicateTargetGroupName",
  );
  expect(refused("CreateTargetGroup", { Name: "two", TargetType: "lambda", Port: 1 })).toBe(
    "ValidationError",
  );
  expect(
    refused("CreateListener", {
      LoadBalancerArn,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [fixed("x")],
    }),
  ).toBe("DuplicateListener");
  expect(
    refused("CreateListener", {
      LoadBalancerArn,
      Port: 443,
      Protocol: "HTTPS",
      DefaultActions: [fixed("x")],
    }),
  ).toBe("ValidationError");
  expect(
    refused("CreateListener", {
      LoadBalancerArn: other,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [forward(group)],
    }),
  ).toBe("TargetGroupAssociationLimit");
  expect(refused("CreateRule", { ListenerArn: listener, Priority: 1, ...action })).toBe(
    "PriorityInUse",
  );
  expect(refused("CreateRule", { ListenerArn: listener, Priority: 2, ...action })).toBe(
    "TooManyRules",
  );
  expect(refused("DeleteTargetGroup", { TargetGroupArn: group })).toBe("ResourceInUse");
  expect(refused("DescribeLoadBalancers", { Names: ["none"] })).toBe("LoadBalancerNotFound");
  expect(refused("DescribeListeners", { ListenerArns: [`${listener}0`] })).toBe("ListenerNotFound");
  expect(refused("DescribeRules", { RuleArns: [`${rule}0`] })).toBe("RuleNotFound");
  expect(refused("DescribeTargetGroups", { Names: ["none"] })).toBe("TargetGroupNotFound");
  expect(
    refused("DeregisterTargets", { TargetGroupArn: group, Targets: [{ Id: "10.0.0.1" }] }),
  ).toBe("InvalidTarget");

  const protect = (Value: string) =>
    account.call("ModifyLoadBalancerAttributes", {
      LoadBalancerArn,
      Attributes: [{ Key: "deletion_protection.enabled", Value }],
    });
  protect("true");
  expect(refused("DeleteLoadBalancer", { LoadBalancerArn })).toBe("OperationNotPermitted");
  protect("false");
  expect(refused("DeleteLoadBalancer", { LoadBalancerArn })).toBe("done");
  expect(refused("DeleteTargetGroup", { TargetGroupArn: group })).toBe("done");
  expect(refused("DescribeListeners", { LoadBalancerArn })).toBe("LoadBalancerNotFound");
});

it("shows what was made, with its defaults and tags", () => {
  const account = new BalancedAccount();
  const group = account.backend("one");
  const listener = account.listen(forward(group));
  expect(account.call("DescribeRules", { ListenerArn: listener })["Rules"]).toMatchObject([
    { Priority: "default", IsDefault: true, Conditions: [], Actions: [{ TargetGroupArn: group }] },
  ]);
  expect(
    account.call("DescribeTargetGroups", { TargetGroupArns: [group] })["TargetGroups"],
  ).toMatchObject([
    { TargetType: "ip", Protocol: "HTTP", Port: 80, LoadBalancerArns: [account.loadBalancerArn] },
  ]);
  for (const arn of [group, listener, account.loadBalancerArn]) {
    account.call("AddTags", {
      ResourceArns: [arn],
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    account.call("RemoveTags", { ResourceArns: [arn], TagKeys: ["a"] });
    expect(account.call("DescribeTags", { ResourceArns: [arn] })["TagDescriptions"]).toEqual([
      { ResourceArn: arn, Tags: [{ Key: "b", Value: "2" }] },
    ]);
  }
  const targets = (operation: string) =>
    account.call(operation, { TargetGroupArn: group, Targets: [{ Id: "10.0.0.1" }] });
  targets("RegisterTargets");
  expect(
    account.call("DescribeTargetHealth", { TargetGroupArn: group })["TargetHealthDescriptions"],
  ).toEqual([{ Target: { Id: "10.0.0.1", Port: 80 }, TargetHealth: { State: "healthy" } }]);
  targets("DeregisterTargets");
  expect(
    account.call("DescribeTargetHealth", { TargetGroupArn: group })["TargetHealthDescriptions"],
  ).toEqual([]);
});
