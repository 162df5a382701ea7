/**
 * The epoch: the span between two forks.
 *
 * A chunk of a collection bears the epoch in which it was made or last copied. One from an earlier
 * epoch may be shared with a fork, so it is copied before it is written. The kernel enters the
 * epoch of a simulation for the length of a transition there; nothing else depends on it.
 */
export let currentEpoch = 0;

// Each is given once, for the length of the process: which number it is decides nothing.
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
