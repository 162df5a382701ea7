import type { Backlog, WayLost } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import type { QueueState } from "../queue/state.ts";
import { neverMoves } from "./expectation.ts";
import { left } from "./summary.ts";
import type { SeenQueue } from "./seen-queue.ts";

const stateOf = ({ state }: Pick<SeenQueue, "state">): QueueState => state as QueueState; // Of its kind.

/** All messages that are in a queue, whether they can be received or not. */
export const queueBacklog: Backlog = {
  there: left.metrics,
  age: "ApproximateAgeOfOldestMessage",
};

/** How many messages ever came to a queue: sent, given up by another one, or moved. */
export const accepted = (queue: Pick<SeenQueue, "state">): number => stateOf(queue).storedCount;

/** How a queue loses messages that it accepted: all but those that a consumer deletes, and a task moves. */
export function waysLost(queue: SeenQueue, run: SeenRun): readonly WayLost[] {
  const [redrive] = run.outOf(queue, "givesUpTo");
  const dead = redrive?.to as SeenQueue | undefined; // A queue gives up to queues alone.
  const to = dead?.name ?? redrive?.arn ?? "a dead-letter queue";
  const moved = queue.sum("MessagesMovedToDeadLetterQueue");
  const processed = queue.sum("DeadLettersProcessed");
  return [
    ...endsIn(queue, "lost", run),
    {
      type: "deadLetters",
      count: Math.max(0, moved - processed - broughtBack(dead, queue, run)),
      never: neverMoves("MessagesMovedToDeadLetterQueue", queue, run),
      text: `given up to ${to}`,
    },
    ...(dead === undefined ? [] : endsIn(dead, "fromDeadLetters", run)),
  ];
}

/** Dead letters that a task moved on, which are dead letters no more; of one source alone it is known whose. */
function broughtBack(dead: SeenQueue | undefined, queue: SeenQueue, run: SeenRun): number {
  if (dead === undefined) return 0;
  const isOnlySource = run.into(dead, "givesUpTo").every(({ from }) => from === queue);
  if (!isOnlySource) return 0;
  return stateOf(dead).movedCount - dead.sum("MessagesMovedToDeadLetterQueue");
}

function endsIn(queue: SeenQueue, type: WayLost["type"], run: SeenRun): readonly WayLost[] {
  const { name } = queue;
  const never = neverMoves("MessagesExpired", queue, run);
  const expired = { type, count: queue.sum("MessagesExpired"), never, text: `expired in ${name}` };
  const { purgedCount: count } = stateOf(queue);
  if (count === 0 && !run.mayReach(queue, "PurgeQueue")) return [expired];
  return [expired, { type, count, never: null, text: `purged from ${name}` }];
}
