import type { Replied, Reply, Send, SetTimer, SettingsChanged, TimerFired } from "@orrery/kernel";
import type { Call, CallReply, Unchanging } from "../../../service/call.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ExportItems, ItemsExported } from "../protocol.ts";
import type { ExportSettings } from "./config.ts";
import type { ExportState } from "./state.ts";

/** All that an export reacts to. */
export type ExportInput =
  | SettingsChanged<ExportSettings>
  | DescribeExport
  | TimerFired
  | Replied<CallReply | ItemsExported | Refused>;

/** Asks how far it is. */
export interface DescribeExport {
  readonly type: "describeExport";
}

/** How far an export is. */
export interface ExportDescribed
  extends
    Unchanging,
    Pick<ExportState, "startedAt" | "endedAt" | "items" | "billedBytes" | "failure"> {
  readonly type: "exportDescribed";
  readonly status: "IN_PROGRESS" | "COMPLETED" | "FAILED";
}

/** All that an export asks for. */
export type ExportEffect = Reply<ExportDescribed> | SetTimer | Send<Call | ExportItems>;
