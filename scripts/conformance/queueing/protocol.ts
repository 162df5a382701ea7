import type { RequestId } from "@orrery/kernel";

/** A job asks to be served. */
export interface Arrive {
  readonly type: "arrive";
}

/** How a station answers a job: when it was served, or at once when there was no room. */
export type StationReply = { readonly type: "served" } | { readonly type: "refused" };

/** A job in a station. */
export interface Job {
  readonly request: RequestId;
  readonly arrivedAt: number;
}
