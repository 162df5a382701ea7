// What an event's `kind` says; of a timer, its number follows above these bits.
export const timerEvent = 0;
export const requestEvent = 1;
export const replyEvent = 2;
export const deadlineEvent = 3;
/** A request that a fault delayed or doubled, and none strikes again. */
export const struckRequestEvent = 4;
/** What a fault does to a component itself; the argument tells which of the injected ones. */
export const strikeEvent = 5;
export const kindBits = 3;
export const kindMask = (1 << kindBits) - 1;
