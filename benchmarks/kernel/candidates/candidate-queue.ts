import type { Scheduler } from "@orrery/kernel";

/** What the hold model needs of a structure that could be the event queue. */
export type CandidateQueue = Pick<
  Scheduler,
  "now" | "pending" | "schedule" | "cancel" | "peek" | "take"
>;
