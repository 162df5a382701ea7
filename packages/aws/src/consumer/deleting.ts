import { after, invariant, noEffects, slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import type { EntryResults, SourceItem, Sources } from "../service/source.ts";
import { failureOf, waitBy } from "../workload/retry.ts";
import {
  consumedIn,
  ports,
  purposes,
  timers,
  type ConsumerContext,
  type ConsumerEffect,
  type Effects,
} from "./declarations.ts";
import { metrics } from "./metrics.ts";
import type { ConsumerDraft, OpenRequest } from "./state.ts";

export function remove(
  consumer: ConsumerDraft,
  items: readonly SourceItem[],
  context: ConsumerContext,
  sources: Sources,
  effects: Effects,
): void {
  const request: OpenRequest = { type: "deletion", items, attempt: 1 };
  const id = slab.insert<OpenRequest>(consumer.requests, request);
  effects.push(deletionOf(items, id, context, sources));
}

export const deletionOf = (
  items: readonly SourceItem[],
  tag: SlabId,
  { now, settings }: ConsumerContext,
  sources: Sources,
): ConsumerEffect => ({
  type: "send",
  port: ports.deletions,
  to: 0,
  input: consumedIn(sources, settings).done(
    items.map(({ receipt }) => receipt),
    settings.deletes,
  ),
  tag,
  deadline: after(now, settings.patience),
});

/** A deletion is answered: its messages are gone, or it is tried again. */
export function settleDeletion(
  consumer: ConsumerDraft,
  id: SlabId,
  body: Tagged,
  context: ConsumerContext,
): readonly ConsumerEffect[] {
  const request = slab.read(consumer.requests, id)!;
  invariant(request.type === "deletion", "another request was heard of as a deletion");
  const { items, attempt } = request;
  const isLost = body.type === "lost";
  if (isLost || body.type === "refused") {
    const failure = isLost ? "passing" : failureOf((body as Refused).code); // Whoever refuses has a code.
    const { retry, assumed } = context.settings;
    if (failure !== "final" && attempt < retry.attempts) {
      const drawn = context.random(purposes.backoff);
      const wait = waitBy(retry, { attempt, before: 0, failure, drawn }, assumed);
      const isThrottled = failure === "throttled";
      context.observe(metrics[isThrottled ? "sdk.throttledRetryPause" : "sdk.retryPause"], 1);
      const at = after(context.now, wait);
      return [{ type: "setTimer", timer: timers.deletion, index: slab.slotOf(id), at }];
    }
    context.observe(metrics.RefusedDeletions, items.length);
    slab.remove(consumer.requests, id);
    return noEffects;
  }
  const results = body.type === "entryResults" ? (body as EntryResults).results : [];
  items.forEach(({ sentAt, trail }, place) => {
    if (results[place] !== undefined && results[place] !== null) {
      context.observe(metrics.RefusedDeletions, 1);
      return;
    }
    context.observe(metrics.Deletions, 1);
    context.observe(metrics.MessageLatency, context.now - sentAt);
    context.observe(metrics.EndToEndLatency, context.now - trail.at);
  });
  slab.remove(consumer.requests, id);
  return noEffects;
}
