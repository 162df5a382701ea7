import type { Refused } from "../../../service/refusal.ts";

/** A refusal on its way out of what reads a request, where it is a value again. */
export class Refusal extends Error {
  readonly refused: Refused;

  constructor(why: Refused) {
    super(why.message);
    this.refused = why;
  }
}

/** What was read; a refusal goes out. */
export function taken<Value extends object | null>(read: Value | Refused): Value {
  if (read !== null && "type" in read && read.type === "refused") throw new Refusal(read);
  return read as Value; // It is no refusal.
}
