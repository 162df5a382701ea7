import type {
  ClearTimer,
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { PlainObject, Refused } from "../../service/refusal.ts";
import type { GroupSettings, NewSchedule } from "./config.ts";

/** What a group of schedules reacts to. */
export type GroupInput =
  | SettingsChanged<GroupSettings>
  | CreateSchedule
  | UpdateSchedule
  | DeleteSchedule
  | ShowSchedule
  | ListSchedules
  | DeleteAll
  | Replied<Tagged>
  | TimerFired;

/** Makes a schedule. */
export interface CreateSchedule {
  readonly type: "createSchedule";
  readonly schedule: NewSchedule;
}

/** Puts another in the place of a schedule, under its name. */
export interface UpdateSchedule {
  readonly type: "updateSchedule";
  readonly schedule: NewSchedule;
}

export interface DeleteSchedule {
  readonly type: "deleteSchedule";
  readonly name: string;
}

export interface ShowSchedule {
  readonly type: "showSchedule";
  readonly name: string;
}

/** Asks for schedules behind a name, in order of their names. */
export interface ListSchedules {
  readonly type: "listSchedules";
  /** `null`: from the first on. */
  readonly after: string | null;
  /** At most so many. */
  readonly most: number;
  readonly prefix: string;
  /** `null`: both. */
  readonly isEnabled: boolean | null;
}

/** Deletes all schedules, since the group goes. */
export interface DeleteAll {
  readonly type: "deleteAll";
}

/** What a group answers. */
export type GroupReply =
  | { readonly type: "done" }
  | { readonly type: "shown"; readonly schedule: ShownSchedule }
  | SchedulesListed
  | Refused;

/** A page of schedules. */
export interface SchedulesListed {
  readonly type: "listed";
  readonly schedules: readonly ShownSchedule[];
  readonly hasMore: boolean;
}

/** A schedule as the API shows it. */
export interface ShownSchedule {
  readonly name: string;
  readonly shown: PlainObject;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}

/** What a group asks for. */
export type GroupEffect = Reply<GroupReply> | Send<Tagged> | SetTimer | ClearTimer;

/** What an account answers within the instant. */
export type AccountInput = AddSchedule | RemoveSchedules | TakeTurn;

/** Asks for room for one more schedule. */
export interface AddSchedule {
  readonly type: "addSchedule";
}

/** Gives room back; none where it is only asked whether somebody is there. */
export interface RemoveSchedules {
  readonly type: "removeSchedules";
  readonly count: number;
}

/** Asks when an invocation may be made. */
export interface TakeTurn {
  readonly type: "takeTurn";
}

export type AccountReply =
  { readonly type: "taken" } | { readonly type: "turn"; readonly at: Instant } | Refused;
