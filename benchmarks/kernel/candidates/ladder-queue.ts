import type { EventKey, Instant, TakenEvent } from "@orrery/kernel";
import type { CandidateQueue } from "./candidate-queue.ts";
import { EventSlots } from "./event-slots.ts";

const nowhere = -1;
/** So many events of a bucket are sorted at once; more become a rung of their own. */
const threshold = 50;
const mostRungs = 8;
/** A bucket of a new rung holds so many on average: half a block. */
const entriesPerBucket = 8;
const mostBottom = 4 * threshold;

// A bucket is a list of blocks, each of 16 entries of 16 bytes, as in the event queue.
const entriesPerBlock = 16;
const doublesPerBlock = entriesPerBlock * 2;
const integersPerBlock = entriesPerBlock * 4;

/** A list of blocks. */
interface Bucket {
  first: number;
  last: number;
  /** Entries of the last block. */
  filled: number;
  /** Entries of all blocks. */
  count: number;
}

/** A span of time cut into buckets of one width. */
interface Rung {
  start: number;
  width: number;
  buckets: number;
  /** The bucket that comes next; those before are empty. */
  current: number;
  /** Of each bucket: first block, last block, entries of the last block, entries of all. */
  lists: Int32Array;
}

/**
 * A ladder queue (W. T. Tang, R. S. M. Goh, I. L. Thng, ACM TOMACS 15(3), 2005): far events lie
 * unsorted in the top, nearer ones in the buckets of rungs, each rung one bucket of the one above,
 * and the next few are sorted at the bottom.
 *
 * An entry is an instant, a slot and its generation. Cancelling frees the slot; the entry is dropped
 * where it is met, or when such remains outnumber the events.
 */
export class LadderQueue extends EventSlots implements CandidateQueue {
  private top: Bucket = { first: nowhere, last: nowhere, filled: 0, count: 0 };
  /** Events from here on go to the top. */
  private topStart = 0;
  private topLeast = Infinity;
  private topMost = -Infinity;

  private readonly rungs: Rung[] = [];
  private rungCount = 0;

  private bottomAt = new Float64Array(1_024);
  private bottomSlots = new Int32Array(1_024);
  private bottomGenerations = new Int32Array(1_024);
  private bottomHead = 0;
  private bottomEnd = 0;

  private blockCapacity = 16;
  private blocks = 0;
  private freeBlock = nowhere;
  private entries = new Float64Array(16 * doublesPerBlock);
  private entryIntegers = new Int32Array(this.entries.buffer);
  private blockNext = new Int32Array(16);
  private remains = 0;

  schedule(
    at: Instant,
    target: number,
    kind: number,
    argument: number,
    payload: unknown,
    cause: number,
  ): EventKey {
    const slot = this.store(at, target, kind, argument, payload, cause);
    this.place(at, slot, this.generationOf(slot));
    return this.keyOf(slot);
  }

  cancel(event: EventKey): boolean {
    const slot = this.slotOf(event);
    if (slot === nowhere) return false;
    this.release(slot);
    this.remains += 1;
    if (this.remains > this.pending + 64) this.dropRemains();
    return true;
  }

  peek(): Instant | -1 {
    if (this.pending === 0) return -1;
    this.fillBottom();
    return this.bottomAt[this.bottomHead]! as Instant;
  }

  take(): TakenEvent | undefined {
    if (this.pending === 0) return undefined;
    this.fillBottom();
    const slot = this.bottomSlots[this.bottomHead]!;
    this.bottomHead += 1;
    return this.takeFrom(slot);
  }

  private place(at: number, slot: number, generation: number): void {
    if (at >= this.topStart) {
      if (at < this.topLeast) this.topLeast = at;
      if (at > this.topMost) this.topMost = at;
      this.appendToTop(at, slot, generation);
      return;
    }
    for (let number = 0; number < this.rungCount; number += 1) {
      const rung = this.rungs[number]!;
      const bucket = Math.floor((at - rung.start) / rung.width);
      if (bucket >= rung.current) {
        this.appendTo(rung, bucket, at, slot, generation);
        return;
      }
    }
    this.insertAtBottom(at, slot, generation);
    if (this.bottomEnd - this.bottomHead > mostBottom) this.spreadBottom();
  }

  /** Makes sure that the first of the bottom is the next event. One waits somewhere. */
  private fillBottom(): void {
    for (;;) {
      while (this.bottomHead < this.bottomEnd) {
        const slot = this.bottomSlots[this.bottomHead]!;
        if (this.generationOf(slot) === this.bottomGenerations[this.bottomHead]!) return;
        this.bottomHead += 1;
        this.remains -= 1;
      }
      this.bottomHead = 0;
      this.bottomEnd = 0;
      this.refill();
    }
  }

  /** Takes the next bucket of the lowest rung to the bottom, or to a rung of its own. */
  private refill(): void {
    if (this.rungCount === 0) {
      this.spreadTop();
      return;
    }
    const rung = this.rungs[this.rungCount - 1]!;
    while (rung.current < rung.buckets && rung.lists[rung.current * 4 + 3] === 0) rung.current += 1;
    if (rung.current === rung.buckets) {
      this.rungCount -= 1;
      return;
    }
    const place = rung.current * 4;
    const first = rung.lists[place]!;
    const last = rung.lists[place + 1]!;
    const filled = rung.lists[place + 2]!;
    const count = rung.lists[place + 3]!;
    const start = rung.start + rung.current * rung.width;
    rung.lists[place] = nowhere;
    rung.lists[place + 3] = 0;
    rung.current += 1;
    if (count > threshold && rung.width > 1 && this.rungCount < mostRungs) {
      this.spread(first, last, filled, start, rung.width, count);
      return;
    }
    for (let block = first; ; block = this.blockNext[block]!) {
      this.insertBlock(block, block === last ? filled : entriesPerBlock);
      if (block === last) break;
    }
    this.releaseBlocks(first, last);
  }

  private insertBlock(block: number, count: number): void {
    const { entries, entryIntegers } = this;
    const start = block * doublesPerBlock;
    for (let double = start; double < start + 2 * count; double += 2) {
      const slot = entryIntegers[2 * double + 2]!;
      const generation = entryIntegers[2 * double + 3]!;
      if (this.generationOf(slot) === generation) {
        this.insertAtBottom(entries[double]!, slot, generation);
      } else {
        this.remains -= 1;
      }
    }
  }

  private spreadTop(): void {
    const { first, last, filled, count } = this.top;
    const start = this.topLeast;
    const span = this.topMost - start + 1;
    this.top = { first: nowhere, last: nowhere, filled: 0, count: 0 };
    this.topStart = this.topMost + 1;
    this.topLeast = Infinity;
    this.topMost = -Infinity;
    this.spread(first, last, filled, start, span, count);
  }

  /** Makes a rung of a list of blocks, whose events are due in `span` from `start` on. */
  private spread(
    first: number,
    last: number,
    filled: number,
    start: number,
    span: number,
    count: number,
  ): void {
    const rung = this.newRung(start, span, count);
    for (let block = first; ; block = this.blockNext[block]!) {
      const begin = block * doublesPerBlock;
      const end = begin + 2 * (block === last ? filled : entriesPerBlock);
      for (let double = begin; double < end; double += 2) {
        // Read anew each time: appending may have made them grow.
        const at = this.entries[double]!;
        const slot = this.entryIntegers[2 * double + 2]!;
        const generation = this.entryIntegers[2 * double + 3]!;
        if (this.generationOf(slot) === generation) {
          this.appendTo(rung, Math.floor((at - start) / rung.width), at, slot, generation);
        } else {
          this.remains -= 1;
        }
      }
      if (block === last) break;
    }
    this.releaseBlocks(first, last);
  }

  /** Makes a rung of all at the bottom but the first instant there, which no rung would tell apart. */
  private spreadBottom(): void {
    const start = this.bottomAt[this.bottomHead]!;
    const end = this.bottomEnd;
    const span = this.bottomAt[end - 1]! - start + 1;
    if (this.rungCount === mostRungs || span < threshold) return;
    // What lies between the bottom and the rungs goes to the bottom, and so to the new rung.
    const rungAbove = this.rungCount === 0 ? null : this.rungs[this.rungCount - 1]!;
    const until =
      rungAbove === null ? this.topStart : rungAbove.start + rungAbove.current * rungAbove.width;
    const rung = this.newRung(start, Math.max(span, until - start), end - this.bottomHead);
    const head = this.bottomHead;
    this.bottomHead = 0;
    this.bottomEnd = 0;
    for (let place = head; place < end; place += 1) {
      const at = this.bottomAt[place]!;
      const bucket = Math.floor((at - start) / rung.width);
      this.appendTo(rung, bucket, at, this.bottomSlots[place]!, this.bottomGenerations[place]!);
    }
  }

  private newRung(start: number, span: number, count: number): Rung {
    const width = Math.max(1, Math.ceil((span * entriesPerBucket) / Math.max(1, count)));
    const buckets = Math.ceil(span / width);
    let rung = this.rungs[this.rungCount];
    if (rung === undefined) {
      rung = { start, width, buckets, current: 0, lists: new Int32Array(0) };
      this.rungs.push(rung);
    }
    this.rungCount += 1;
    rung.start = start;
    rung.width = width;
    rung.buckets = buckets;
    rung.current = 0;
    if (rung.lists.length < buckets * 4) rung.lists = new Int32Array(buckets * 4);
    for (let place = 0; place < buckets * 4; place += 4) {
      rung.lists[place] = nowhere;
      rung.lists[place + 3] = 0;
    }
    return rung;
  }

  /** Puts an entry in order, behind all that are not later. */
  private insertAtBottom(at: number, slot: number, generation: number): void {
    if (this.bottomEnd === this.bottomAt.length) this.makeRoomAtBottom();
    const { bottomAt, bottomSlots, bottomGenerations } = this;
    let place = this.bottomEnd;
    this.bottomEnd += 1;
    while (place > this.bottomHead && bottomAt[place - 1]! > at) {
      bottomAt[place] = bottomAt[place - 1]!;
      bottomSlots[place] = bottomSlots[place - 1]!;
      bottomGenerations[place] = bottomGenerations[place - 1]!;
      place -= 1;
    }
    bottomAt[place] = at;
    bottomSlots[place] = slot;
    bottomGenerations[place] = generation;
  }

  private makeRoomAtBottom(): void {
    const { bottomHead, bottomEnd } = this;
    const room = Math.max(1_024, 2 * (bottomEnd - bottomHead));
    const at = new Float64Array(room);
    const slots = new Int32Array(room);
    const generations = new Int32Array(room);
    at.set(this.bottomAt.subarray(bottomHead, bottomEnd));
    slots.set(this.bottomSlots.subarray(bottomHead, bottomEnd));
    generations.set(this.bottomGenerations.subarray(bottomHead, bottomEnd));
    this.bottomAt = at;
    this.bottomSlots = slots;
    this.bottomGenerations = generations;
    this.bottomEnd = bottomEnd - bottomHead;
    this.bottomHead = 0;
  }

  private appendToTop(at: number, slot: number, generation: number): void {
    const { top } = this;
    if (top.last === nowhere || top.filled === entriesPerBlock) {
      const block = this.newBlock();
      if (top.last === nowhere) top.first = block;
      else this.blockNext[top.last] = block;
      top.last = block;
      top.filled = 0;
    }
    this.write(top.last, top.filled, at, slot, generation);
    top.filled += 1;
    top.count += 1;
  }

  private appendTo(rung: Rung, bucket: number, at: number, slot: number, generation: number): void {
    const { lists } = rung;
    const place = bucket * 4;
    const isEmpty = lists[place] === nowhere;
    let block = lists[place + 1]!;
    let entry = lists[place + 2]!;
    if (isEmpty || entry === entriesPerBlock) {
      const added = this.newBlock();
      if (isEmpty) lists[place] = added;
      else this.blockNext[block] = added;
      lists[place + 1] = added;
      block = added;
      entry = 0;
    }
    this.write(block, entry, at, slot, generation);
    lists[place + 2] = entry + 1;
    lists[place + 3]! += 1;
  }

  private write(block: number, entry: number, at: number, slot: number, generation: number): void {
    this.entries[block * doublesPerBlock + entry * 2] = at;
    const integer = block * integersPerBlock + entry * 4;
    this.entryIntegers[integer + 2] = slot;
    this.entryIntegers[integer + 3] = generation;
  }

  /** Lines all live entries up again: each is looked at once for each cancelled one. */
  private dropRemains(): void {
    const live: number[] = [];
    const keep = (at: number, slot: number, generation: number) => {
      if (this.generationOf(slot) === generation) live.push(at, slot, generation);
    };
    for (let place = this.bottomHead; place < this.bottomEnd; place += 1) {
      keep(this.bottomAt[place]!, this.bottomSlots[place]!, this.bottomGenerations[place]!);
    }
    for (let number = this.rungCount - 1; number >= 0; number -= 1) {
      const { lists, current, buckets } = this.rungs[number]!;
      for (let place = current * 4; place < buckets * 4; place += 4) {
        if (lists[place + 3]! > 0) {
          this.eachEntry(lists[place]!, lists[place + 1]!, lists[place + 2]!, keep);
        }
      }
    }
    const { first, last, filled, count } = this.top;
    if (count > 0) this.eachEntry(first, last, filled, keep);
    this.rungCount = 0;
    this.bottomHead = 0;
    this.bottomEnd = 0;
    this.top = { first: nowhere, last: nowhere, filled: 0, count: 0 };
    this.topStart = 0;
    this.topLeast = Infinity;
    this.topMost = -Infinity;
    this.remains = 0;
    for (let entry = 0; entry < live.length; entry += 3) {
      this.place(live[entry]!, live[entry + 1]!, live[entry + 2]!);
    }
  }

  private eachEntry(
    first: number,
    last: number,
    filled: number,
    look: (at: number, slot: number, generation: number) => void,
  ): void {
    for (let block = first; ; block = this.blockNext[block]!) {
      const count = block === last ? filled : entriesPerBlock;
      for (let entry = 0; entry < count; entry += 1) {
        const integer = block * integersPerBlock + entry * 4;
        const at = this.entries[block * doublesPerBlock + entry * 2]!;
        look(at, this.entryIntegers[integer + 2]!, this.entryIntegers[integer + 3]!);
      }
      if (block === last) break;
    }
    this.releaseBlocks(first, last);
  }

  private releaseBlocks(first: number, last: number): void {
    this.blockNext[last] = this.freeBlock;
    this.freeBlock = first;
  }

  private newBlock(): number {
    const block = this.freeBlock;
    if (block !== nowhere) {
      this.freeBlock = this.blockNext[block]!;
      return block;
    }
    if (this.blocks === this.blockCapacity) {
      this.blockCapacity *= 2;
      const larger = new Float64Array(this.blockCapacity * doublesPerBlock);
      larger.set(this.entries);
      this.entries = larger;
      this.entryIntegers = new Int32Array(larger.buffer);
      const next = new Int32Array(this.blockCapacity);
      next.set(this.blockNext);
      this.blockNext = next;
    }
    this.blocks += 1;
    return this.blocks - 1;
  }
}
