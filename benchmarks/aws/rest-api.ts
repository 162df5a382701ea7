import { continueRun, prepareRun } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { restScenario } from "./scenarios.ts";

const rate = 2_000;

/** Requests through a REST API to its function and back, with all that is counted of them: seconds used and requests. */
function request(requests: number): { seconds: number; count: number; events: number } {
  const duration = seconds(requests / rate);
  const run = prepareRun(restScenario(duration, rate), { seed: 1 });
  const before = run.simulation.events;
  const used = secondsOf(() => continueRun(run, { until: duration as number as Instant }));
  const { Count } = run.simulation.metersOf("apigateway.restApi:orders0000");
  return { seconds: used, count: Count!.sum, events: run.simulation.events - before };
}

if (import.meta.main) {
  const work = Number(process.argv[2]);
  request(50_000);
  const { seconds: used, count, events } = request(work);
  printOutcome({ value: count / used / 1e6, work, events });
}
