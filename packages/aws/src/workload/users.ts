import { after, type Duration, type Instant } from "@orrery/kernel";
import { purposes, timers, type WorkloadContext } from "./declarations.ts";
import { leastPause } from "./limits.ts";
import { samplerOf } from "./payload.ts";
import type { UserSettings } from "./state.ts";

// Set for the length of one call, so that no closure is made for each thought.
let source: WorkloadContext | null = null;
const drawThinking = (): number => source!.random(purposes.think);

/** Users come one after another, and think before they send for the first time. */
export function usersComing(users: UserSettings, context: WorkloadContext): void {
  const { from } = context.settings;
  const start = from > context.now ? from : context.now;
  for (let user = 0; user < users.count; user += 1) {
    const comes = after(start, Math.floor((users.over * user) / users.count) as Duration);
    awaitUser(user, comes, context);
  }
}

/** Has a user think from `since` on, and then send, unless the workload is over by then. */
export function awaitUser(user: number, since: Instant, context: WorkloadContext): void {
  const { users, until, breaker } = context.settings;
  source = context;
  const least = breaker === null ? 0 : leastPause;
  const thinking = Math.max(least, Math.round(samplerOf(users!.think)(drawThinking)));
  source = null;
  const at = after(since, thinking as Duration);
  if (until === null || at < until) context.effects.setTimer(timers.user, user, at);
}
