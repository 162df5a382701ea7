import { noEvent, type EventKey } from "./scheduler.ts";
import type { RequestId } from "./machine.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

const generationUnit = 2 ** 26;
const slotMask = generationUnit - 1;
/** A slot that had so many requests is given up, so that no number ever means another request. */
const lastGeneration = 2 ** 27 - 1;

/** A request that is owed an answer. Its record serves another once it is closed. */
export interface OpenRequest {
  /** Its number: a slot, told from its other tenants by the generation. */
  readonly slot: number;
  generation: number;
  /** The component that asks; -1 from outside. */
  requester: number;
  /** The component for which it asks, in the end: itself, as a rule; -1 from outside. */
  sender: number;
  /** The component that owes the answer. */
  target: number;
  /** The component that handed it on, and puts the answer into its own words; -1 for none. */
  reader: number;
  /** What that one needs to know again for it. */
  reading: unknown;
  port: number;
  to: number;
  tag: number;
  deadline: Instant;
  /** On its way, with its target, answered: the reply is on its way back; or closed. */
  stage: "asked" | "delivered" | "answered" | "closed";
  /** The event at which it is given up. */
  deadlineEvent: EventKey;
  /** Of a request from outside: who hears the answer. */
  onReply: ((body: Tagged) => void) | null;
}

/** All open requests. */
export class Requests {
  private slots: OpenRequest[] = [];
  private free: number[] = [];

  open(
    requester: number,
    sender: number,
    target: number,
    port: number,
    to: number,
    tag: number,
    deadline: Instant,
    onReply: ((body: Tagged) => void) | null,
  ): RequestId {
    const slot = this.free.pop();
    if (slot === undefined) {
      this.slots.push({
        slot: this.slots.length,
        generation: 0,
        requester,
        sender,
        target,
        reader: -1,
        reading: null,
        port,
        to,
        tag,
        deadline,
        stage: "asked",
        deadlineEvent: noEvent,
        onReply,
      });
      return (this.slots.length - 1) as RequestId;
    }
    const request = this.slots[slot]!;
    request.requester = requester;
    request.sender = sender;
    request.target = target;
    request.port = port;
    request.to = to;
    request.tag = tag;
    request.deadline = deadline;
    request.stage = "asked";
    request.deadlineEvent = noEvent;
    request.onReply = onReply;
    return (slot + request.generation * generationUnit) as RequestId;
  }

  /** The request `id`, while it is open. */
  get(id: RequestId): OpenRequest | null {
    if (id < 0) return null;
    const generation = id < generationUnit ? 0 : Math.floor(id / generationUnit);
    const request = this.slots[id & slotMask];
    return request !== undefined && request.generation === generation ? request : null;
  }

  close(request: OpenRequest): void {
    request.stage = "closed";
    request.onReply = null;
    request.reader = -1;
    request.reading = null;
    request.generation += 1;
    if (request.generation < lastGeneration) this.free.push(request.slot);
  }

  /** All open requests, in order of their slots. */
  list(): readonly OpenRequest[] {
    return this.slots.filter(({ stage }) => stage !== "closed");
  }

  idOf({ slot, generation }: OpenRequest): RequestId {
    return (slot + generation * generationUnit) as RequestId;
  }

  /** Becomes the same as `other`, in the records that it has. */
  copyFrom(other: Requests): void {
    const { slots } = this;
    const known = Math.min(slots.length, other.slots.length);
    slots.length = known;
    for (let slot = 0; slot < known; slot += 1) copyRequest(slots[slot]!, other.slots[slot]!);
    for (let slot = known; slot < other.slots.length; slot += 1) {
      slots.push({ ...other.slots[slot]! });
    }
    this.free = other.free.slice();
  }

  /** The table as plain data. */
  save(): SavedRequests {
    return {
      generations: this.slots.map(({ generation }) => generation),
      free: this.free.slice(),
      open: this.list().map(({ onReply: _, deadlineEvent: __, ...plain }) => plain),
    };
  }

  /** Takes over the table that {@link save} gave. Nobody outside hears the answers any more. */
  load({ generations, free, open }: SavedRequests): void {
    this.free = free.slice();
    this.slots = generations.map((generation, slot) => ({
      slot,
      generation,
      requester: -1,
      sender: -1,
      target: -1,
      reader: -1,
      reading: null,
      port: 0,
      to: 0,
      tag: 0,
      deadline: 0 as Instant,
      stage: "closed",
      deadlineEvent: noEvent,
      onReply: null,
    }));
    for (const request of open) Object.assign(this.slots[request.slot]!, request);
  }
}

function copyRequest(request: OpenRequest, other: OpenRequest): void {
  request.generation = other.generation;
  request.requester = other.requester;
  request.sender = other.sender;
  request.target = other.target;
  request.reader = other.reader;
  request.reading = other.reading;
  request.port = other.port;
  request.to = other.to;
  request.tag = other.tag;
  request.deadline = other.deadline;
  request.stage = other.stage;
  request.deadlineEvent = other.deadlineEvent;
  request.onReply = other.onReply;
}

/** Open requests as plain data. */
export interface SavedRequests {
  readonly generations: readonly number[];
  readonly free: readonly number[];
  readonly open: readonly Omit<OpenRequest, "onReply" | "deadlineEvent">[];
}
