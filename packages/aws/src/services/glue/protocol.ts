import type { SettingsChanged } from "@orrery/kernel";
import type { DatabaseSettings, TableSettings } from "./config.ts";

/** All that a database reacts to. */
export type DatabaseInput = SettingsChanged<DatabaseSettings>;

/** All that a table reacts to. */
export type TableInput = SettingsChanged<TableSettings>;
