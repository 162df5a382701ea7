import type { Charge } from "../../service/billing.ts";

/** What messages cost by themselves: nothing. AWS charges for brokers and their storage, which no run prices. */
export const mqCharges = (): readonly Charge[] => [];
