import { milliseconds, seconds } from "@orrery/kernel";
import { constant, scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { elbv2, elbv2Targets, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** A load balancer with rules of every kind before functions and other targets, one of which fails at times. */
function frontDoor(): Scenario {
  const stack = new Stack("front");
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 2 });
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(60)) }) });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, "Front");
  const functions = new elbv2.ApplicationTargetGroup(stack, "Functions", {
    targets: [new elbv2Targets.LambdaTarget(worker)],
    healthCheck: { enabled: true, interval: "6s", timeout: "5s" },
    multiValueHeadersEnabled: true,
  });
  const machines = new elbv2.ApplicationTargetGroup(stack, "Machines", {
    targetType: "ip",
  });
  stack.say("Machines", {
    Backend: { latency: constant(milliseconds(20)), failures: 0.1, unreachable: 0.01 },
  });
  const listener = balancer.addListener("Http", {
    port: 80,
    defaultAction: elbv2.ListenerAction.weightedForward([
      { targetGroup: functions, weight: 3 },
      { targetGroup: machines, weight: 1 },
    ]),
  });
  listener.addAction("Old", {
    priority: 1,
    conditions: [elbv2.ListenerCondition.pathPatterns(["/old/*"])],
    action: elbv2.ListenerAction.redirect({ host: "new.example" }),
  });
  listener.addAction("Alive", {
    priority: 2,
    conditions: [elbv2.ListenerCondition.httpRequestMethods(["HEAD"])],
    action: elbv2.ListenerAction.fixedResponse(200),
  });
  const of = (method: string, path: string, rate: number) =>
    workload("Front", { type: "poisson", rate }, { request: { method, path } });
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      of("GET", "/a", 50),
      of("POST", "/b", 5),
      of("GET", "/old/c", 5),
      of("HEAD", "/", 5),
    ],
  });
}

/** Runs in which load balancers come first. */
export const elbv2Cases: readonly DigestCase[] = [
  scenarioCase("load-balancer-front-door", [51, 52], frontDoor),
];
