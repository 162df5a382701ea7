import type { Duration, Instant } from "@orrery/kernel";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { schedulerAssumptions } from "./limits.ts";

/** How a group of schedules is set: what its machine needs. */
export interface GroupSettings {
  /** The resource number. */
  readonly group: number;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** A schedule that it has from the start: of what is made by a call, nothing else can be asked in it. */
  readonly first: NewSchedule | null;
  readonly assumed: FigureValues<typeof schedulerAssumptions>;
}

/** What the account has for all its schedules. */
export interface AccountSettings {
  readonly schedules: number;
  readonly invocationsPerSecond: number;
}

/** A schedule that is to be. */
export interface NewSchedule {
  readonly name: string;
  /** What whoever makes it calls that; `null`: nothing. */
  readonly token: string | null;
  readonly plan: SchedulePlan;
  /** As GetSchedule shows it, without its name and times. */
  readonly shown: PlainObject;
}

/** When a schedule invokes its target, and how. A value. */
export interface SchedulePlan {
  readonly schedule: Schedule;
  readonly timeZone: string;
  /** In milliseconds since 1970: nothing is invoked before; `null`: from its making on. */
  readonly from: number | null;
  /** Nothing is invoked for a later time; `null`: no end. */
  readonly until: number | null;
  /** Within how long it is invoked; no time: at its time. */
  readonly window: Duration;
  readonly isEnabled: boolean;
  /** Whether it goes with the last invocation. */
  readonly isDeletedAfter: boolean;
  readonly target: TargetPlan;
}

/** What is invoked. A value. */
export interface TargetPlan {
  readonly arn: string;
  /** Which target of the group's port it is. */
  readonly to: number;
  readonly form: TargetForm;
  /** Of what is invoked; `null`: a notification is made for each invocation. */
  readonly input: string | null;
  /** Whether the input has what is put in at each attempt. */
  readonly hasAttributes: boolean;
  /** The message group or partition key; `null`: none. */
  readonly group: string | null;
  /** What makes an event of the input; `null`: it is given as it is. */
  readonly busEvent: { readonly source: string; readonly detailType: string } | null;
  readonly retryAttempts: number;
  readonly eventAge: Duration;
  /** Who is told of what is given up; `null`: nobody. */
  readonly deadLetters: DeadLetterPlan | null;
}

/** How a target is reached: by the entry of its kind, by a call of AWS's API, or as what is not modeled. */
export type TargetForm =
  | { readonly type: "entry"; readonly kind: string }
  | {
      readonly type: "call";
      readonly service: string;
      readonly operation: string;
      readonly caller: Caller;
    }
  | { readonly type: "sink" };

/** A dead-letter queue. */
export interface DeadLetterPlan {
  readonly arn: string;
  readonly to: number;
  /** The kind of what takes dead letters; `null`: nothing that is modeled. */
  readonly kind: string | null;
}

/** A schedule that has no more times. */
export const never = -1 as Instant;
