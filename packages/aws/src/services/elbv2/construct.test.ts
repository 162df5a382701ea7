import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { constant, workload } from "../../../test/digest-case.ts";
import {
  continueRun,
  elbv2,
  elbv2Targets,
  lambda,
  prepareRun,
  profile,
  reportOf,
  Stack,
} from "../../index.ts";

it("a load balancer before a function and other targets runs from callers to the bill", () => {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 1 });
  stack.say("Worker", { Behavior: profile({ duration: constant(milliseconds(300)) }) });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, "Front", {
    internetFacing: true,
    idleTimeout: "30s",
  });
  const functions = new elbv2.ApplicationTargetGroup(stack, "Functions", {
    targets: [new elbv2Targets.LambdaTarget(worker)],
  });
  const machines = new elbv2.ApplicationTargetGroup(stack, "Machines", {
    targetType: elbv2.TargetType.IP,
    targets: [new elbv2Targets.IpTarget("10.0.0.1", 8080)],
  });
  stack.say("Machines", { Backend: { latency: constant(milliseconds(20)), failures: 0.2 } });
  const empty = new elbv2.ApplicationTargetGroup(stack, "Empty");
  const listener = balancer.addListener("Http", { defaultTargetGroups: [functions] });
  listener.addTargetGroups("ToMachines", {
    priority: 1,
    conditions: [elbv2.ListenerCondition.pathPatterns(["/machines/*"])],
    targetGroups: [machines],
  });
  listener.addTargetGroups("ToNobody", {
    priority: 2,
    conditions: [elbv2.ListenerCondition.queryStrings([{ key: "nobody", value: "*" }])],
    targetGroups: [empty],
  });
  const of = (path: string, rate: number, query: Readonly<Record<string, string>> = {}) =>
    workload("Front", { type: "constant", rate }, { request: { method: "GET", path, query } });
  const scenario = stack.scenario({
    duration: seconds(60),
    workloads: [of("/", 5), of("/machines/a", 10), of("/b", 1, { nobody: "1" })],
  });
  const run = prepareRun(scenario, { seed: 7 });
  continueRun(run);
  const report = reportOf(run);
  const sum = (resource: string, metric: string): number =>
    report.metrics[resource]?.[metric]?.sum ?? 0;

  // One environment cannot take five a second; what is throttled hears 502.
  const throttled = sum("Functions", "LambdaUserError");
  expect(throttled).toBeGreaterThan(60);
  expect(sum("Front", "HTTPCode_ELB_502_Count")).toBe(throttled);
  expect(sum("Front", "HTTPCode_ELB_503_Count")).toBeGreaterThan(58);
  expect(sum("Machines", "HTTPCode_Target_5XX_Count")).toBeGreaterThan(60);
  expect(sum("Front", "RequestsReceived")).toBeGreaterThan(900);
  const text = JSON.stringify(report);
  expect(text).toContain("Empty has no target: callers hear 503.");
  expect(text).toContain('"ALB hours"');
});

it("a load balancer asks who callers are, and hears of those who left", () => {
  const stack = new Stack("shop");
  const balancer = new elbv2.ApplicationLoadBalancer(stack, "Front");
  const machines = new elbv2.ApplicationTargetGroup(stack, "Machines", { targetType: "ip" });
  stack.say("Machines", { Backend: { latency: constant(milliseconds(800)) } });
  const next = elbv2.ListenerAction.forward([machines]);
  const listener = balancer.addListener("Http", { port: 80, defaultAction: next });
  listener.addAction("Known", {
    priority: 1,
    conditions: [elbv2.ListenerCondition.pathPatterns(["/known"])],
    action: elbv2.ListenerAction.authenticateOidc({
      authorizationEndpoint: "https://id.example/authorize",
      clientId: "shop",
      clientSecret: "secret",
      issuer: "https://id.example",
      tokenEndpoint: "https://id.example/token",
      userInfoEndpoint: "https://id.example/user",
      onUnauthenticatedRequest: elbv2.UnauthenticatedAction.DENY,
      sessionTimeout: "1h",
      next,
    }),
  });
  listener.addAction("Token", {
    priority: 2,
    conditions: [elbv2.ListenerCondition.pathPatterns(["/token"])],
    action: elbv2.ListenerAction.authenticateJwt({
      issuer: "https://id.example",
      jwksEndpoint: "https://id.example/keys",
      next,
    }),
  });
  const of = (path: string, more: object = {}) =>
    workload("Front", { type: "constant", rate: 1 }, { request: { method: "GET", path }, ...more });
  const run = prepareRun(
    stack.scenario({
      duration: seconds(20),
      workloads: [
        of("/known"),
        of("/token"),
        of("/", { timeout: milliseconds(500), retry: { attempts: 1 } }),
        of("/", { request: { method: "GET", path: "/", version: "3" }, retry: { attempts: 1 } }),
      ],
    }),
    { seed: 7 },
  );
  continueRun(run);
  const { metrics, warnings } = reportOf(run);
  const front = metrics["Front"]!;
  expect(front["UnauthenticatedRequests"]!.sum).toBeGreaterThan(36);
  expect(front["ClientsGone"]!.sum).toBeGreaterThan(17);
  expect(front["HTTPCode_ELB_5XX_Count"]!.sum).toBeGreaterThan(18);
  expect(warnings.some((text) => text.includes("asks who its callers are"))).toBe(true);
});
