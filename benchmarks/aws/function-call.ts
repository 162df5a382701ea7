import { call, continueRun, prepareRun, type Script } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { callScenario, callsEach, type CallingBehavior } from "./scenarios.ts";

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

/** Messages that a function sends by calls: how long it took, and how many events. */
export function sendBy(by: CallingBehavior, calls: number): { seconds: number; events: number } {
  const duration = seconds(calls / callsEach);
  const run = prepareRun(callScenario(by, duration), { seed: 1, scripts: { sender } });
  const before = run.simulation.events;
  const used = secondsOf(() => continueRun(run, { until: duration as number as Instant }));
  const sent = run.simulation.metersOf("sqs.queue:orders")["NumberOfMessagesSent"]!.sum;
  if (Math.abs(sent - calls) > 2 * callsEach) throw new Error(`${sent} of ${calls} were sent`);
  return { seconds: used, events: run.simulation.events - before };
}

if (import.meta.main) {
  const by = process.argv[2] === "script" ? "script" : "profile";
  const calls = Number(process.argv[3]);
  sendBy(by, 20_000);
  const { seconds: used, events } = sendBy(by, calls);
  printOutcome({ value: (used / calls) * 1e6, work: calls, events });
}
