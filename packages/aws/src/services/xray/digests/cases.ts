import { minutes } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { call, lambda, Stack, type ScriptContext } from "../../../index.ts";

/** A function that sends a segment of each of its invocations, and asks for the traces of the last minutes. */
function traced(): Stack {
  const stack = new Stack("traced");
  let number = 0;
  new lambda.Function(stack, "Worker", {
    *handler(_event: unknown, { random }: ScriptContext) {
      number += 1;
      const id = Math.floor(random() * 2 ** 32).toString(16);
      const document = {
        name: "shop",
        id: id.padStart(16, "0"),
        trace_id: `1-69264c50-${id.padStart(24, "0")}`,
        start_time: 1_764_120_000 + number,
        end_time: 1_764_120_001 + number,
        annotations: { number },
      };
      yield* call("xray", "PutTraceSegments", {
        TraceSegmentDocuments: [JSON.stringify(document)],
      });
      yield* call("xray", "GetTraceSummaries", {
        StartTime: 1_764_120_000,
        EndTime: 1_796_000_000,
      });
    },
  });
  return stack;
}

/** Runs in which traces are sent, and asked for. */
export const xrayCases: readonly DigestCase[] = [
  {
    name: "traced-function",
    seeds: [71],
    run(seed) {
      const stack = traced();
      const scenario = stack.scenario({
        duration: minutes(2),
        startsAt: "2025-11-26T00:00:00Z",
        logs: true,
        workloads: [workload("Worker", { type: "poisson", rate: 2 })],
      });
      return scenarioCase("traced-function", [seed], () => scenario, stack.handlers).run(seed);
    },
  },
];
