import type {
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { WorkOnBatch, WorkReply } from "../../mapping/work.ts";
import type { LogFrom, LogRead } from "../../service/log.ts";
import type { Refused } from "../../service/refusal.ts";
import type { PipeSettings } from "./config.ts";

/** What a pipe reacts to: batches that were read for it, and answers. */
export type PipeInput =
  | WorkOnBatch
  | ({ readonly type: "readLog" } & LogFrom)
  | SettingsChanged<PipeSettings>
  | Replied<Tagged>
  | TimerFired;

/** What a pipe asks for. */
export type PipeEffect = Reply<WorkReply | LogRead> | Send<Tagged> | SetTimer;

/** What an account answers within the instant, about a pipe by its number. */
export interface AccountInput {
  readonly type:
    /** Asks for room for one more execution. */
    | "beginExecution"
    | "endExecution"
    /** The pipe goes, with all it has in work. */
    | "forgetPipe";
  readonly pipe: number;
}

export type AccountReply = { readonly type: "taken" } | Refused;
