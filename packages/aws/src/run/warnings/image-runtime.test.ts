import { minutes, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack, lambda } from "../../index.ts";
import { defaultBehavior, type Behavior } from "../../services/lambda/config.ts";
import { continueRun, prepareRun } from "../run.ts";
import type { Scenario } from "../scenario.ts";
import { warningsOf } from "./warnings.ts";

/** What is said of a function that is a container image. */
function warnings(behavior: Behavior): readonly string[] {
  const stack = new Stack("shop");
  new lambda.Function(stack, "Worker");
  const zip = stack.scenario({
    duration: minutes(1),
    workloads: [
      {
        to: "Worker",
        arrivals: { type: "constant", rate: 1 },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "{}", size: 2 },
        groups: [],
      },
    ],
  });
  const architecture = zip.architecture.map((operation) => {
    const { Runtime: _runtime, Handler: _handler, ...params } = operation.params;
    return {
      ...operation,
      params: { ...params, PackageType: "Image", Code: { ImageUri: "worker" } },
    };
  });
  const scenario: Scenario = { ...zip, architecture, extras: { Worker: { Behavior: behavior } } };
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return warningsOf(run).filter((text) => text.includes("image"));
}

it("says which runtime an image is taken for, until one is named", () => {
  expect(warnings(defaultBehavior)).toEqual([
    "Worker is a container image, which does not say its runtime: its cold starts are those of Node.js 22. Its imageRuntime or coldStart says otherwise.",
  ]);
  expect(warnings({ ...defaultBehavior, imageRuntime: "python3.13" })).toEqual([]);
  expect(warnings({ ...defaultBehavior, coldStart: { type: "constant", value: 1 } })).toEqual([]);
});
