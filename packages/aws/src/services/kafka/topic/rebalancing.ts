import { noEffects, slab, type SlabId } from "@orrery/kernel";
import { nextSequence, recordAt } from "../../../shard/shard-log.ts";
import type { TopicEffect } from "../protocol.ts";
import { metrics, type Topic, type TopicContext } from "./declarations.ts";
import { arm, assign, boundedBy, logOf, serve } from "./groups.ts";
import { emptyPartition, type Group, type Partition } from "./state.ts";

type Effects = TopicEffect[];

/** Looks whether a group keeps up: one that lags gets more readers, and one that has nothing to do fewer. */
export function evaluate(
  topic: Topic,
  slot: number,
  context: TopicContext,
): readonly TopicEffect[] {
  const id = slab.idAt(topic.groups, slot)!; // Its timer goes with it.
  const group = slab.edit(topic.groups, id)!;
  const { lag, oldest } = lagOf(topic, group);
  const { assumed } = context.settings;
  const count = group.members.length;
  context.observe(metrics.OffsetLag, lag);
  context.observe(metrics.GroupReaders, count);
  const isIdle = topic.recordCount === group.seenCount && lag === 0;
  group.seenCount = topic.recordCount;
  const effects: Effects = [];
  const lags = lag > 0 && context.now - oldest > assumed.lagTolerance;
  const wanted = boundedBy(
    topic,
    group,
    lags ? count * assumed.groupGrowth : isIdle ? Math.ceil(count / assumed.groupShrinkage) : count,
  );
  if (lags) context.observe(metrics["kafka.lagTolerance"], 1);
  if (wanted !== count) {
    if (lags) context.observe(metrics["kafka.groupGrowth"], 1);
    else if (isIdle) context.observe(metrics["kafka.groupShrinkage"], 1);
    rebalance(topic, id, wanted, context, effects);
  }
  group.isArmed = false;
  // Nothing changes while nothing comes and the group is as small as it may be.
  if (!isIdle || wanted > group.least) arm(id, group, context, effects);
  return effects;
}

function rebalance(
  topic: Topic,
  id: SlabId,
  count: number,
  context: TopicContext,
  effects: Effects,
): void {
  const { members: before } = slab.read(topic.groups, id)!;
  context.observe(metrics.Rebalances, 1);
  assign(topic, id, count, context);
  for (const member of before) serve(topic, member, context, effects);
}

function lagOf(
  topic: Topic,
  { positions }: Group,
): { readonly lag: number; readonly oldest: number } {
  let lag = 0;
  let oldest: number = Number.MAX_SAFE_INTEGER;
  positions.forEach((position, number) => {
    const log = logOf(topic, number);
    const from = Math.max(position, log.trimmed + 1);
    const unread = nextSequence(log) - from;
    if (unread <= 0) return;
    lag += unread;
    const { writtenAt } = recordAt(log, from);
    if (writtenAt < oldest) oldest = writtenAt;
  });
  return { lag, oldest };
}

/** Adds partitions, where there are to be more. */
export function growTo(topic: Topic, context: TopicContext): readonly TopicEffect[] {
  const more = context.settings.partitions - topic.partitionIds.length;
  if (more <= 0) return noEffects;
  const made = Array.from({ length: more }, () =>
    slab.insert<Partition>(topic.partitions, emptyPartition()),
  );
  topic.partitionIds = [...topic.partitionIds, ...made];
  const effects: Effects = [];
  for (let slot = 0; slot < topic.groups.slots; slot += 1) {
    const id = slab.idAt(topic.groups, slot);
    if (id === undefined) continue;
    const group = slab.edit(topic.groups, id)!;
    group.positions = [...group.positions, ...made.map(() => 0)];
    rebalance(topic, id, boundedBy(topic, group, group.members.length), context, effects);
  }
  return effects;
}
