import type { Invariants } from "@orrery/kernel";
import { isCounted } from "../account/waiting.ts";
import type { ReservationState } from "./machine.ts";

/** What holds of a capacity reservation between any two inputs. */
export const reservationInvariants: Invariants<ReservationState> = {
  "gives no less than nothing": ({ allocated, accrued }) => allocated >= 0 && accrued >= 0,
  "uses what its queries have": isCounted,
};
