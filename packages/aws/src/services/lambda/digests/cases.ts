import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  constant,
  lognormal,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { profile, Stack, type Scenario, lambda } from "../../../index.ts";

function coldStarts(): Scenario {
  const stack = new Stack("cold");
  const behavior = profile({
    duration: {
      type: "mixture",
      parts: [
        { weight: 9, distribution: lognormal(milliseconds(50), 0.5) },
        { weight: 1, distribution: { type: "shifted", by: milliseconds(900), of: constant(1) } },
      ],
    },
    failures: 0.01,
  });
  new lambda.Function(stack, "Api", { memorySize: 1_024, runtime: "python3.13" });
  stack.say("Api", { Behavior: behavior });
  new lambda.Function(stack, "Slow", { timeout: seconds(1) });
  stack.say("Slow", {
    Behavior: profile({
      duration: constant(milliseconds(200)),
      coldStart: { type: "clipped", min: 200_000, max: 900_000, of: lognormal(400_000, 0.8) },
    }),
  });
  return stack.scenario({
    duration: minutes(20),
    workloads: [
      workload("Api", {
        type: "bursts",
        quiet: { rate: 0.2, mean: minutes(6) },
        busy: { rate: 60, mean: seconds(20) },
      }),
      workload("Slow", { type: "constant", rate: 0.004 }),
    ],
  });
}

/** Runs in which functions come first. */
export const lambdaCases: readonly DigestCase[] = [
  scenarioCase("cold-starts", [12, 13], coldStarts),
];
