import type { Instant } from "@orrery/kernel";
import type { StateChange } from "../../service/reporting.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";
import type { StepReport } from "./step-report.ts";
import { together, trafficIn, type Span, type Traffic } from "./traffic.ts";
import type { UpdateWatch } from "./update-watch.ts";

/** What those outside met while stacks were updated. Times are in microseconds. */
export interface UpdateTimeline {
  /** From the beginning of the run, or the end of the update before, up to this one. */
  readonly before: Traffic;
  /** From one turn of the update to the next. */
  readonly intervals: readonly UpdateInterval[];
  /** From its end to the next update, or the end of the run; `null`: it was not over. */
  readonly after: Traffic | null;
  /** The errors that those outside met since it began. */
  readonly errors: ErrorSpan;
  /** What it made or changed, as far as requests reached that. */
  readonly reached: readonly Reached[];
  /** When alarms changed their states since it began, the earliest first. */
  readonly alarms: readonly AlarmChange[];
  /** Of an update that was taken back: when nothing reached what it had brought any more; left out of others. */
  readonly backAt?: number;
}

/** A part of an update. */
export interface UpdateInterval {
  readonly from: number;
  readonly until: number;
  /** The resources that were worked on, in the order of the steps. */
  readonly underWay: readonly string[];
  readonly traffic: Traffic;
}

/** Errors, and for how long there were any. */
export interface ErrorSpan {
  readonly count: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** In how many seconds of the wall clock there was one. */
  readonly seconds: number;
}

/** A resource that an update made or changed, and what came to it. */
export interface Reached {
  readonly logicalId: string;
  readonly requests: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly errors: number;
  readonly firstErrorAt: number | null;
  readonly lastErrorAt: number | null;
}

/** An alarm that changed its state. */
export interface AlarmChange extends StateChange {
  readonly logicalId: string;
}

/** The part of a run that belongs to an update: from its beginning to the next one's, with the end of the one before. */
export interface UpdateWindow {
  readonly since: number;
  readonly from: number;
  readonly until: number;
}

/** What those outside met in an update; `null`: none of it has begun. */
export function timelineOf(
  watch: UpdateWatch,
  steps: readonly StepReport[],
  { since, from, until }: UpdateWindow,
  view: RunView,
): UpdateTimeline | null {
  const begun = steps.filter((step) => step.from !== null);
  if (begun.length === 0) return null;
  const isOver = begun.every(({ until: end, back }) => end !== null && back?.until !== null);
  const ends = begun.map(({ until: end, back }) => back?.until ?? end ?? until);
  const end = isOver ? Math.max(...ends) : until;
  const spans = spansIn(watch, until);
  const within = (start: number, stop: number) =>
    spans.filter((span) => span.from >= start && span.from < stop);
  const whole = within(from, until).map(({ span }) => span);
  const users = together(whole.map(({ outside }) => outside));
  const reached = begun.flatMap((step) => reachedBy(watch, step, spans));
  const isBack = begun.some(({ back }) => back !== undefined);
  return {
    before: trafficIn(within(since, from).map(({ span }) => span)),
    intervals: within(from, end).map((span) => ({
      from: span.from,
      until: span.until,
      underWay: begun.filter((step) => isUnderWay(step, span)).map(({ logicalId }) => logicalId),
      traffic: trafficIn([span.span]),
    })),
    after: isOver ? trafficIn(within(end, until).map(({ span }) => span)) : null,
    errors: {
      count: users.errors,
      firstAt: users.firstErrorAt,
      lastAt: users.lastErrorAt,
      seconds: whole.reduce((sum, { errorSeconds }) => sum + errorSeconds, 0),
    },
    reached,
    alarms: alarmChanges(view, from, until),
    ...(isBack && isOver ? { backAt: backAt(reached, begun) } : {}),
  };
}

/** What those outside met while a step, or its taking back, was under way. */
export const trafficDuring = (watch: UpdateWatch, from: number, until: number): Traffic =>
  trafficIn(watch.spans.filter((span) => span.from >= from && span.from < until));

/** How much waited in a resource when its removal began; left out: nothing waits in such a thing. */
export function heldAt(watch: UpdateWatch, logicalId: string, at: number): number | undefined {
  return watch.spans.find(({ from }) => from === at)?.held.get(logicalId);
}

interface PlacedSpan {
  readonly from: number;
  readonly until: number;
  readonly span: Span;
}

const spansIn = ({ spans }: UpdateWatch, end: number): readonly PlacedSpan[] =>
  spans.map((span, place) => ({ span, from: span.from, until: spans[place + 1]?.from ?? end }));

const isUnderWay = ({ from, until, back }: StepReport, span: Pick<PlacedSpan, "from">): boolean => {
  const holds = (start: number | null, end: number | null) =>
    start !== null && span.from >= start && (end === null || span.from < end);
  return holds(from, until) || (back !== undefined && holds(back.from, back.until));
};

/** What came to what a step made, from its making; or to what it changed, while it was changed. */
function reachedBy(
  watch: UpdateWatch,
  { logicalId, change, until, end, back }: StepReport,
  spans: readonly PlacedSpan[],
): readonly Reached[] {
  if (change === "removes") return [];
  const made = change !== "changes";
  if (!made && (until === null || end === "failed")) return [];
  const start = made ? 0 : until!;
  const stop = made ? Infinity : (back?.until ?? back?.from ?? Infinity);
  const inTime = spans.filter(({ from }) => from >= start && from < stop).map(({ span }) => span);
  return [...watch.known.values()].flatMap((known): readonly Reached[] => {
    if (known.logicalId !== logicalId) return [];
    const parts = [...watch.known.values()].filter(({ whole }) => whole === known.arn);
    const came = (component: string) =>
      together(inTime.flatMap(({ within }) => within.get(component) ?? []));
    const all = came(known.component);
    const ofParts = parts.map(({ component }) => came(component));
    const requests = ofParts.reduce((left, part) => left - part.requests, all.requests);
    if (requests <= 0) return [];
    const { firstAt, lastAt, firstErrorAt, lastErrorAt } = all;
    const errors = ofParts.reduce((left, part) => left - part.errors, all.errors);
    const failed =
      errors > 0 ? { firstErrorAt, lastErrorAt } : { firstErrorAt: null, lastErrorAt: null };
    return [{ logicalId, requests, firstAt: firstAt!, lastAt: lastAt!, errors, ...failed }];
  });
}

function backAt(reached: readonly Reached[], steps: readonly StepReport[]): number {
  const last = Math.max(...reached.map(({ lastAt }) => lastAt));
  if (last > -Infinity) return last;
  return Math.min(...steps.flatMap(({ back }) => back?.until ?? []));
}

function alarmChanges(view: RunView, from: number, until: number): readonly AlarmChange[] {
  const all = view.resources.flatMap((seen) => {
    const changes = allKinds.get(seen.kind)?.reporting?.stateChanges?.(seen) ?? [];
    return changes
      .filter(({ at }) => at >= from && at < until)
      .map((change) => ({ logicalId: seen.name, ...change }));
  });
  return all.sort((one, other) => one.at - other.at || (one.logicalId < other.logicalId ? -1 : 1));
}

interface ActionSpan {
  readonly at: number;
  readonly over: number;
  /** Whether it has steps. */
  readonly isUpdate: boolean;
}

/** The windows of those actions that are updates, by their places. */
export function windowsOf(
  actions: readonly ActionSpan[],
  end: Instant,
): readonly (UpdateWindow | undefined)[] {
  const inOrder = actions
    .map((action, place) => ({ ...action, place }))
    .filter(({ isUpdate }) => isUpdate);
  inOrder.sort((one, other) => one.at - other.at || one.place - other.place);
  const windows: UpdateWindow[] = [];
  for (const [place, { at, place: own }] of inOrder.entries()) {
    const since = inOrder[place - 1]?.over ?? 0;
    windows[own] = { since: Math.min(since, at), from: at, until: inOrder[place + 1]?.at ?? end };
  }
  return windows;
}
