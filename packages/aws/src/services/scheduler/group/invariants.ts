import { slab, table, type Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import { never } from "../config.ts";
import type { GroupState } from "./state.ts";

/** What holds of a group of schedules between any two inputs. */
export const groupInvariants: Invariants<GroupState> = {
  ...deliveryInvariants,

  "knows each schedule by its name": ({ schedules, names }) =>
    schedules.size === table.sizeOf(names) &&
    table.list(names).every(([name, id]) => slab.read(schedules, id)?.name === name),

  "lets no schedule wait that is disabled": ({ schedules }) =>
    slab.list(schedules).every(({ plan, next }) => plan.isEnabled || next === never),

  "numbers its invocations": ({ schedules, deliveries, invocationCount }) =>
    slab.list(schedules).every(({ last, count }) => last <= invocationCount && count <= last) &&
    slab.list(deliveries).every(({ item }) => item.number <= invocationCount),
};
