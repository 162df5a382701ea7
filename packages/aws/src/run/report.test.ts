import { hours } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack, sqs, lambda, sources } from "../index.ts";
import { reportOf } from "./report.ts";
import { prepareRun } from "./run.ts";

/** How often a report of `count` queues with their functions looks at names and at resources. */
function looksAt(count: number) {
  const stack = new Stack("shop");
  for (let number = 0; number < count; number += 1) {
    const queue = new sqs.Queue(stack, `Queue${number}`);
    const fn = new lambda.Function(stack, `Worker${number}`);
    fn.addEventSource(new sources.SqsEventSource(queue));
  }
  const run = prepareRun(stack.scenario({ duration: hours(1) }), { seed: 1 });
  const looks = { names: 0, resources: 0 };
  const names = run.simulation.names;
  // The digest is the kernel's, and asked for once.
  const simulation = Object.create(run.simulation, {
    names: {
      get() {
        looks.names += 1;
        return names;
      },
    },
    digest: { value: run.simulation.digest },
    now: { value: run.simulation.now },
    events: { value: run.simulation.events },
  }) as typeof run.simulation;
  const resources = new Proxy(run.resources, {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) looks.resources += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  reportOf({ ...run, simulation, resources });
  return { ...looks, count: run.resources.length };
}

it("looks at each resource a few times, however many there are", () => {
  const few = looksAt(10);
  const many = looksAt(80);
  expect(many.count).toBe(8 * few.count);
  expect(many.names).toBe(few.names);
  expect(many.names).toBeLessThan(5);
  expect(many.resources).toBe(8 * few.resources);
  expect(many.resources).toBeLessThan(9 * many.count);
});
