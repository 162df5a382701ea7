import type { LossSaid } from "../../../service/reporting.ts";
import type { Relation, SeenRun } from "../../../service/seen.ts";
import { number, percentage, plural } from "../../../text/figures.ts";
import { isRead, type SeenQueue } from "./seen-queue.ts";

/** Messages that a queue gave up, and those that expired in it. */
export function lossesOf(queue: SeenQueue, run: SeenRun): readonly LossSaid[] {
  const losses: LossSaid[] = [];
  const [redrive] = run.outOf(queue, "givesUpTo");
  if (redrive !== undefined && queue.sum("MessagesMovedToDeadLetterQueue") > 0) {
    const details = detailsOf(queue);
    const others = isRead(queue, run)
      ? []
      : ["no function reads it: others received the messages and did not delete them in time"];
    const text = givenUp(queue, redrive);
    losses.push({ type: "givenUp", text, details: [...details, ...others] });
  }
  const expired = queue.sum("MessagesExpired");
  if (expired > 0) {
    const text = `${queue.name}: ${plural(expired, "message")} expired, unread or undeleted until the end of the retention period`;
    losses.push({ type: "lost", text, details: [] });
  }
  return losses;
}

function givenUp({ name, sum }: SeenQueue, { to, arn, after = 0 }: Relation): string {
  const moved = sum("MessagesMovedToDeadLetterQueue");
  const sent = sum("NumberOfMessagesSent");
  const share = sent === 0 ? "" : ` (${percentage(moved, sent)} of those sent)`;
  return `${name} → ${to?.name ?? arn}: ${plural(moved, "message")}${share} after ${plural(after, "receive")} each`;
}

/** How many of them had been processed, and how the deletions add up. */
function detailsOf({ sum }: SeenQueue): readonly string[] {
  const processed = sum("DeadLettersProcessed");
  const deletions = sum("NumberOfMessagesDeleted");
  const idle = sum("DeletionsWithoutEffect");
  return [
    ...(processed === 0
      ? []
      : [
          `${number(processed)} of them had been processed: the consumer was done and asked for their deletion, but only after their visibility timeout`,
        ]),
    ...(idle === 0
      ? []
      : [
          `${plural(deletions, "deletion")} removed ${plural(deletions - idle, "message")}: the other ${number(idle)} came when the message had been received again, given up or deleted`,
        ]),
  ];
}
