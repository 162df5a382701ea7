import { settingsOf } from "./environment-settings.ts";
import { finish } from "./finishing.ts";
import { inMicroseconds, stepAfter } from "./steps.ts";
import { type SlabId, type Effects } from "@orrery/kernel";
import { responseTooLarge } from "./function-error.ts";
import { lambdaLimits, responseStreaming } from "../limits.ts";
import type { FunctionEffect } from "../protocol.ts";
import { metrics, type FunctionContext } from "./declarations.ts";
import { failedOutcome, type Outcome } from "./outcome.ts";
import { planOf } from "./plan.ts";
import { type EnvironmentDraft, type FunctionDraft } from "./state.ts";

/** Answers with a response of so many bytes: as a whole, or as fast as it can be streamed. */
export function answer(
  fn: FunctionDraft,
  id: SlabId,
  environment: EnvironmentDraft,
  outcome: Outcome,
  bytes: number,
  context: FunctionContext,
): Effects<FunctionEffect> {
  if (!environment.streams) {
    const isTooLarge = bytes > lambdaLimits.responsePayload;
    return finish(fn, id, environment, isTooLarge ? tooLargeOutcome : outcome, context);
  }
  const { streamedPayload: most } = planOf(settingsOf(fn, environment, context));
  const sent = Math.min(bytes, most);
  const { uncapped, bytesPerSecond } = responseStreaming;
  const capped = Math.max(0, sent - uncapped);
  context.observe(metrics.StreamedResponseBytes, sent);
  if (capped > 0) context.observe(metrics.BilledStreamedBytes, capped);
  const ending = bytes > most ? streamTooLarge(most) : outcome;
  if (capped === 0) return finish(fn, id, environment, ending, context);
  environment.condition = "busy";
  environment.streamed = { ...ending, since: context.now };
  return stepAfter(id, environment, inMicroseconds((capped / bytesPerSecond) * 1_000_000), context);
}

const tooLargeOutcome: Outcome = Object.freeze(failedOutcome("responseSize", responseTooLarge));

const streamTooLarge = (most: number): Outcome =>
  failedOutcome("responseSize", {
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${most} bytes).`,
  });
