import type { Instant } from "@orrery/kernel";
import type { ItemIdentity } from "./payload.ts";

/** A message in a queue, under its number there. */
export interface Copy {
  readonly component: string;
  /** Which of all messages that its queue ever stored it is. */
  readonly number: number;
  readonly storedAt: Instant;
  receivedAt: Instant | null;
  condition: "visible" | "inFlight" | "leaving";
}

/**
 * Where one message is: in one queue, as a rule; in two while it moves; in several where faults made
 * copies of it; in none once it has ended. It bears another name in each queue that it comes to.
 */
export class Copies {
  private readonly identities: ItemIdentity[];
  private readonly alive: Copy[] = [];
  /** Its names in queues that it was in: there, requests for it may still come. */
  private readonly names = new Set<string>();

  private readonly received = new Set<string>();
  private wasStored = false;

  /** `null`: of what is in no queue. */
  constructor(identity: ItemIdentity | null) {
    this.identities = identity === null ? [] : [identity];
  }

  /** Whether it is in a queue. */
  get isAlive(): boolean {
    return this.alive.length > 0;
  }

  /** Whether it has ended: it was in a queue, and is in none. What streams keep is in no queue ever. */
  get isOver(): boolean {
    return this.wasStored && !this.isAlive;
  }

  list(): readonly Copy[] {
    return this.alive;
  }

  is({ queue, message }: ItemIdentity): boolean {
    return this.identities.some((own) => own.queue === queue && own.message === message);
  }

  /** Gives it another identity beside those that it has: what it becomes somewhere else. */
  rename(identity: ItemIdentity): void {
    this.identities.push(identity);
  }

  /** Whether somebody who says this number in this queue means it, or meant it while it was there. */
  isNamed(component: string, number: number): boolean {
    return this.names.has(nameOf(component, number));
  }

  /** It was received under this receipt, whose queue is given by the number of its resource. */
  name({ queue, message }: ItemIdentity): void {
    this.received.add(`${queue} ${message}`);
  }

  /** Whether receipts of this queue for this number are its own. */
  isReceived(queue: number, message: number): boolean {
    return this.received.has(`${queue} ${message}`);
  }

  in(component: string, number: number): Copy | undefined {
    return this.alive.find((copy) => copy.component === component && copy.number === number);
  }

  store(component: string, number: number, storedAt: Instant): void {
    this.wasStored = true;
    this.names.add(nameOf(component, number));
    this.alive.push({ component, number, storedAt, receivedAt: null, condition: "visible" });
  }

  end(copy: Copy): void {
    this.alive.splice(this.alive.indexOf(copy), 1);
  }

  /** Forgets a queue, whose name another may have later; returns whether the message was in it. */
  forget(component: string): boolean {
    const here = this.alive.filter((copy) => copy.component === component);
    for (const copy of here) this.end(copy);
    for (const name of this.names) {
      if (name.startsWith(nameOf(component, ""))) this.names.delete(name);
    }
    return here.length > 0;
  }
}

const nameOf = (component: string, number: number | ""): string => `${component} ${number}`;
