import type { Charge } from "../../service/billing.ts";

/** What documents cost by themselves: nothing that a run prices. AWS charges for instances, their storage and input and output. */
export const docdbCharges = (): readonly Charge[] => [];
