/**
 * Numbers for what has a slot for a while: the slot, and so many times a unit as it had tenants before. So no number
 * ever means another tenant, and one that is stale is recognized.
 */
const generationUnit = 2 ** 26;
export const slotMask = generationUnit - 1;
/** A slot that had so many tenants is given up. */
export const lastGeneration = 2 ** 27 - 1;

export const keyOf = (slot: number, generation: number): number =>
  slot + generation * generationUnit;

export const slotOf = (key: number): number => key & slotMask;

// By a power of two, so the product is exact.
export const generationOf = (key: number): number => (key * (1 / generationUnit)) | 0;

/** Stands for no slot. */
export const noSlot = -1;
