import type { ResourceKind } from "../../../service/resource-kind.ts";
import { reservationCharges } from "../pricing.ts";
import { reservationReporting } from "../reporting/reporting.ts";
import { reservationInvariants } from "./invariants.ts";
import { gauges, meters, reservationMachine } from "./machine.ts";

/** A capacity reservation, as everybody else sees it. */
export const reservationKind: ResourceKind = {
  machine: reservationMachine,
  invariants: reservationInvariants,
  noun: "capacity reservation",
  rules: [],
  metrics: { ...meters, ...gauges },
  charges: reservationCharges,
  reporting: reservationReporting,
};
