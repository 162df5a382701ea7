import { after, ring, slab, table, type SlabId } from "@orrery/kernel";
import type { TopicMessage } from "../protocol.ts";
import { metrics, type Topic, type TopicContext } from "./declarations.ts";

/** Keeps a message for replays, where its topic does, and forgets what is too old. */
export function archive(topic: Topic, message: TopicMessage, context: TopicContext): void {
  if (context.settings.archiveRetention === null) return;
  forgetOld(topic, context);
  ring.push(topic.archiveOrder, slab.insert(topic.archive, { message }));
  context.observe(metrics.NumberOfMessagesArchiveProcessing, 1);
  context.observe(metrics.NumberOfBytesArchiveProcessing, message.content.size);
}

/** Forgets messages that the archive has kept long enough; all where there is none any more. */
export function forgetOld(topic: Topic, { settings, now }: TopicContext): void {
  const { archiveRetention } = settings;
  while (topic.archiveOrder.size > 0) {
    const id = ring.peek(topic.archiveOrder) as SlabId; // It is not empty.
    const { publishedAt } = slab.read(topic.archive, id)!.message;
    if (archiveRetention !== null && after(publishedAt, archiveRetention) > now) return;
    ring.shift(topic.archiveOrder);
    slab.remove(topic.archive, id);
    topic.archiveStart += 1;
  }
}

/** Whether new messages do not go to a subscription: it is replayed to, or its replay has ended for good. */
export function isHeldBack(topic: Topic, subscription: number): boolean {
  if (table.sizeOf(topic.replays) === 0) return false;
  const replay = table.get(topic.replays, `${subscription}`);
  if (replay === undefined) return false;
  return replay.status !== "Completed" || replay.until !== null;
}
