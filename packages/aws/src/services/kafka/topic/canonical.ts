import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import type { Partition, TopicState } from "./state.ts";

/** What decides the future of a topic, counted from `now`. Readers name records by their places. */
export const canonicalTopic = (topic: TopicState, now: Instant): Plain => ({
  partitions: topic.partitionIds.map((id) => partitionView(slab.read(topic.partitions, id)!, now)),
  turn: topic.turn,
  retentionArmed: topic.retentionArmed,
  groups: slab.list(topic.groups).map((group) => ({
    reader: group.reader,
    bounds: [group.least, group.most],
    positions: [...group.positions],
    members: group.members.map((id) => slab.slotOf(id)),
    made: group.memberCount,
    isArmed: group.isArmed,
    isSeen: group.seenCount === topic.recordCount,
  })),
  members: slab.list(topic.members).map((member) => ({
    group: slab.slotOf(member.group),
    number: member.number,
    parents: [...member.parents],
    partitions: [...member.partitions],
    given: member.given,
    isClosed: member.closedAt !== null,
    waits: member.waiter === -1 ? 0 : member.limit,
  })),
});

const partitionView = ({ order, records, trimmed }: Partition, now: Instant): Plain => [
  trimmed,
  ring.list(order).map((id) => {
    const { record } = slab.read(records, id)!; // What is listed is there.
    return [
      record.content as unknown as Plain, // Plain data by its type.
      record.key,
      now - record.writtenAt,
      record.trail.lineage as unknown as Plain, // Likewise.
    ];
  }),
];
