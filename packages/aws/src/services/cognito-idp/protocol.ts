import type { Tagged } from "@orrery/kernel";
import type { Text } from "../../service/entry.ts";
import type { Trailed } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { RateCategory } from "./limits.ts";

/** An operation on users of a pool, with AWS's parameters. */
export interface UserRequest extends Tagged, Trailed {
  readonly type: "userRequest";
  readonly operation: string;
  readonly params: PlainObject;
}

/** What somebody outside brings: the parameters of an operation as JSON, of which all may be left out. */
export interface Visit extends Tagged, Trailed {
  readonly type: "visit";
  readonly text: Text;
  /** The user; `null`: one after another. */
  readonly user: string | null;
}

/** What a pool answers. */
export interface PoolAnswer extends Tagged {
  readonly type: "poolAnswer";
  readonly response: PlainObject;
}

/** Asks whether a request may go on. */
export interface TakeTurn extends Tagged {
  readonly type: "takeTurn";
  readonly category: RateCategory;
}

/** Whether it may. */
export interface Turn extends Tagged {
  readonly type: "turn";
  readonly isThere: boolean;
}
