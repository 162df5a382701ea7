import type { Invariants } from "@orrery/kernel";
import type { FunctionState } from "./declarations.ts";

/** What holds of every CloudFront Function between any two inputs. */
export const functionInvariants: Invariants<FunctionState> = {
  "counts its runs": ({ count }) => Number.isInteger(count) && count >= 0,
};
