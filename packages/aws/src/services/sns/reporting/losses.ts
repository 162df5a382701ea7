import { faultsSaid } from "../../../service/fault-said.ts";
import type { LossSaid } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { percentage, plural } from "../../../text/figures.ts";
import {
  endedOf,
  lastRefusal,
  subscriptionsOf,
  type SeenSubscription,
  type SeenTopic,
} from "./seen-topic.ts";

/** Messages that a topic gave up to dead-letter queues, and those that nobody has. */
export const lossesOf = (topic: SeenTopic, run: SeenRun): readonly LossSaid[] =>
  subscriptionsOf(topic, run).flatMap((subscription) => lossesFor(topic, subscription, run));

function lossesFor(
  { name }: SeenTopic,
  subscription: SeenSubscription,
  run: SeenRun,
): readonly LossSaid[] {
  const { tally, endpoint, deadLetterQueue, target } = subscription;
  const { redriven, lost, failedAttempts } = tally;
  const share = (part: number) => `${percentage(part, endedOf(tally))} of those for it`;
  const attempts = plural(failedAttempts, "attempt");
  const details = [
    `${attempts} to deliver to ${endpoint} failed: ${lastRefusal(tally)}`,
    ...faultsSaid(target === undefined ? [] : [target.name], run),
  ];
  const losses: LossSaid[] = [];
  if (redriven > 0) {
    const text = `${name} → ${deadLetterQueue}: ${plural(redriven, "message")} for ${endpoint}, ${share(redriven)}`;
    losses.push({ type: "givenUp", text, details });
  }
  if (lost > 0) {
    const why =
      deadLetterQueue === null
        ? "its subscription has no dead-letter queue"
        : `${deadLetterQueue} did not take ${lost === 1 ? "it" : "them"} either`;
    const text = `${name}: ${plural(lost, "message")} for ${endpoint}, ${share(lost)}, ${lost === 1 ? "was" : "were"} lost: ${why}`;
    losses.push({ type: "lost", text, details });
  }
  return losses;
}
