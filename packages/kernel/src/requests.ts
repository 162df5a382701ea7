import { noEvent, type EventKey } from "./scheduler.ts";
import type { RequestId, Tagged } from "./machine.ts";
import type { Instant } from "./time.ts";

const generationUnit = 2 ** 26;
/** A slot that had so many requests is given up, so that no number ever means another request. */
const lastGeneration = 2 ** 27 - 1;

/** A request that is owed an answer. */
export interface OpenRequest {
  /** Its number: a slot, told from its other tenants by the generation. */
  readonly slot: number;
  readonly generation: number;
  /** The component that asks; -1 from outside. */
  requester: number;
  /** The component that owes the answer. */
  readonly target: number;
  readonly port: number;
  readonly to: number;
  readonly tag: number;
  readonly deadline: Instant;
  /** On its way, with its target, or answered: the reply is on its way back. */
  stage: "asked" | "delivered" | "answered";
  /** The event at which it is given up. */
  deadlineEvent: EventKey;
  /** Of a request from outside: who hears the answer. */
  readonly onReply: ((body: Tagged) => void) | null;
}

/** All open requests. */
export class Requests {
  private slots: (OpenRequest | null)[] = [];
  private generations: number[] = [];
  private free: number[] = [];

  open(
    requester: number,
    target: number,
    port: number,
    to: number,
    tag: number,
    deadline: Instant,
    onReply: ((body: Tagged) => void) | null,
  ): RequestId {
    let slot = this.free.pop();
    if (slot === undefined) {
      slot = this.slots.length;
      this.slots.push(null);
      this.generations.push(0);
    }
    const generation = this.generations[slot]!;
    this.slots[slot] = {
      slot,
      generation,
      requester,
      target,
      port,
      to,
      tag,
      deadline,
      stage: "asked",
      deadlineEvent: noEvent,
      onReply,
    };
    return (slot + generation * generationUnit) as RequestId;
  }

  /** The request `id`, while it is open. */
  get(id: RequestId): OpenRequest | null {
    if (id < 0) return null;
    const generation = Math.floor(id / generationUnit);
    const request = this.slots[id - generation * generationUnit];
    return request?.generation === generation ? request : null;
  }

  close(request: OpenRequest): void {
    this.slots[request.slot] = null;
    this.generations[request.slot] = request.generation + 1;
    if (request.generation + 1 < lastGeneration) this.free.push(request.slot);
  }

  /** All open requests, in order of their slots. */
  list(): readonly OpenRequest[] {
    return this.slots.filter((request) => request !== null);
  }

  idOf({ slot, generation }: OpenRequest): RequestId {
    return (slot + generation * generationUnit) as RequestId;
  }

  copy(): Requests {
    const copy = new Requests();
    copy.slots = this.slots.map((request) => (request === null ? null : { ...request }));
    copy.generations = this.generations.slice();
    copy.free = this.free.slice();
    return copy;
  }

  /** The table as plain data. */
  save(): SavedRequests {
    return {
      generations: this.generations.slice(),
      free: this.free.slice(),
      open: this.list().map(({ onReply: _, deadlineEvent: __, ...plain }) => plain),
    };
  }

  /** The table that {@link save} gave. Nobody outside hears the answers any more. */
  static load({ generations, free, open }: SavedRequests): Requests {
    const requests = new Requests();
    requests.generations = generations.slice();
    requests.free = free.slice();
    requests.slots = generations.map(() => null);
    for (const request of open) {
      requests.slots[request.slot] = { ...request, deadlineEvent: noEvent, onReply: null };
    }
    return requests;
  }
}

/** Open requests as plain data. */
export interface SavedRequests {
  readonly generations: readonly number[];
  readonly free: readonly number[];
  readonly open: readonly Omit<OpenRequest, "onReply" | "deadlineEvent">[];
}
