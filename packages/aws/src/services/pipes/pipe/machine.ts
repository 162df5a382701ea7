import { declare, invariant, noEffects, slab, unreachable, type Machine } from "@orrery/kernel";
import type { WorkOnBatch } from "../../../mapping/work.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { logReadOf } from "../../../service/log.ts";
import type { FormOf } from "../../../service/payload.ts";
import type { PipeSettings } from "../config.ts";
import { pipesLimits } from "../limits.ts";
import type { PipeEffect, PipeInput } from "../protocol.ts";
import { askAccount } from "./ask-account.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  timers,
  type Pipe,
  type PipeContext,
} from "./declarations.ts";
import { delivering } from "./delivering.ts";
import { failureOf } from "./ending.ts";
import { enriching } from "./enriching.ts";
import { log, logOf, passOnLogs, writeLog } from "./logging.ts";
import { eventsOf } from "./records.ts";
import { initialPipe, type PipeState } from "./state.ts";

/** The machine of a pipe: what its reader has read is enriched, and given to its target. */
export function pipeMachine(
  entryOf: EntryOf,
  formOf: FormOf,
): Machine<PipeSettings, PipeState, PipeInput, PipeEffect> {
  const target = delivering(entryOf);
  const enrichment = enriching(entryOf, target.deliver, mostOf);

  /** How many events the target takes at once. */
  function mostOf({ settings }: PipeContext): number {
    const { kind, isWaitedFor } = settings.target;
    const doors = kind === null ? undefined : entryOf(kind)!.doors; // It was looked for.
    const isWhole = isWaitedFor && doors?.request?.work !== undefined;
    return isWhole
      ? pipesLimits.batchSize.max
      : (doors?.event?.batch?.most ?? pipesLimits.batchSize.max);
  }

  function begin(
    pipe: Pipe,
    { payload }: WorkOnBatch,
    context: PipeContext,
  ): readonly PipeEffect[] {
    invariant(payload.type === "batch", "a pipe is given what no source has");
    const { now, request, settings } = context;
    const room = askAccount("beginExecution", context);
    pipe.count += 1;
    const { count: number } = pipe;
    if (room.type === "refused") {
      context.observe(metrics.ExecutionThrottled, 1);
      const error = failureOf(room, false);
      log(pipe, { number, batch: payload }, "EXECUTION_THROTTLED", context, { error });
      return [{ type: "reply", to: request, body: room }];
    }
    context.observe(metrics.Invocations, 1);
    context.observe(metrics.EventCount, payload.items.length);
    context.observe(metrics.EventSize, payload.size);
    const units = Math.ceil(payload.size / pipesLimits.requestUnit);
    context.observe(metrics.BilledRequests, units > 1 ? units : 1);
    const events = eventsOf(payload, formOf(payload.form), settings.epochMilliseconds);
    log(pipe, { number, batch: payload }, "EXECUTION_STARTED", context, { payload: events });
    const id = slab.insert(pipe.executions, {
      number,
      request,
      batch: payload,
      beganAt: now,
      stageAt: now,
      stage: "enriching",
      events,
      isInPlace: true,
      left: 0,
      failed: [],
      failure: null,
    });
    return settings.enrichment === null
      ? target.deliver(pipe, id, events, true, context)
      : enrichment.enrich(pipe, id, settings.enrichment, context);
  }

  function react(pipe: Pipe, input: PipeInput, context: PipeContext): readonly PipeEffect[] {
    switch (input.type) {
      case "invoke":
        return begin(pipe, input, context);
      case "readLog": {
        const { now, settings, request } = context;
        return [{ type: "reply", to: request, body: logReadOf(logOf(pipe, settings, now), input) }];
      }
      case "settingsChanged":
        if (context.settings.activeFrom > context.now) {
          context.observe(metrics["pipes.transitionTime"], 1);
        }
        if (context.settings.logging?.isKept === true) pipe.log ??= slab.empty();
        return noEffects;
      case "replied":
        switch (input.port) {
          case ports.enrichment:
            return enrichment.hear(pipe, input.tag, input.body, context);
          case ports.target:
            return target.hear(pipe, input.tag, input.body, context);
          default: // Of a log.
            if (input.body.type === "refused" || input.body.type === "lost") {
              context.observe(metrics.LogRecordsRefused, input.tag);
            }
            return noEffects;
        }
      case "timerFired":
        return input.timer === timers.writeLog
          ? writeLog(pipe, entryOf, context)
          : enrichment.answer(pipe, input.index, context);
      default:
        return unreachable(input);
    }
  }

  return {
    kind: "pipes.pipe",
    stateVersion: 2,
    inputs: declare("invoke", "settingsChanged", "replied", "timerFired", "readLog"),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: initialPipe,

    transition(pipe, input, context) {
      if (context.settings.logging === null) return react(pipe, input, context);
      const isWaiting = pipe.toBucket.size > 0;
      const effects = react(pipe, input, context);
      return [...effects, ...passOnLogs(pipe, isWaiting, entryOf, context)];
    },

    fingerprint: (input) =>
      input.type === "invoke" && input.payload.type === "batch" ? input.payload.items.length : 0,

    canonical,
    gauges: ({ executions }) => ({ Concurrency: executions.size }),
  };
}
