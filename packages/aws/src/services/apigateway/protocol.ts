import type { Tagged } from "@orrery/kernel";
import type { Text } from "../../service/entry.ts";
import type { HttpHead } from "../../service/http.ts";
import type { Trailed } from "../../service/origin.ts";

/** A request that comes to a REST API. */
export interface RestRequest extends Tagged, Trailed {
  readonly type: "httpRequest";
  readonly http: HttpHead;
  /** The body. */
  readonly text: Text;
}

/** Empties the cache of a stage. */
export interface FlushCache extends Tagged {
  readonly type: "flushCache";
  readonly stage: string;
  /** What of it: answers, or what authorizers said. */
  readonly what: "responses" | "authorizers";
}
