import { ring, table, type Invariants } from "@orrery/kernel";
import type { ReservationState } from "./machine.ts";

/** What holds of a capacity reservation between any two inputs. */
export const reservationInvariants: Invariants<ReservationState> = {
  "gives no less than nothing": ({ used, allocated, held }) =>
    used >= 0 && allocated >= 0 && held >= 0,
  "knows what each wants that waits": ({ waiting, wanted }) =>
    ring.list(waiting).length === table.sizeOf(wanted),
};
