import { slab, table, type Instant, type SlabId } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { never, type NewSchedule, type SchedulePlan } from "../config.ts";
import type {
  AccountInput,
  AccountReply,
  GroupEffect,
  GroupReply,
  ListSchedules,
  ShownSchedule,
} from "../protocol.ts";
import { metrics, ports, timers, type Group, type GroupContext } from "./declarations.ts";
import type { Scheduled } from "./state.ts";
import { firstTime } from "./times.ts";

/** What AWS says where there is no schedule of a name. */
export const noSchedule = (name: string): Refused =>
  refused("ResourceNotFoundException", `Schedule ${name} does not exist.`);

const done: GroupReply = Object.freeze({ type: "done" });

/** Makes a schedule, and waits for its first time. */
export function create(
  group: Group,
  { name, token, plan, shown }: NewSchedule,
  context: GroupContext,
  effects: GroupEffect[],
): GroupReply {
  const { now } = context;
  const known = table.get(group.names, name);
  if (known !== undefined) {
    const isSame = token !== null && slab.read(group.schedules, known)!.token === token;
    return isSame ? done : refused("ConflictException", `Schedule ${name} already exists.`);
  }
  const room = askAccount(context, { type: "addSchedule" });
  if (room.type === "refused") return room;
  const next = firstOf(plan, context);
  const scheduled: Scheduled = {
    name,
    token,
    plan,
    shown,
    createdAt: now,
    changedAt: now,
    next,
    last: 0,
    count: 0,
  };
  const id = slab.insert(group.schedules, scheduled);
  table.set(group.names, name, id);
  arm(id, next, effects);
  return done;
}

const askAccount = (context: GroupContext, asked: AccountInput): AccountReply =>
  context.consult(ports.account, 0, asked) as AccountReply; // It gives no other.

function firstOf(plan: SchedulePlan, context: GroupContext): Instant {
  const { now } = context;
  const next = firstTime(plan, now, context.settings);
  const isLate = plan.schedule.type === "at" && (next === never || next === now);
  if (isLate) context.observe(metrics["scheduler.lateGrace"], 1);
  return next;
}

/** Puts another in a schedule's place. */
export function update(
  group: Group,
  { name, plan, shown }: NewSchedule,
  context: GroupContext,
  effects: GroupEffect[],
): GroupReply {
  const id = table.get(group.names, name);
  if (id === undefined) return noSchedule(name);
  const scheduled = slab.edit(group.schedules, id)!;
  const next = firstOf(plan, context);
  if (next !== never) arm(id, next, effects);
  else if (scheduled.next !== never) disarm(id, effects);
  scheduled.plan = plan;
  scheduled.shown = shown;
  scheduled.changedAt = context.now;
  scheduled.next = next;
  return done;
}

/** Deletes a schedule; what it was about to invoke is withdrawn. */
export function remove(
  group: Group,
  id: SlabId,
  context: GroupContext,
  effects: GroupEffect[],
): void {
  const { name, next } = slab.read(group.schedules, id)!; // Asked of those that are there.
  if (next !== never) disarm(id, effects);
  slab.remove(group.schedules, id);
  table.remove(group.names, name);
  askAccount(context, { type: "removeSchedules", count: 1 });
}

/** Deletes a schedule by its name. */
export function removeNamed(
  group: Group,
  name: string,
  context: GroupContext,
  effects: GroupEffect[],
): GroupReply {
  const id = table.get(group.names, name);
  if (id === undefined) return noSchedule(name);
  remove(group, id, context, effects);
  return done;
}

/** Deletes all, since the group goes. */
export function removeAll(group: Group, context: GroupContext, effects: GroupEffect[]): GroupReply {
  for (const [, id] of table.list(group.names)) remove(group, id, context, effects);
  return done;
}

/** A schedule as the API shows it. */
export function show(group: Group, name: string): GroupReply {
  const id = table.get(group.names, name);
  if (id === undefined) return noSchedule(name);
  return { type: "shown", schedule: shownOf(slab.read(group.schedules, id)!) };
}

/** Some schedules behind a name, in order of their names. */
export function list(group: Group, { after, most, prefix, isEnabled }: ListSchedules): GroupReply {
  const found = slab
    .list(group.schedules)
    .filter(
      ({ name, plan }) =>
        name.startsWith(prefix) &&
        (after === null || name > after) &&
        (isEnabled === null || plan.isEnabled === isEnabled),
    )
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    type: "listed",
    schedules: found.slice(0, most).map(shownOf),
    hasMore: found.length > most,
  };
}

const shownOf = ({ name, shown, createdAt, changedAt }: Scheduled): ShownSchedule => ({
  name,
  shown,
  createdAt,
  changedAt,
});

/** Waits for a time, where there is one. */
export function arm(id: SlabId, at: Instant, effects: GroupEffect[]): void {
  if (at === never) return;
  effects.push({ type: "setTimer", timer: timers.due, index: slab.slotOf(id), at });
}

const disarm = (id: SlabId, effects: GroupEffect[]): void => {
  effects.push({ type: "clearTimer", timer: timers.due, index: slab.slotOf(id) });
};
