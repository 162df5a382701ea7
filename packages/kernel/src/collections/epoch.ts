/**
 * The epoch: the span between two forks.
 *
 * A chunk of a collection bears the epoch in which it was made or last copied. One from an earlier
 * epoch may be shared with a fork, so it is copied before it is written. The kernel enters the
 * epoch of a simulation before it runs a transition there; nothing else depends on it.
 */
export let currentEpoch = 0;

let lastEpoch = 0;

/** An epoch that no chunk bears yet. */
export function newEpoch(): number {
  lastEpoch += 1;
  return lastEpoch;
}

/** Makes `epoch` the current one; returns the one before. */
export function enterEpoch(epoch: number): number {
  const before = currentEpoch;
  currentEpoch = epoch;
  return before;
}
