import {
  after,
  declare,
  ring,
  slab,
  table,
  unreachable,
  type ClearTimer,
  type Context,
  type Draft,
  type Instant,
  type Machine,
  type Plain,
  type Reply,
  type RequestId,
  type Ring,
  type SetTimer,
  type Slab,
  type SlabId,
  type Table,
  type TimerFired,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import { stepFunctionsLimits } from "../limits.ts";

/** An activity, by its ARN. */
export interface ActivitySettings {
  readonly arn: string;
}

/** A state machine has a task for a worker; it is answered when one takes it. */
export interface ScheduleTask {
  readonly type: "scheduleTask";
  readonly token: string;
  readonly input: Plain;
  /** Whoever takes it later has it in vain. */
  readonly until: Instant;
}

/** A task is not to be taken any more. */
export interface WithdrawTask {
  readonly type: "withdrawTask";
  readonly token: string;
}

/** A worker wants a task, and waits for one. */
export interface GetActivityTask {
  readonly type: "getActivityTask";
  readonly worker: string | null;
}

type ActivityInput = ScheduleTask | WithdrawTask | GetActivityTask | TimerFired;

/** A worker has a task. */
export interface TaskTaken {
  readonly type: "taskTaken";
  readonly worker: string | null;
}

/** The task of a worker; `token` is `null` where there was none. */
export interface ActivityTask {
  readonly type: "activityTask";
  readonly token: string | null;
  readonly input: Plain;
}

type ActivityReply = TaskTaken | ActivityTask | { readonly type: "taskWithdrawn" } | Refused;
type ActivityEffect = Reply<ActivityReply> | SetTimer | ClearTimer;

/** What an activity has: tasks that nobody has taken, and workers that wait. */
export interface ActivityState {
  readonly tasks: Slab<WaitingTask>;
  readonly order: Ring<SlabId>;
  readonly byToken: Table<SlabId>;
  readonly workers: Slab<WaitingWorker>;
  readonly workerOrder: Ring<SlabId>;
}

interface WaitingTask {
  readonly request: RequestId;
  readonly task: ScheduleTask;
  readonly scheduledAt: Instant;
}

interface WaitingWorker {
  readonly request: RequestId;
  readonly worker: string | null;
}

/** What it counts and measures: AWS's metrics, and ours. */
export const meters = {
  ActivitiesScheduled: "count",
  ActivitiesStarted: "count",
  ActivityScheduleTime: "time",
  EmptyActivityPolls: "count",
} as const satisfies MetricForms;

/** What can be read off it. */
export const gauges = {
  TasksWaiting: "level",
  WorkersWaiting: "level",
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

const timers = declare(
  "poll", // A worker waits no longer; its index is the worker's slot.
);

type Activity = Draft<ActivityState>;
type ActivityContext = Context<ActivitySettings>;

/** An activity of Step Functions: tasks that workers ask for. */
export const activityMachine: Machine<
  ActivitySettings,
  ActivityState,
  ActivityInput,
  ActivityEffect
> = {
  kind: "stepfunctions.activity",
  stateVersion: 1,
  inputs: declare("scheduleTask", "withdrawTask", "getActivityTask", "timerFired"),
  timers,
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({
    tasks: slab.empty(),
    order: ring.empty(),
    byToken: table.empty(),
    workers: slab.empty(),
    workerOrder: ring.empty(),
  }),

  transition(activity, input, context) {
    switch (input.type) {
      case "scheduleTask":
        return schedule(activity, input, context);
      case "withdrawTask":
        return withdraw(activity, input, context);
      case "getActivityTask":
        return poll(activity, input, context);
      case "timerFired":
        return endPoll(activity, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    switch (input.type) {
      case "scheduleTask":
      case "withdrawTask":
        return input.token.length;
      case "getActivityTask":
        return input.worker === null ? 0 : input.worker.length;
      case "timerFired":
        return 0;
      default:
        return unreachable(input);
    }
  },

  canonical: ({ tasks, order, workers, workerOrder }, now, askerOf) => [
    ring.list(order).flatMap((id) => {
      const waiting = slab.read(tasks, id);
      return waiting === undefined
        ? []
        : [
            [
              waiting.task.token,
              waiting.task.input,
              waiting.task.until - now,
              askerOf(waiting.request),
            ],
          ];
    }),
    ring.list(workerOrder).flatMap((id) => {
      const waiting = slab.read(workers, id);
      return waiting === undefined ? [] : [[waiting.worker, askerOf(waiting.request)]];
    }),
  ],

  gauges: ({ tasks, workers }) => ({ TasksWaiting: tasks.size, WorkersWaiting: workers.size }),
};

/** The next of a ring that is still there. */
function nextOf<Item extends object>(order: Ring<SlabId>, items: Slab<Item>): SlabId | -1 {
  while (order.size > 0) {
    const id = ring.shift(order);
    if (slab.read(items, id) !== undefined) return id;
  }
  return -1;
}

function schedule(
  activity: Activity,
  task: ScheduleTask,
  context: ActivityContext,
): readonly ActivityEffect[] {
  const { request, now } = context;
  context.observe(metrics.ActivitiesScheduled, 1);
  const id = nextOf(activity.workerOrder, activity.workers);
  if (id === -1) {
    const waiting = slab.insert(activity.tasks, { request, task, scheduledAt: now });
    ring.push(activity.order, waiting);
    table.set(activity.byToken, task.token, waiting);
    return [];
  }
  const { request: asked, worker } = slab.read(activity.workers, id)!;
  slab.remove(activity.workers, id);
  started(0, context);
  return [
    { type: "clearTimer", timer: timers.poll, index: slab.slotOf(id) },
    {
      type: "reply",
      to: asked,
      body: { type: "activityTask", token: task.token, input: task.input },
    },
    { type: "reply", to: request, body: { type: "taskTaken", worker } },
  ];
}

function started(waited: number, context: ActivityContext): void {
  context.observe(metrics.ActivitiesStarted, 1);
  context.observe(metrics.ActivityScheduleTime, waited);
}

function withdraw(
  activity: Activity,
  { token }: WithdrawTask,
  context: ActivityContext,
): readonly ActivityEffect[] {
  const answer: ActivityEffect = {
    type: "reply",
    to: context.request,
    body: { type: "taskWithdrawn" },
  };
  const id = table.get(activity.byToken, token);
  const waiting = id === undefined ? undefined : slab.read(activity.tasks, id);
  if (id === undefined || waiting === undefined) return [answer];
  remove(activity, id, token);
  return [{ type: "reply", to: waiting.request, body: { type: "taskWithdrawn" } }, answer];
}

function remove(activity: Activity, id: SlabId, token: string): void {
  slab.remove(activity.tasks, id);
  table.remove(activity.byToken, token);
  forgetGone(activity.order, activity.tasks);
}

/** Those at the head of a line that are not there any more. */
function forgetGone<Item extends object>(order: Ring<SlabId>, items: Slab<Item>): void {
  for (;;) {
    const first = ring.peek(order);
    if (first === -1 || slab.read(items, first) !== undefined) return;
    ring.shift(order);
  }
}

function poll(
  activity: Activity,
  { worker }: GetActivityTask,
  context: ActivityContext,
): readonly ActivityEffect[] {
  const { request, now, settings } = context;
  for (;;) {
    const id = nextOf(activity.order, activity.tasks);
    if (id === -1) break;
    const { request: asked, task, scheduledAt } = slab.read(activity.tasks, id)!;
    remove(activity, id, task.token);
    if (task.until <= now) {
      // Whoever scheduled it has given it up.
      continue;
    }
    started(now - scheduledAt, context);
    return [
      {
        type: "reply",
        to: request,
        body: { type: "activityTask", token: task.token, input: task.input },
      },
      { type: "reply", to: asked, body: { type: "taskTaken", worker } },
    ];
  }
  if (activity.workers.size >= stepFunctionsLimits.activityPollers) {
    const body = refused(
      "ActivityWorkerLimitExceeded",
      `Activity Worker Limit Exceeded: '${settings.arn}'`,
    );
    return [{ type: "reply", to: request, body }];
  }
  const id = slab.insert(activity.workers, { request, worker });
  ring.push(activity.workerOrder, id);
  const at = after(now, stepFunctionsLimits.activityPoll);
  return [{ type: "setTimer", timer: timers.poll, index: slab.slotOf(id), at }];
}

function endPoll(
  activity: Activity,
  { index }: TimerFired,
  context: ActivityContext,
): readonly ActivityEffect[] {
  const id = slab.idAt(activity.workers, index)!; // Its timer goes with it.
  const { request } = slab.read(activity.workers, id)!;
  slab.remove(activity.workers, id);
  forgetGone(activity.workerOrder, activity.workers);
  context.observe(metrics.EmptyActivityPolls, 1);
  return [{ type: "reply", to: request, body: { type: "activityTask", token: null, input: null } }];
}
