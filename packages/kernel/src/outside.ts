import type { ArchitectureChange } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

/** What went into a simulation from outside, and when: with it a run can be repeated. */
export type OutsideInput = OutsideBase &
  (
    | { readonly do: "tell"; readonly name: string; readonly input: Tagged }
    | { readonly do: "apply"; readonly change: ArchitectureChange }
  );

interface OutsideBase {
  /** The number of events that had happened. */
  readonly event: number;
  readonly at: Instant;
}
