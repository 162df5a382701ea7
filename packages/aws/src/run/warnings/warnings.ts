import type { Run } from "../run.ts";
import { viewOf, type RunView } from "../run-view.ts";
import { backlogWarnings } from "./backlog.ts";
import { behaviorWarnings } from "./behavior.ts";
import { concurrencyWarnings } from "./concurrency.ts";
import { deadLetterQueueWarnings } from "./dead-letter-queue.ts";
import { faultWarnings } from "./faults.ts";
import { imageRuntimeWarnings } from "./image-runtime.ts";
import { idleReceiveWarnings } from "./idle-receives.ts";
import { lossWarnings } from "./loss.ts";
import { recursionWarnings } from "./recursion.ts";
import { unmodeledWarnings } from "./unmodeled.ts";
import { sharedQueueWarnings } from "./shared-queue.ts";
import { visibilityTimeoutWarnings } from "./visibility-timeout.ts";
import { duplicateWarnings } from "./duplicates.ts";
import { workloadWarnings } from "./workload.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** All that is looked for, in the order in which it is said. A new topic is a file and a line here. */
const topics: readonly WarningTopic[] = [
  workloadWarnings,
  visibilityTimeoutWarnings,
  concurrencyWarnings,
  sharedQueueWarnings,
  deadLetterQueueWarnings,
  backlogWarnings,
  idleReceiveWarnings,
  duplicateWarnings,
  lossWarnings,
  recursionWarnings,
  imageRuntimeWarnings,
  behaviorWarnings,
  faultWarnings,
  unmodeledWarnings,
];

/**
 * What a careful reader of a run would point out, a sentence each: settings that AWS advises against,
 * losses, and what was taken for granted. Resources are named by their logical ids.
 */
export function warningsOf(run: Run, view: RunView = viewOf(run)): readonly string[] {
  return topics.flatMap((topic) => topic(view));
}
