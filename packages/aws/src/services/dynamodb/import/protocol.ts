import type { Replied, Reply, Send, SetTimer, SettingsChanged, TimerFired } from "@orrery/kernel";
import type { Call, CallReply, Unchanging } from "../../../service/call.ts";
import type { LogFrom, LogRead } from "../../../service/log.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ImportItems, ItemsImported } from "../protocol.ts";
import type { ImportSettings } from "./config.ts";
import type { ImportState } from "./state.ts";

/** All that an import reacts to. */
export type ImportInput =
  | SettingsChanged<ImportSettings>
  | DescribeImport
  | ReadLog
  | TimerFired
  | Replied<CallReply | ItemsImported | Refused>;

/** Asks how far it is. */
export interface DescribeImport {
  readonly type: "describeImport";
}

/** Asks what it logged. */
export interface ReadLog extends LogFrom {
  readonly type: "readLog";
}

/** How far an import is. */
export interface ImportDescribed
  extends
    Unchanging,
    Pick<
      ImportState,
      | "startedAt"
      | "endedAt"
      | "processedItems"
      | "importedItems"
      | "errors"
      | "processedBytes"
      | "failure"
    > {
  readonly type: "importDescribed";
  readonly status: "IN_PROGRESS" | "COMPLETED" | "FAILED";
}

/** All that an import asks for. */
export type ImportEffect = Reply<ImportDescribed | LogRead> | SetTimer | Send<Call | ImportItems>;
