import { ring, type Invariants } from "@orrery/kernel";
import type { ActivityState } from "./machine.ts";

/** What holds of every activity between any two inputs. */
export const activityInvariants: Invariants<ActivityState> = {
  "has every task and every worker in its line": ({ tasks, order, workers, workerOrder }) => {
    const [line, workerLine] = [new Set(ring.list(order)), new Set(ring.list(workerOrder))];
    return line.size >= tasks.size && workerLine.size >= workers.size;
  },
};
