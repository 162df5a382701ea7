import type { Duration } from "@orrery/kernel";

/** The pause after `pause`: twice as long, up to the longest. */
export const doubled = (pause: Duration, longest: Duration): Duration =>
  pause * 2 < longest ? ((pause * 2) as Duration) : longest;
