import {
  ring,
  table,
  type Draft,
  type Reply,
  type RequestId,
  type Ring,
  type Table,
} from "@orrery/kernel";

/** Who has capacity, and who waits for some. */
export interface Capacity {
  readonly used: number;
  /** Requests that are not answered, in their order. */
  readonly waiting: Ring<RequestId>;
  /** How much each of them wants, by the request. */
  readonly wanted: Table<number>;
}

/** Capacity that nobody has. */
export const allFree = (): Capacity => ({ used: 0, waiting: ring.empty(), wanted: table.empty() });

const taken = Object.freeze({ type: "taken" as const });
type Taken = Reply<typeof taken>;

/** Somebody wants some. @returns the answer, where it is there. */
export function want(
  capacity: Draft<Capacity>,
  request: RequestId,
  amount: number,
  most: number,
): readonly Taken[] {
  ring.push(capacity.waiting, request);
  table.set(capacity.wanted, `${request}`, amount);
  return grant(capacity, most);
}

/** Answers those in front for whom there is room: in their order. */
export function grant(capacity: Draft<Capacity>, most: number): readonly Taken[] {
  const answers: Taken[] = [];
  for (;;) {
    const request = ring.peek(capacity.waiting);
    if (request === -1) return answers;
    const amount = table.get(capacity.wanted, `${request}`)!; // Each that waits wants some.
    if (capacity.used + amount > most) return answers;
    ring.shift(capacity.waiting);
    table.remove(capacity.wanted, `${request}`);
    capacity.used += amount;
    answers.push({ type: "reply", to: request as RequestId, body: taken });
  }
}

/** Somebody gives some back. */
export function free(capacity: Draft<Capacity>, amount: number, most: number): readonly Taken[] {
  capacity.used -= amount;
  return grant(capacity, most);
}
