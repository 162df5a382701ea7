import { minutes, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { workload } from "../../../test/digest-case.ts";
import { appscaling, lambda, prepareRun, Stack } from "../../index.ts";
import { applicationAutoscalingCases } from "./digests/cases.ts";

const [peak] = applicationAutoscalingCases;

describe("an alias that is scaled by its use and by the clock", () => {
  it("ends the same each time, and otherwise under another seed", () => {
    const digests = [1, 1, 2].map((seed) => peak!.run(seed).digest);
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  it("autoscaling.target.never-outside: has a capacity within its bounds after every minute", () => {
    const stack = new Stack("bounds");
    const worker = new lambda.Function(stack, "Worker");
    const scaling = worker.addAlias("live").addAutoScaling({ minCapacity: 3, maxCapacity: 9 });
    scaling.scaleOnUtilization({ utilizationTarget: 0.3, scaleOutCooldown: "1m" });
    scaling.scaleOnSchedule("Up", {
      schedule: appscaling.Schedule.expression("rate(7 minutes)"),
      minCapacity: 5,
    });
    const scenario = stack.scenario({
      duration: minutes(40),
      workloads: [
        workload("WorkerAliaslive", {
          type: "bursts",
          quiet: { rate: 1, mean: minutes(6) },
          busy: { rate: 120, mean: minutes(6) },
        }),
      ],
    });
    const capacities = new Set<number>();
    for (const seed of [1, 2, 3]) {
      const { simulation } = prepareRun(scenario, { seed });
      const target = simulation.names.find((name) =>
        name.startsWith("application-autoscaling.target:"),
      )!;
      for (let minute = 1; minute <= 40; minute += 1) {
        simulation.run({ until: minutes(minute) as number as Instant });
        const gauges = simulation.gaugesOf(target);
        expect(gauges["Capacity"]).toBeGreaterThanOrEqual(gauges["MinCapacity"]!);
        expect(gauges["Capacity"]).toBeLessThanOrEqual(gauges["MaxCapacity"]!);
        capacities.add(gauges["Capacity"]!);
      }
    }
    expect(capacities.size).toBeGreaterThan(3);
  });

  it("is refused where its schedule is none", () => {
    const stack = new Stack("wrong");
    const scaling = new lambda.Function(stack, "Worker").addAlias("live").addAutoScaling({
      maxCapacity: 9,
    });
    expect(() => appscaling.Schedule.expression("daily")).toThrow("schedule: expected at(…)");
    expect(() => appscaling.Schedule.cron({ day: "1", weekDay: "MON" })).toThrow(
      "none beside a day",
    );
    const schedule = appscaling.Schedule.cron({ hour: "8" });
    expect(schedule.expressionString).toBe("cron(* 8 * * ? *)");
    expect(() => scaling.scaleOnSchedule("Up", { schedule })).toThrow(
      "a minCapacity or a maxCapacity",
    );
    const zone = { schedule, timeZone: "Mars/Phobos", minCapacity: 1 };
    expect(() => scaling.scaleOnSchedule("Up", zone)).toThrow("a time zone such as Europe/Berlin");
  });
});
