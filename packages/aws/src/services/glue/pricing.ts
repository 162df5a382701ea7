import type { Charge } from "../../service/billing.ts";

/**
 * What a table of the Data Catalog costs: nothing, since the first million objects that are stored in an account are free.
 * Requests are billed to who makes them.
 *
 * Source: https://aws.amazon.com/glue/pricing/, read 2026-11.
 */
export const tableCharges = (): readonly Charge[] => [];
