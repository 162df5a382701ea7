import { after, slab, type RequestId, type SlabId } from "@orrery/kernel";
import type {
  DescribeShards,
  NextEvent,
  ShardFacts,
  StartingPlace,
  OpenSubscription,
} from "../../../service/source.ts";
import { nextSequence, placeIn, recordAt } from "../../../shard/shard-log.ts";
import { kafkaLimits } from "../limits.ts";
import type { TopicEffect, TopicRecord, TopicReply } from "../protocol.ts";
import { metrics, notes, timers, type Topic, type TopicContext } from "./declarations.ts";
import type { Group, Member, Partition } from "./state.ts";

type Effects = TopicEffect[];
type Edited<Part> = { -readonly [Field in keyof Part]: Part[Field] };

const answer = (to: RequestId, body: TopicReply): TopicEffect => ({ type: "reply", to, body });
const ended = { type: "subscriptionEnded" } as const;

/** Tells who reads for a group; one that nobody has heard of is made. */
export function describeGroup(
  topic: Topic,
  { reader = "", readers = { least: 1, most: 1 } }: DescribeShards,
  context: TopicContext,
): readonly TopicEffect[] {
  let id = groupOf(topic, reader);
  const effects: Effects = [];
  if (id === undefined) {
    id = slab.insert<Group>(topic.groups, {
      reader,
      ...readers,
      positions: topic.partitionIds.map(() => 0),
      members: [],
      memberCount: 0,
      isArmed: false,
      seenCount: topic.recordCount,
    });
    assign(topic, id, boundedBy(topic, readers, readers.least), context);
  }
  const group = slab.edit(topic.groups, id)!; // It is there.
  group.least = readers.least;
  group.most = readers.most;
  arm(id, group, context, effects);
  effects.push(
    answer(context.request, {
      type: "shardsDescribed",
      shards: group.members.map((each) => factsOf(slab.read(topic.members, each)!)),
    }),
  );
  return effects;
}

const factsOf = ({ number, parents, createdAt, closedAt }: Member): ShardFacts => ({
  number,
  parents,
  createdAt,
  closedAt,
});

function groupOf({ groups }: Topic, reader: string): SlabId | undefined {
  for (let slot = 0; slot < groups.slots; slot += 1) {
    const id = slab.idAt(groups, slot);
    if (id !== undefined && slab.read(groups, id)!.reader === reader) return id;
  }
  return undefined;
}

/** No more readers than partitions: others would have nothing. */
export const boundedBy = (
  { partitionIds }: Topic,
  { least, most }: Pick<Group, "least" | "most">,
  count: number,
): number => Math.min(partitionIds.length, most, Math.max(least, count));

/** Gives the partitions to so many readers, who begin once those before them have done. */
export function assign(topic: Topic, id: SlabId, count: number, { now }: TopicContext): void {
  const group = slab.edit(topic.groups, id)!;
  const before = group.members.map((each) => {
    const member = slab.edit(topic.members, each)!;
    member.closedAt = now;
    return member.number;
  });
  const first = group.memberCount;
  group.memberCount += count;
  group.members = Array.from({ length: count }, (_, place) =>
    slab.insert<Member>(topic.members, {
      group: id,
      number: first + place,
      parents: before,
      createdAt: now,
      partitions: topic.partitionIds.flatMap((__, number) =>
        number % count === place ? [number] : [],
      ),
      given: 0,
      closedAt: null,
      waiter: -1,
      limit: kafkaLimits.fetchRecords,
    }),
  );
}

/** Has a reader begin: where nobody has begun in its partitions, at the place that it says. */
export function subscribe(
  topic: Topic,
  { reader, shard, start }: OpenSubscription,
  context: TopicContext,
): readonly TopicEffect[] {
  const id = memberOf(topic, reader, shard);
  if (id === undefined) return [answer(context.request, ended)];
  const { partitions, group: groupId, given } = slab.read(topic.members, id)!;
  const group = slab.edit(topic.groups, groupId)!;
  const begin = (number: number, position: number): number =>
    position === 0 && partitions.includes(number) ? startOf(topic, number, start) : position;
  group.positions = group.positions.map((position, number) => begin(number, position));
  return [
    answer(context.request, { type: "subscribed", subscription: shard, sequence: given + 1 }),
  ];
}

/** A later reader goes on from the beginning where nobody has begun: the partition is new. */
const startOf = (topic: Topic, number: number, start: StartingPlace): number =>
  placeIn(logOf(topic, number), start.type === "sequence" ? { type: "trimHorizon" } : start);

/** The records of a partition. */
export const logOf = ({ partitions, partitionIds }: Topic, number: number): Partition =>
  slab.read(partitions, partitionIds[number]!)!; // Partitions stay.

function memberOf(topic: Topic, reader: string, number: number): SlabId | undefined {
  const { members, groups } = topic;
  for (let slot = 0; slot < members.slots; slot += 1) {
    const id = slab.idAt(members, slot);
    const member = id === undefined ? undefined : slab.read(members, id)!;
    if (member?.number === number && slab.read(groups, member.group)!.reader === reader) return id;
  }
  return undefined;
}

/** Gives a reader what its partitions have, once there is something. */
export function nextRecords(
  topic: Topic,
  { reader, shard, limit = kafkaLimits.fetchRecords }: NextEvent,
  context: TopicContext,
): readonly TopicEffect[] {
  const id = memberOf(topic, reader, shard);
  if (id === undefined) return [answer(context.request, ended)];
  const effects: Effects = [];
  const member = slab.edit(topic.members, id)!;
  // Of two who ask for the same, as after a request that was doubled, the first goes without.
  if (member.waiter !== -1) effects.push(answer(member.waiter, ended));
  member.waiter = context.request;
  member.limit = limit;
  const group = slab.edit(topic.groups, member.group)!;
  arm(member.group, group, context, effects);
  serve(topic, id, context, effects);
  return effects;
}

/** Serves whoever waits for records of a partition. */
export function serveReaders(
  topic: Topic,
  partition: number,
  context: TopicContext,
  effects: Effects,
): void {
  const { groups } = topic;
  for (let slot = 0; slot < groups.slots; slot += 1) {
    const id = slab.idAt(groups, slot);
    if (id === undefined) continue;
    const group = slab.edit(groups, id)!;
    arm(id, group, context, effects);
    const member = group.members[partition % group.members.length]!; // It has one at least.
    serve(topic, member, context, effects);
  }
}

/** Gives a reader what it waits for, if there is something. */
export function serve(topic: Topic, id: SlabId, context: TopicContext, effects: Effects): void {
  const member = slab.edit(topic.members, id)!;
  if (member.waiter === -1) return;
  const group = slab.edit(topic.groups, member.group)!;
  const { retention } = context.settings;
  const first = member.given + 1;
  if (member.closedAt !== null) {
    // Those who came after it, also where others have come after them meanwhile.
    const children = slab
      .list(topic.members)
      .filter(({ group: of, parents }) => of === member.group && parents.includes(member.number))
      .map(factsOf);
    const body = { type: "recordsGot", shard: member.number, first, records: [] } as const;
    const end = { next: null, behind: 0 as never, children, retention } as const;
    effects.push(answer(member.waiter, { ...body, ...end }));
    slab.remove(topic.members, id);
    return;
  }
  const positions = [...group.positions];
  const records = fetch(topic, member, positions);
  if (records.length === 0) return;
  group.positions = positions;
  let bytes = 0;
  for (const { size, identity } of records) {
    bytes += size;
    context.note(notes.read, identity.message);
  }
  context.observe(metrics.MessagesOut, records.length);
  context.observe(metrics.BytesOut, bytes);
  member.given += records.length;
  effects.push(
    answer(member.waiter, {
      type: "recordsGot",
      shard: member.number,
      first,
      records,
      next: member.given + 1,
      behind: 0 as never,
      children: [],
      retention,
    }),
  );
  member.waiter = -1;
}

/** Records of a reader's partitions, in the order of their coming; moves `positions` on. */
function fetch(
  topic: Topic,
  { partitions, limit }: Member,
  positions: number[],
): readonly TopicRecord[] {
  const open = partitions
    .filter((number) => positions[number]! > 0)
    .map((number) => ({ number, log: logOf(topic, number) }));
  for (const { number, log } of open) {
    positions[number] = Math.max(positions[number]!, log.trimmed + 1);
  }
  const records: TopicRecord[] = [];
  let bytes = 0;
  while (records.length < limit && bytes < kafkaLimits.fetchBytes) {
    let next: TopicRecord | undefined;
    for (const { number, log } of open) {
      const position = positions[number]!;
      if (position >= nextSequence(log)) continue;
      const record = recordAt(log, position);
      if (next === undefined || record.identity.message < next.identity.message) next = record;
    }
    if (next === undefined) break;
    records.push(next);
    bytes += next.size;
    positions[next.partition]! += 1;
  }
  return records;
}

/** Has a group looked at in its time. */
export function arm(
  id: SlabId,
  group: Edited<Group>,
  { now }: TopicContext,
  effects: Effects,
): void {
  if (group.isArmed) return;
  group.isArmed = true;
  const index = slab.slotOf(id);
  const at = after(now, kafkaLimits.evaluation);
  effects.push({ type: "setTimer", timer: timers.evaluation, index, at });
}
