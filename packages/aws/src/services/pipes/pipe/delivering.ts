import {
  after,
  noEffects,
  slab,
  type Lost,
  type Plain,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import type { Arrival, Entry, EntryOf, WorkOutcome } from "../../../service/entry.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import { oldestOf } from "../../../service/origin.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { TargetPlan } from "../config.ts";
import { pipesLimits } from "../limits.ts";
import type { PipeEffect } from "../protocol.ts";
import { metrics, ports, type Edited, type Pipe, type PipeContext } from "./declarations.ts";
import { countTaken, end, failureOf } from "./ending.ts";
import { factsOf } from "./facts.ts";
import { isPath, valueAt } from "./json-path.ts";
import { headFor, refusalOf, turnAt } from "./http-request.ts";
import { log } from "./logging.ts";
import { placesNamedIn } from "./records.ts";
import type { Failure } from "./state.ts";
import { rendered } from "./template-text.ts";

/** Above the number of events that a batch may have: which execution a request is of, and from which event on. */
const places = 2 ** 20;

/** How a pipe gives the events of a batch to its target. */
export function delivering(entryOf: EntryOf) {
  const entryFor = ({ kind }: TargetPlan): Entry | null => (kind === null ? null : entryOf(kind)!); // It was looked for.

  /** Sends the events of a batch, each as the target takes them. */
  function deliver(
    pipe: Pipe,
    id: SlabId,
    events: readonly Plain[],
    isInPlace: boolean,
    context: PipeContext,
  ): readonly PipeEffect[] {
    const execution = slab.edit(pipe.executions, id)!; // It is in work.
    const { target } = context.settings;
    execution.stage = "delivering";
    execution.stageAt = context.now;
    execution.events = events;
    execution.isInPlace = isInPlace;
    if (events.length === 0) {
      log(pipe, execution, "TARGET_STAGE_SKIPPED", context);
      context.observe(metrics.TargetStageSkipped, 1);
      context.observe(metrics.EventsSkipped, execution.batch.items.length);
      return end(pipe, id, [], null, context);
    }
    log(pipe, execution, "TARGET_STAGE_ENTERED", context, { payload: events });
    const { template } = target;
    if (template !== null) {
      log(pipe, execution, "TARGET_TRANSFORMATION_STARTED", context, { payload: events });
    }
    const facts = factsOf(execution, context);
    const values = events.map((event) =>
      template === null ? event : rendered(template, event, facts),
    );
    if (template !== null) {
      log(pipe, execution, "TARGET_TRANSFORMATION_SUCCEEDED", context, { payload: values });
    }
    log(pipe, execution, "TARGET_INVOCATION_STARTED", context, { awsRequest: values });
    const entry = entryFor(target);
    const inputs = inputsFor(execution, values, target, entry);
    execution.left = inputs.length;
    const { beganAt } = execution;
    const door = entry?.doors.event;
    return inputs.map(({ place, input }) => {
      const wait =
        door?.hasTurns === true ? turnAt(door, ports.target, beganAt, context) : undefined;
      return {
        type: "send",
        port: ports.target,
        to: 0,
        input,
        tag: slab.slotOf(id) * places + place, // It answers before the slot is free.
        deadline: after(beganAt, pipesLimits.executionTime),
        ...(wait === undefined ? {} : { after: wait }),
      };
    });
  }

  /** Hears what became of one request. */
  function hear(
    pipe: Pipe,
    tag: number,
    body: Tagged | Lost,
    context: PipeContext,
  ): readonly PipeEffect[] {
    const id = slab.idAt(pipe.executions, Math.floor(tag / places))!; // It waits for this answer.
    const execution = slab.edit(pipe.executions, id)!;
    const { target } = context.settings;
    const entry = entryFor(target);
    const outcome = outcomeOf(body, tag % places, execution, target, entry);
    execution.left -= 1;
    if (outcome.failed.length > 0) {
      execution.failed = [...execution.failed, ...outcome.failed];
      // What the user has a part in is what counts.
      if (execution.failure === null || outcome.failure!.isCounted) {
        execution.failure = outcome.failure;
      }
    }
    if (body.type === "lost") {
      context.observe(metrics.ExecutionTimeout, 1);
      log(pipe, execution, "EXECUTION_TIMEOUT", context, { error: outcome.failure! }); // It failed.
    }
    if (execution.left > 0) return noEffects;
    const { failed, failure, events } = execution;
    context.observe(metrics.TargetStageDuration, context.now - execution.stageAt);
    const isAll = failed.length >= events.length;
    const how = failure === null ? "SUCCEEDED" : isAll ? "FAILED" : "PARTIALLY_FAILED";
    const data = failure === null ? {} : { error: failure };
    const answer = workOf(target, entry)?.outcomeOf;
    const said =
      answer === undefined || body.type === "refused" || body.type === "lost"
        ? {}
        : { awsResponse: answer(body).value };
    log(pipe, execution, `TARGET_INVOCATION_${how}`, context, { ...said, ...data });
    log(pipe, execution, `TARGET_STAGE_${how}`, context, data);
    if (failure !== null) {
      context.observe(isAll ? metrics.TargetStageFailed : metrics.TargetStagePartiallyFailed, 1);
    }
    countTaken(execution, failed, context);
    return end(pipe, id, failed, failure, context);
  }

  return { deliver, hear };
}

interface Request {
  /** Of its first event. */
  readonly place: number;
  readonly input: Tagged;
}

function inputsFor(
  { events, batch, isInPlace }: Edited,
  values: readonly Plain[],
  target: TargetPlan,
  entry: Entry | null,
): readonly Request[] {
  const work = workOf(target, entry);
  if (work !== undefined) {
    const size = sizeInUtf8(JSON.stringify(values));
    const payload = { type: "json", value: values, size } as const;
    return [{ place: 0, input: work.inputFor(payload, oldestOf(batch.items)) }];
  }
  const whole = isInPlace ? null : oldestOf(batch.items);
  const arrivals = values.map((value, place): Arrival => {
    const event = events[place]!;
    const said = target.bus === null ? value : busEvent(value, event, target.bus);
    const body = typeof said === "string" ? said : JSON.stringify(said);
    const group = textAt(target.group, event);
    const id = textAt(target.deduplicationId, event);
    // A message has the bytes of its body.
    const text = { body, size: sizeInUtf8(body) };
    return { text, group, deduplicationId: id, trail: whole ?? batch.items[place]!.trail };
  });
  if (entry === null) {
    return arrivals.map(({ text: { body, size }, trail }, place) => {
      const input: Deliver = { type: "deliver", body, size, key: null, trail };
      return { place, input };
    });
  }
  const { http, arn } = target;
  if (http !== null) {
    const { inputOf } = entry.doors.request!; // APIs answer.
    return arrivals.map((arrival, place) => ({
      place,
      input: inputOf({ ...arrival, group: null, http: headFor(arn, http, events[place]!) }),
    }));
  }
  const door = entry.doors.event!; // It was looked for.
  const together = door.batch;
  if (together === undefined || arrivals.length === 1) {
    return arrivals.map((arrival, place) => ({ place, input: door.inputOf(arrival) }));
  }
  const requests: Request[] = [];
  for (let place = 0; place < arrivals.length; place += together.most) {
    const some = arrivals.slice(place, place + together.most);
    const entries = some.map((arrival) => together.entryOf(arrival));
    requests.push({ place, input: together.inputOf(entries, some[0]!.trail) });
  }
  return requests;
}

const textAt = (said: string | null, event: Plain): string | null => {
  if (said === null || !isPath(said)) return said;
  const value = valueAt(event, said);
  return value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);
};

/** The event's own members; the bus adds the rest. */
function busEvent(
  value: Plain,
  event: Plain,
  { source, detailType, resources, time }: NonNullable<TargetPlan["bus"]>,
): Plain {
  const at = textAt(time, event);
  return {
    source: textAt(source, event) ?? "",
    "detail-type": textAt(detailType, event) ?? "",
    detail: value,
    resources: resources.map((each) => textAt(each, event) ?? ""),
    ...(at === null ? {} : { time: at }),
  };
}

/** How the target works on a whole batch; `undefined`: it takes events, and answers before it works on them. */
const workOf = ({ isWaitedFor }: TargetPlan, entry: Entry | null) =>
  isWaitedFor ? entry?.doors.request?.work : undefined;

interface Outcome {
  readonly failed: readonly number[];
  readonly failure: Failure | null;
}

const allTaken: Outcome = { failed: [], failure: null };

/** What an answer says of the events of its request, the first of which has this place. */
function outcomeOf(
  body: Tagged | Lost,
  place: number,
  { events }: Edited,
  target: TargetPlan,
  entry: Entry | null,
): Outcome {
  const together = entry?.doors.event?.batch;
  const work = workOf(target, entry);
  const isMany = work !== undefined || (together !== undefined && events.length > 1);
  const count =
    work !== undefined
      ? events.length
      : isMany
        ? Math.min(together!.most, events.length - place)
        : 1;
  const all = Array.from({ length: count }, (_, number) => place + number);
  if (body.type === "lost") {
    const code = "TimeoutException";
    return {
      failed: all,
      failure: { code, message: "The target did not answer.", isCounted: true },
    };
  }
  const refusal = target.http === null ? null : refusalOf(body as HttpAnswer); // An API gives no other.
  if (body.type === "refused") return { failed: all, failure: failureIn(body as Refused) };
  if (refusal !== null) return { failed: all, failure: failureIn(refusal) };
  if (work !== undefined) return workedOn(work.outcomeOf(body), all, events);
  if (!isMany) return allTaken;
  const results = together!.resultsOf(body);
  const failed = all.filter((_, number) => results[number] !== null);
  if (failed.length === 0) return allTaken;
  return { failed, failure: failureIn(results.find((result) => result !== null)!) };
}

/** Throttles and faults of AWS's own are tried again without being counted. */
const failureIn = (refusal: Refused): Failure =>
  failureOf(refusal, isFinal(refusal) && !isThrottle(refusal));

function workedOn(
  { hasFailed, value, failedItems }: WorkOutcome,
  all: readonly number[],
  events: readonly Plain[],
): Outcome {
  const failure = failureOf(refused("TargetError", "The target failed."), true);
  if (hasFailed) return { failed: all, failure };
  const named = placesNamedIn(value, events);
  if (named === null) return { failed: all, failure };
  const failed = [...new Set([...named, ...(failedItems ?? [])])];
  return failed.length === 0 ? allTaken : { failed, failure };
}
