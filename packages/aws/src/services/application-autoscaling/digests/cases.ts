import { milliseconds, minutes, noTime } from "@orrery/kernel";
import {
  constant,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { appscaling, lambda, profile, Stack, type Scenario } from "../../../index.ts";

/** A login whose alias is scaled by its utilization and ahead of a peak, which comes all the same. */
function peak(): Scenario {
  const stack = new Stack("peak");
  const login = new lambda.Function(stack, "Login");
  stack.say("Login", {
    Behavior: profile({
      duration: lognormal(milliseconds(300), 0.5),
      coldStart: constant(milliseconds(2_000)),
    }),
  });
  const scaling = login.addAlias("live").addAutoScaling({ minCapacity: 2, maxCapacity: 60 });
  scaling.scaleOnUtilization({ utilizationTarget: 0.5 });
  scaling.scaleOnSchedule("Morning", {
    schedule: appscaling.Schedule.cron({ hour: "8", minute: "5" }),
    minCapacity: 10,
  });
  const steps = [
    { at: noTime, rate: 2 },
    { at: minutes(10), rate: 24 },
    { at: minutes(20), rate: 1 },
  ];
  return stack.scenario({
    duration: minutes(45),
    startsAt: "2026-11-23T08:00:00Z",
    workloads: [workload("LoginAliaslive", { type: "steps", steps })],
  });
}

/** Runs in which capacities are scaled. */
export const applicationAutoscalingCases: readonly DigestCase[] = [
  scenarioCase("scaled-alias", [51, 52], peak),
];
