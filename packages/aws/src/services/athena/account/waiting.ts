import {
  table,
  type Draft,
  type Plain,
  type Reply,
  type RequestId,
  type Table,
} from "@orrery/kernel";

/** Who has capacity, and who waits for some, each by a key of its own. */
export interface Capacity {
  readonly used: number;
  /** How much each has. */
  readonly held: Table<number>;
  /** Those who wait, in their order. */
  readonly waiting: Table<Wish>;
}

/** Somebody waits for capacity. A value. */
interface Wish {
  readonly request: RequestId;
  readonly amount: number;
}

/** Capacity that nobody has. */
export const allFree = (): Capacity => ({
  used: 0,
  held: table.empty(),
  waiting: table.empty(),
});

const taken = Object.freeze({ type: "taken" as const });
type Taken = Reply<typeof taken>;

/** Somebody wants some; who has it already is told so. @returns the answers that are there. */
export function want(
  capacity: Draft<Capacity>,
  key: string,
  wish: Wish,
  most: number,
): readonly Taken[] {
  if (table.has(capacity.held, key)) return [{ type: "reply", to: wish.request, body: taken }];
  table.set(capacity.waiting, key, wish);
  return grant(capacity, most);
}

/** Answers those in front for whom there is room: in their order. */
export function grant(capacity: Draft<Capacity>, most: number): readonly Taken[] {
  const answers: Taken[] = [];
  for (;;) {
    const key = table.firstKey(capacity.waiting);
    const wish = table.firstValue(capacity.waiting);
    if (key === undefined || wish === undefined) return answers;
    if (capacity.used + wish.amount > most) return answers;
    table.removeFirst(capacity.waiting);
    table.set(capacity.held, key, wish.amount);
    capacity.used += wish.amount;
    answers.push({ type: "reply", to: wish.request, body: taken });
  }
}

/** Somebody gives back what it has, if it has any. */
export function free(capacity: Draft<Capacity>, key: string, most: number): readonly Taken[] {
  const amount = table.get(capacity.held, key);
  if (amount === undefined) return [];
  table.remove(capacity.held, key);
  capacity.used -= amount;
  return grant(capacity, most);
}

/** What decides the future of capacity. */
export const canonicalCapacity = ({ used, held, waiting }: Capacity): Plain => [
  used,
  table.list(held).map(([key, amount]) => [key, amount]),
  table.list(waiting).map(([key, { amount }]) => [key, amount]),
];

/** Whether what is used is what those have who have some. */
export const isCounted = ({ used, held }: Capacity): boolean =>
  used === table.list(held).reduce((all, [, amount]) => all + amount, 0);
