import { continueRun, elbv2, elbv2Targets, lambda, prepareRun, profile, Stack } from "@orrery/aws";
import { milliseconds, seconds, type Duration, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const rate = 2_000;

/** A load balancer of three rules before a function that takes 5 ms. */
function scenario(duration: Duration): ReturnType<Stack["scenario"]> {
  const stack = new Stack("orders");
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", {
    Behavior: {
      ...profile({ duration: { type: "constant", value: milliseconds(5) } }),
      response: { statusCode: 200, body: "ok" },
    },
  });
  const group = new elbv2.ApplicationTargetGroup(stack, "Functions", {
    targets: [new elbv2Targets.LambdaTarget(worker)],
  });
  const listener = new elbv2.ApplicationLoadBalancer(stack, "Front").addListener("Http", {
    defaultTargetGroups: [group],
  });
  for (const [place, path] of ["/alive", "/old/*"].entries()) {
    listener.addAction(`Own${place}`, {
      priority: place + 1,
      conditions: [elbv2.ListenerCondition.pathPatterns([path])],
      action: elbv2.ListenerAction.fixedResponse(200),
    });
  }
  return stack.scenario({
    duration,
    workloads: [
      {
        to: "Front",
        arrivals: { type: "poisson", rate },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: '{"order":17}', size: 12 },
        groups: [],
        request: { method: "POST", path: "/orders" },
      },
    ],
  });
}

/** Requests through a load balancer to its function and back: seconds used and requests. */
function request(requests: number): { seconds: number; count: number; events: number } {
  const duration = seconds(requests / rate);
  const run = prepareRun(scenario(duration), { seed: 1 });
  const before = run.simulation.events;
  const used = secondsOf(() => continueRun(run, { until: duration as number as Instant }));
  const [balancer] = run.simulation.names.filter((name) => name.startsWith("elbv2.loadBalancer:"));
  const { RequestsReceived } = run.simulation.metersOf(balancer!);
  return { seconds: used, count: RequestsReceived!.sum, events: run.simulation.events - before };
}

if (import.meta.main) {
  const work = Number(process.argv[2]);
  request(Math.min(work, 50_000));
  const { seconds: used, count, events } = request(work);
  printOutcome({ value: count / used / 1e6, work, events });
}
