import type { Distribution, Plain, Tagged } from "@orrery/kernel";
import type { Text } from "../../service/entry.ts";
import type { HttpHead } from "../../service/http.ts";
import type { Trailed } from "../../service/origin.ts";

/** A request that comes to a distribution. */
export interface EdgeRequest extends Tagged, Trailed {
  readonly type: "httpRequest";
  readonly http: HttpHead;
  /** The body. */
  readonly text: Text;
}

/** Asks a distribution to forget objects. */
export interface Invalidate extends Tagged {
  readonly type: "invalidate";
  readonly id: string;
  readonly paths: readonly string[];
}

/** It is being done. */
export interface Invalidating extends Tagged {
  readonly type: "invalidating";
}

/** Asks which invalidations are not done. */
export interface ShowInvalidations extends Tagged {
  readonly type: "showInvalidations";
}

/** Those that are not, with their numbers of paths. */
export interface InvalidationsShown extends Tagged {
  readonly type: "invalidations";
  readonly open: readonly {
    readonly id: string;
    readonly paths: number;
    readonly wildcards: number;
  }[];
}

/** Asks a CloudFront Function. */
export interface RunFunction extends Tagged, Trailed {
  readonly type: "run";
  /** The event, of the version 1.0. */
  readonly event: Plain;
}

/** What a function returned. */
export interface FunctionRan extends Tagged {
  readonly type: "ran";
  /** `null`: the event goes on as it is. */
  readonly returned: Plain;
  /** The domain of the origin that it chose; left out: none. */
  readonly domainName?: string;
}

/** Why a function returned nothing, as logs name it. */
export interface FunctionFailed extends Tagged {
  readonly type: "failed";
  readonly why: FunctionFailure;
}
export type FunctionFailure =
  "FunctionExecutionError" | "FunctionThrottledError" | "FunctionValidationError";

/** A request to an origin outside. */
export interface OriginRequest extends Tagged, Trailed {
  readonly type: "originRequest";
  readonly http: HttpHead;
  readonly size: number;
}

/** How an origin outside answers, as a scenario says. Plain data. */
export interface OriginBehavior {
  readonly latency: Distribution;
  readonly status: number;
  readonly body: string;
  readonly failures: number;
  readonly failureStatus: number;
  readonly unreachable: number;
  /** The header of its answers; empty for none. */
  readonly cacheControl: string;
  /** Bytes of an answer; 0: those of its body. */
  readonly size: number;
}
