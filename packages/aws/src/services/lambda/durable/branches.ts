import type { Plain } from "@orrery/kernel";
import type { BatchResult, BranchOptions, BranchResult } from "./script-steps.ts";

/** How a part of a handler ended. */
export type Outcome = { readonly value: Plain } | { readonly error: unknown };

/** Branches that run beside each other, until enough of them have ended. */
export interface Branches {
  begin(): void;
  ended(index: number, outcome: Outcome): void;
}

/** Begins branches as room comes for them, and says once what they came to. */
export function branchesOf(
  count: number,
  { maxConcurrency = Infinity, completionConfig = {} }: BranchOptions,
  begin: (index: number) => void,
  finish: (result: Plain) => void,
): Branches {
  const results: (BranchResult | undefined)[] = Array.from({ length: count });
  let begun = 0;
  let succeeded = 0;
  let failed = 0;
  let isOver = false;

  function completion(): BatchResult["completionReason"] | null {
    const { minSuccessful, toleratedFailureCount, toleratedFailurePercentage } = completionConfig;
    const isUsual = [minSuccessful, toleratedFailureCount, toleratedFailurePercentage].every(
      (each) => each === undefined,
    );
    // Where nothing is said, the first failure is one too many.
    const tolerated = toleratedFailureCount ?? (isUsual ? 0 : Infinity);
    const share = toleratedFailurePercentage ?? 100;
    if (failed > tolerated || (failed / Math.max(count, 1)) * 100 > share) {
      return "FAILURE_TOLERANCE_EXCEEDED";
    }
    if (succeeded + failed === count) return "ALL_COMPLETED";
    return minSuccessful !== undefined && succeeded >= minSuccessful
      ? "MIN_SUCCESSFUL_REACHED"
      : null;
  }

  function goOn(): void {
    const reason = completion();
    if (isOver) return;
    if (reason !== null) {
      isOver = true;
      const all = Array.from(
        { length: begun },
        (_, index) => results[index] ?? { index, status: "STARTED" },
      );
      finish({ all, completionReason: reason } as unknown as Plain); // Plain data.
      return;
    }
    while (!isOver && begun < count && begun - succeeded - failed < maxConcurrency) {
      begun += 1;
      begin(begun - 1);
    }
  }

  return {
    begin: goOn,
    ended(index, outcome) {
      if (isOver) return;
      if ("error" in outcome) {
        failed += 1;
        const { error } = outcome;
        const errorType = error instanceof Error ? error.name : "Error";
        const errorMessage = error instanceof Error ? error.message : String(error);
        results[index] = { index, status: "FAILED", error: { errorType, errorMessage } };
      } else {
        succeeded += 1;
        results[index] = { index, status: "SUCCEEDED", result: outcome.value };
      }
      goOn();
    },
  };
}
