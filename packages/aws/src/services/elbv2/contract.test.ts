import { seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { listenerArnOf, loadBalancerArnOf, ruleArnOf, targetGroupArnOf } from "./arns.ts";
import { elbv2Service } from "./index.ts";
import { fixed, forward, functionArn } from "./test/balanced-account.ts";

const home = { partition: "aws", region: "us-east-1", accountId: "123456789012" };
const LoadBalancerArn = loadBalancerArnOf("web", home);
const idleArn = loadBalancerArnOf("idle", home);
const functions = targetGroupArnOf("functions", home);
const machines = targetGroupArnOf("machines", home);
const ListenerArn = listenerArnOf(LoadBalancerArn, 80);
const weighted = {
  Type: "forward",
  ForwardConfig: {
    TargetGroups: [functions, machines].map((TargetGroupArn) => ({ TargetGroupArn, Weight: 1 })),
  },
};
const Conditions = [{ Field: "path-pattern", Values: ["/a"] }];
const post = [{ Field: "http-request-method", HttpRequestMethodConfig: { Values: ["POST"] } }];

const ask = (operation: string, params: PlainObject) => (): JourneyCall => [
  "elbv2",
  operation,
  params,
];
const { Behavior } = functionParams as { readonly Behavior: PlainObject };
const balancer = { bringTo: "elbv2.loadBalancer:web" };
const idle = { bringTo: "elbv2.loadBalancer:idle" };
const Targets = [{ Id: functionArn("worker") }];

const journeys: Journeys = {
  seldomAlike: true,
  made: [
    [
      "lambda",
      "CreateFunction",
      {
        ...(functionParams as PlainObject),
        FunctionName: "worker",
        Behavior: { ...Behavior, response: { statusCode: 200, body: "ok" } },
      },
    ],
    ["elbv2", "CreateLoadBalancer", { Name: "web" }],
    ["elbv2", "CreateLoadBalancer", { Name: "idle", Entrance: { idleClients: 1 } }],
    [
      "elbv2",
      "ModifyLoadBalancerAttributes",
      {
        LoadBalancerArn: idleArn,
        Attributes: [{ Key: "idle_timeout.timeout_seconds", Value: "2" }],
      },
    ],
    [
      "elbv2",
      "CreateListener",
      { LoadBalancerArn: idleArn, Port: 80, Protocol: "HTTP", DefaultActions: [fixed("a")] },
    ],
    [
      "elbv2",
      "CreateTargetGroup",
      {
        Name: "functions",
        TargetType: "lambda",
        HealthCheckEnabled: true,
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
      },
    ],
    [
      "elbv2",
      "CreateTargetGroup",
      {
        Name: "machines",
        TargetType: "ip",
        Protocol: "HTTP",
        Port: 80,
        Backend: { failures: 0.3, unreachable: 0.2 },
      },
    ],
    ["elbv2", "RegisterTargets", { TargetGroupArn: functions, Targets }],
    [
      "elbv2",
      "CreateListener",
      { LoadBalancerArn, Port: 80, Protocol: "HTTP", DefaultActions: [weighted] },
    ],
  ],
  courses: [
    [idle, seconds(1), idle, idle, seconds(3), idle],
    [balancer, seconds(1), balancer, seconds(6)],
    [ask("DescribeTargetHealth", { TargetGroupArn: functions }), seconds(12)],
    [ask("ModifyTargetGroup", { TargetGroupArn: functions, HealthCheckEnabled: false })],
  ],
  asked: [
    ask("DescribeLoadBalancers", {}),
    ask("DescribeTargetGroups", {}),
    ask("DescribeListeners", { LoadBalancerArn }),
    ask("DescribeRules", { ListenerArn }),
    ask("DescribeTargetHealth", { TargetGroupArn: functions }),
    ask("CreateRule", { ListenerArn, Priority: 1, Conditions, Actions: [fixed("a")] }),
    ask("CreateRule", {
      ListenerArn,
      Priority: 2,
      Conditions: post,
      Actions: [forward(functions)],
    }),
    ask("DeleteRule", { RuleArn: ruleArnOf(ListenerArn, "1") }),
    ask("ModifyListener", { ListenerArn, DefaultActions: [forward(machines)] }),
    ask("ModifyListener", { ListenerArn, DefaultActions: [weighted] }),
    ask("DeregisterTargets", { TargetGroupArn: functions, Targets }),
    ask("RegisterTargets", { TargetGroupArn: functions, Targets }),
    ask("ModifyTargetGroup", { TargetGroupArn: functions, HealthCheckEnabled: false }),
    ask("ModifyTargetGroup", { TargetGroupArn: functions, HealthCheckEnabled: true }),
    ask("DeleteTargetGroup", { TargetGroupArn: functions }),
    ask("DeleteLoadBalancer", { LoadBalancerArn }),
  ],
  latencies: { "elbv2.overhead": { type: "constant", value: 60_000 } },
};

itKeepsTheContract(elbv2Service, journeys);
