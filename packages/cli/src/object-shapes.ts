/** The keys of objects that were written, by which others like it need not name theirs. */
export interface Shape {
  readonly keys: readonly string[];
  /** What all have in their first member, `type`; `null`: they have none. */
  readonly type: string | null;
  /** How many members are known by the shape. */
  readonly constant: number;
  readonly code: number;
  readonly members: readonly Site[];
}

/** A place at which objects stand, and the shapes that they had there. */
export interface Site {
  /** Whether they may be passed on as they are, from event to event. */
  readonly isShared: boolean;
  last: Shape | null;
  readonly others: Shape[];
}

/** A place at which nothing stood yet. */
export const newSite = (isShared: boolean): Site => ({ isShared, last: null, others: [] });

/** Whether an object has the keys of a shape in their order, and its type. */
export function hasShape(value: object, { keys, type }: Shape): boolean {
  const { length } = keys;
  let place = 0;
  for (const key in value) {
    if (place === length || key !== keys[place]) return false;
    place += 1;
  }
  return place === length && (type === null || (value as { type?: unknown }).type === type);
}

/** The members that are passed on as they are: what is stored, sent on and received. */
export const passedOn: ReadonlySet<string> = new Set([
  "input",
  "body",
  "payload",
  "messages",
  "entries",
  "content",
  "items",
]);
