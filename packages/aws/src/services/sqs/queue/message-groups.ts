import { ring, slab, table, type Instant, type SlabId } from "@orrery/kernel";
import type { Queue } from "./declarations.ts";
import { none, type Group, type Membership, type QueueState } from "./state.ts";

/** The group of this id, to which a message comes; made where it has no messages yet. */
export function groupOf(queue: Queue, id: string, now: Instant): SlabId {
  const known = table.get(queue.groupIds, id);
  if (known !== undefined) {
    slab.edit(queue.groups, known)!.sentAt = now;
    return known;
  }
  const group = slab.insert<Group>(queue.groups, {
    id,
    head: none,
    tail: none,
    messageCount: 0,
    visibleCount: 0,
    delayedCount: 0,
    inFlightCount: 0,
    listed: false,
    noisy: false,
    sentAt: now,
    processingSince: null,
    processed: 0,
    processedBefore: 0,
  });
  table.set(queue.groupIds, id, group);
  return group;
}

/** The id of a message's group; `null` for none. */
export const groupIdOf = (queue: QueueState, group: SlabId): string | null =>
  group === none ? null : slab.read(queue.groups, group)!.id;

/** The place of a message in its group. */
const membershipOf = ({ messages }: QueueState, id: SlabId): Membership =>
  slab.read(messages, id)!.membership!; // Only those of a group are linked.

function link(queue: Queue, id: SlabId, previous: SlabId, next: SlabId): void {
  const stored = slab.edit(queue.messages, id)!;
  const { deduplicationId, group } = stored.membership!; // As above.
  stored.membership = { deduplicationId, group, next, previous };
}

const setNext = (queue: Queue, id: SlabId, next: SlabId): void =>
  link(queue, id, membershipOf(queue, id).previous, next);

const setPrevious = (queue: Queue, id: SlabId, previous: SlabId): void =>
  link(queue, id, previous, membershipOf(queue, id).next);

/** Puts a message behind the others in the list of its group. */
export function linkLast(queue: Queue, id: SlabId, groupId: SlabId): void {
  const group = slab.edit(queue.groups, groupId)!;
  link(queue, id, group.tail, none);
  if (group.tail === none) group.head = id;
  else setNext(queue, group.tail, id);
  group.tail = id;
}

/**
 * Puts a message that left back into the list of its group, behind those that were stored before it.
 * These are few: they were in flight when it left, or came back as well.
 */
export function linkAgain(queue: Queue, id: SlabId, groupId: SlabId): void {
  const group = slab.edit(queue.groups, groupId)!;
  const stored = slab.read(queue.messages, id)!;
  let previous = none;
  let next = group.head;
  while (next !== none) {
    const other = slab.read(queue.messages, next)!;
    if (other.message > stored.message) break;
    previous = next;
    next = other.membership!.next; // It is linked.
  }
  link(queue, id, previous, next);
  if (previous === none) group.head = id;
  else setNext(queue, previous, id);
  if (next === none) group.tail = id;
  else setPrevious(queue, next, id);
}

/** Takes a message out of the list of its group. */
export function unlink(queue: Queue, id: SlabId, groupId: SlabId): void {
  const group = slab.edit(queue.groups, groupId)!;
  const { next, previous } = membershipOf(queue, id);
  if (previous === none) group.head = next;
  else setNext(queue, previous, next);
  if (next === none) group.tail = previous;
  else setPrevious(queue, next, previous);
  link(queue, id, none, none);
}

/** Forgets a group that has no messages left. */
export function forgetGroup(queue: Queue, id: SlabId, group: Group): void {
  table.remove(queue.groupIds, group.id);
  slab.remove(queue.groups, id);
  // What names forgotten groups is dropped when it is the greater part: each once, on average.
  if (queue.served.size <= 2 * queue.groups.size + 64) return;
  for (let left = queue.served.size; left > 0; left -= 1) {
    const listed = ring.shift(queue.served);
    if (slab.read(queue.groups, listed) !== undefined) ring.push(queue.served, listed);
  }
}

/** FIFO: puts a group last in the order of serving, if its first message can be received. */
export function listGroup(queue: Queue, id: SlabId): void {
  const group = slab.edit(queue.groups, id);
  if (group === undefined || group.listed || group.head === none) return;
  if (slab.read(queue.messages, group.head)!.condition !== "visible") return;
  group.listed = true;
  ring.push(queue.served, id);
}
