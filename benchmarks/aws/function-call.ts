import { call, continueRun, prepareRun, type Script } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { callScenario, callsEach, type CalledResource, type CallingBehavior } from "./scenarios.ts";

/** Writes each call anew, with a body of its own, and reads what it is answered. */
const sender: Script = function* (_event, { awsRequestId }) {
  let letters = 0;
  for (let order = 0; order < callsEach; order += 1) {
    const body = JSON.stringify({ order, by: awsRequestId });
    const response = yield call("sqs", "SendMessage", { QueueUrl: "orders", MessageBody: body });
    const { MessageId: id } = response as { MessageId: string };
    letters += id.length;
  }
  return letters;
};

const callsOf: Readonly<Record<CalledResource, readonly [component: string, metric: string]>> = {
  queue: ["sqs.queue:orders", "NumberOfMessagesSent"],
  table: ["dynamodb.table:orders", "WriteRequests"],
};

/** A call comes to the control plane, which hands it on to whoever answers it, and the answer comes back. */
const eventsEach = 3;
/** What an invocation has besides: its arrival, itself, its answer, its first step, its environment's end. */
const eventsBesides = 5;

/** Calls that a function makes: how long they took, and how many events they were. */
export function callBy(
  by: CallingBehavior,
  to: CalledResource,
  calls: number,
): { seconds: number; events: number } {
  const duration = seconds(calls / callsEach);
  const run = prepareRun(callScenario(by, to, duration), { seed: 1, scripts: { sender } });
  const before = run.simulation.events;
  const used = secondsOf(() => continueRun(run, { until: duration as number as Instant }));
  const [component, metric] = callsOf[to];
  const made = run.simulation.metersOf(component)[metric]!.sum;
  if (Math.abs(made - calls) > 2 * callsEach) throw new Error(`${made} of ${calls} were made`);
  const events = run.simulation.events - before;
  const most = eventsEach * made + eventsBesides * (made / callsEach + 1);
  if (events > most) throw new Error(`${made} calls took ${events} events, above ${most}`);
  return { seconds: used, events };
}

if (import.meta.main) {
  const by = process.argv[2] === "script" ? "script" : "profile";
  const calls = Number(process.argv[3]);
  const to = process.argv[4] === "table" ? "table" : "queue";
  callBy(by, to, 20_000);
  const { seconds: used, events } = callBy(by, to, calls);
  printOutcome({ value: (used / calls) * 1e6, work: calls, events });
}
