import { milliseconds, seconds, type Duration } from "@orrery/kernel";
import { expect, it } from "vitest";
import { Stack } from "../../../builder/stack.ts";
import { continueRun, prepareRun } from "../../../run/run.ts";
import type { Workload } from "../../../run/scenario.ts";
import { lambda, profile } from "../public.ts";

const megabytes = (count: number): number => count * 1_048_576;
const constant = (value: number) => ({ type: "constant", value }) as const;

/** What one request to a function's URL comes to that answers with so many bytes after 50 ms. */
function request(
  responseBytes: number,
  invokeMode: "BUFFERED" | "RESPONSE_STREAM",
  timeout: Duration = seconds(60),
) {
  const stack = new Stack("shop");
  const worker = new lambda.Function(stack, "Worker", { timeout });
  const duration = constant(milliseconds(50));
  const behavior = profile({ duration, coldStart: constant(0), responseBytes });
  stack.say("Worker", { Behavior: behavior });
  const { id } = worker.addFunctionUrl({ authType: "NONE", invokeMode });
  const workload: Workload = {
    to: id,
    arrivals: { type: "constant", rate: 1 },
    from: 0 as Duration,
    until: seconds(1),
    payload: { type: "body", body: "{}", size: 2 },
    groups: [],
    retry: { attempts: 1 },
  };
  const latencies = { "lambda.cold.platformOverhead": constant(0) };
  const scenario = stack.scenario({ workloads: [workload], duration: seconds(90), latencies });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  const url = run.simulation.metersOf(`lambda.url:${worker.functionName}`);
  const sums = (...metrics: readonly string[]) => metrics.map((metric) => url[metric]!.sum);
  return {
    milliseconds: sums("UrlFirstByteLatency", "UrlRequestLatency").map((each) => each / 1_000),
    failed: sums("Url5xxCount")[0],
  };
}

it("lambda.stream.url: the first byte comes when the handler answers, the rest at 2 MB a second", () => {
  expect(request(megabytes(10), "RESPONSE_STREAM")).toEqual({
    milliseconds: [50, 2_050],
    failed: 0,
  });
  expect(request(megabytes(6), "RESPONSE_STREAM").milliseconds).toEqual([50, 50]);
});

it("lambda.stream.url: an answer that is not streamed comes as a whole, with 6 MB at most", () => {
  expect(request(megabytes(6), "BUFFERED")).toEqual({ milliseconds: [0, 50], failed: 0 });
  expect(request(megabytes(10), "BUFFERED").failed).toBe(1);
});

it("lambda.stream.url: an error after the first byte breaks the answer off, one before it is 502", () => {
  const broken = request(megabytes(20), "RESPONSE_STREAM", seconds(2));
  expect(broken).toEqual({ milliseconds: [50, 2_000], failed: 0 });
  const slow = request(megabytes(20), "RESPONSE_STREAM", seconds(1));
  expect(slow.milliseconds).toEqual([50, 1_000]);
});
