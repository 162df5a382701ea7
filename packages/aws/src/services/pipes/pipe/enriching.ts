import {
  after,
  compileDistribution,
  slab,
  type Duration,
  type Lost,
  type Plain,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import { oldestOf } from "../../../service/origin.ts";
import type { Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { EnrichmentPlan } from "../config.ts";
import { pipesLimits } from "../limits.ts";
import type { PipeEffect } from "../protocol.ts";
import { metrics, ports, purposes, timers, type Pipe, type PipeContext } from "./declarations.ts";
import { end } from "./ending.ts";
import { headFor, refusalOf, turnAt } from "./http-request.ts";
import { factsOf } from "./facts.ts";
import { log } from "./logging.ts";
import type { Failure } from "./state.ts";
import { rendered } from "./template-text.ts";

/** Goes on with the events of a batch. */
type GoOn = (
  pipe: Pipe,
  id: SlabId,
  events: readonly Plain[],
  isInPlace: boolean,
  context: PipeContext,
) => readonly PipeEffect[];

/** How a pipe has the events of a batch enriched. */
export function enriching(entryOf: EntryOf, goOn: GoOn, mostOf: (context: PipeContext) => number) {
  /** Asks the enrichment. */
  function enrich(
    pipe: Pipe,
    id: SlabId,
    plan: EnrichmentPlan,
    context: PipeContext,
  ): readonly PipeEffect[] {
    const execution = slab.edit(pipe.executions, id)!; // It is in work.
    const facts = factsOf(execution, context);
    const { template, kind, answers } = plan;
    const payload = execution.events;
    log(pipe, execution, "ENRICHMENT_STAGE_ENTERED", context, { payload });
    if (template !== null) {
      log(pipe, execution, "ENRICHMENT_TRANSFORMATION_STARTED", context, { payload });
    }
    const values = execution.events.map((event) =>
      template === null ? event : rendered(template, event, facts),
    );
    execution.events = values;
    if (template !== null) {
      log(pipe, execution, "ENRICHMENT_TRANSFORMATION_SUCCEEDED", context, { payload: values });
    }
    log(pipe, execution, "ENRICHMENT_INVOCATION_STARTED", context, { awsRequest: values });
    const doors = kind === null ? undefined : entryOf(kind)!.doors; // It was looked for.
    const trail = oldestOf(execution.batch.items);
    const send = (input: Tagged, wait?: Duration): PipeEffect => ({
      type: "send",
      port: ports.enrichment,
      to: 0,
      input,
      tag: slab.slotOf(id),
      deadline: after(execution.beganAt, pipesLimits.executionTime),
      ...(wait === undefined || wait === 0 ? {} : { after: wait }),
    });
    // An API gets all events at once, and so does an endpoint outside.
    const asked = plan.http === null ? doors?.event : doors!.request;
    if (asked !== undefined && (plan.http !== null || asked.hasTurns === true)) {
      const body = JSON.stringify(values);
      const arrival = {
        text: { body, size: sizeInUtf8(body) },
        ...(plan.http === null ? {} : { http: headFor(plan.arn, plan.http, values[0]!) }),
        ...{ group: null, deduplicationId: null, trail },
      };
      return [
        send(asked.inputOf(arrival), turnAt(asked, ports.enrichment, execution.beganAt, context)),
      ];
    }
    const work = doors?.request?.work;
    if (work === undefined) {
      execution.stage = "waiting";
      const { after: law } = answers;
      const drawn =
        law === undefined
          ? 0
          : compileDistribution(law)(() => context.random(purposes.enrichmentTime));
      const time = Math.max(0, Math.round(drawn)) as Duration;
      return [
        {
          type: "setTimer",
          timer: timers.answer,
          index: slab.slotOf(id),
          at: after(context.now, time),
        },
      ];
    }
    const size = sizeInUtf8(JSON.stringify(values));
    // Of whom nobody says what it returns passes on what it got.
    const given = { type: "json", value: values, size, usual: values } as const;
    return [send(work.inputFor(given, trail))];
  }

  /** Hears the enrichment. */
  function hear(
    pipe: Pipe,
    slot: number,
    body: Tagged | Lost,
    context: PipeContext,
  ): readonly PipeEffect[] {
    const id = slab.idAt(pipe.executions, slot)!; // It waits for this answer.
    const execution = slab.edit(pipe.executions, id)!;
    context.observe(metrics.EnrichmentStageDuration, context.now - execution.beganAt);
    const { kind, http } = context.settings.enrichment!; // It was asked.
    if (body.type === "lost") {
      context.observe(metrics.ExecutionTimeout, 1);
      log(pipe, execution, "EXECUTION_TIMEOUT", context, { error: timedOut });
      return fail(pipe, id, timedOut, context);
    }
    const answered = http === null ? null : (body as HttpAnswer); // An API gives no other, unless it refuses.
    const refusal = body.type === "refused" ? (body as Refused) : answered && refusalOf(answered); // All who refuse say so.
    if (refusal !== null) {
      const { code, message } = refusal;
      const isCounted = isFinal(refusal) && !isThrottle(refusal);
      return fail(pipe, id, { code, message, isCounted }, context);
    }
    if (answered !== null) return take(pipe, id, readBody(answered), context);
    if (entryOf(kind!)!.doors.request === undefined) return said(pipe, id, context);
    const { hasFailed, value } = entryOf(kind!)!.doors.request!.work!.outcomeOf(body);
    return hasFailed ? fail(pipe, id, failedToEnrich, context) : take(pipe, id, value, context);
  }

  /** What a scenario says that an enrichment answers which is not modeled. */
  function answer(pipe: Pipe, slot: number, context: PipeContext): readonly PipeEffect[] {
    const id = slab.idAt(pipe.executions, slot)!; // Its timer goes with it.
    const execution = slab.edit(pipe.executions, id)!;
    context.observe(metrics.EnrichmentStageDuration, context.now - execution.beganAt);
    return said(pipe, id, context);
  }

  /** Goes on with what a scenario says; left out: with the events as they are. */
  function said(pipe: Pipe, id: SlabId, context: PipeContext): readonly PipeEffect[] {
    const execution = slab.edit(pipe.executions, id)!; // It is in work.
    const { answers } = context.settings.enrichment!; // It was asked.
    if (answers.response !== undefined) return take(pipe, id, answers.response, context);
    context.observe(metrics.UnsaidEnrichments, execution.events.length);
    const { events } = execution;
    log(pipe, execution, "ENRICHMENT_INVOCATION_SUCCEEDED", context, { awsResponse: events });
    log(pipe, execution, "ENRICHMENT_STAGE_SUCCEEDED", context, { payload: events });
    return goOn(pipe, id, execution.events, true, context);
  }

  function take(pipe: Pipe, id: SlabId, value: Plain, context: PipeContext): readonly PipeEffect[] {
    const execution = slab.read(pipe.executions, id)!; // As above.
    const { batch } = execution;
    log(pipe, execution, "ENRICHMENT_INVOCATION_SUCCEEDED", context, { awsResponse: value });
    if (isEmpty(value) || isTaken(value, context)) {
      log(pipe, execution, "ENRICHMENT_STAGE_SUCCEEDED", context, { payload: value });
    }
    if (isEmpty(value)) return goOn(pipe, id, [], false, context);
    if (!isTaken(value, context)) return fail(pipe, id, tooMuch, context);
    const events = eventsIn(value);
    return goOn(pipe, id, events, events.length === batch.items.length, context);
  }

  /** Whether the target takes so much. */
  const isTaken = (value: Plain, context: PipeContext): boolean =>
    sizeInUtf8(JSON.stringify(value)) <= pipesLimits.enrichmentAnswer &&
    eventsIn(value).length <= mostOf(context);

  function fail(
    pipe: Pipe,
    id: SlabId,
    failure: Failure,
    context: PipeContext,
  ): readonly PipeEffect[] {
    const execution = slab.read(pipe.executions, id)!; // As above.
    context.observe(metrics.EnrichmentStageFailed, 1);
    if (failure !== tooMuch) {
      log(pipe, execution, "ENRICHMENT_INVOCATION_FAILED", context, { error: failure });
    }
    log(pipe, execution, "ENRICHMENT_STAGE_FAILED", context, { error: failure });
    const all = execution.batch.items.map((_, place) => place);
    return end(pipe, id, all, failure, context);
  }

  return { enrich, hear, answer };
}

/** What the body of an answer says, as JSON where it is that. */
function readBody({ body }: HttpAnswer): Plain {
  try {
    return JSON.parse(body) as Plain;
  } catch {
    return body;
  }
}

const eventsIn = (value: Plain): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [value];

const isEmpty = (value: Plain): boolean =>
  value === null ||
  value === "" ||
  (Array.isArray(value)
    ? value.length === 0
    : typeof value === "object" && Object.keys(value).length === 0);

const timedOut: Failure = {
  code: "TimeoutException",
  message: "The enrichment did not answer.",
  isCounted: true,
};
const failedToEnrich: Failure = {
  code: "EnrichmentError",
  message: "The enrichment failed.",
  isCounted: true,
};
const tooMuch: Failure = {
  code: "EnrichmentResponseError",
  message: "The enrichment answered more than the target takes.",
  isCounted: true,
};
