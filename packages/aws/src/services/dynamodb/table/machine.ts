import { declare, unreachable, type Machine } from "@orrery/kernel";
import type { TableSettings } from "../config.ts";
import type { TableEffect, TableInput } from "../protocol.ts";
import { canonical } from "./canonical.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type Table,
  type TableContext,
} from "./declarations.ts";
import { describeCounts } from "./counts.ts";
import { hearDestination, sendAgain, sendUnsent } from "./destination.ts";
import { gaugesOf } from "./gauges.ts";
import { measureIndex } from "./measure-index.ts";
import { batchGet, getItem, readItems } from "./read.ts";
import { expire } from "../time-to-live/expire.ts";
import { changeSettings } from "./settings-change.ts";
import { initialTable, type TableState } from "./state.ts";
import { exportItems, importItems } from "./transfer.ts";
import { endTransaction, prepare, readAgain, transactGet } from "./transaction.ts";
import { batchWrite, putArrival, writeItem } from "./write.ts";

/** The machine of a table. */
export type TableMachine = Machine<TableSettings, TableState, TableInput, TableEffect>;

/** A table of DynamoDB, with its indexes. */
export const tableMachine: TableMachine = {
  kind: "dynamodb.table",
  stateVersion: 4,
  inputs: declare(
    "getItem",
    "writeItem",
    "putArrival",
    "readItems",
    "batchGet",
    "batchWrite",
    "prepare",
    "endTransaction",
    "transactGet",
    "readAgain",
    "describeCounts",
    "settingsChanged",
    "timerFired",
    "replied",
    "importItems",
    "exportItems",
    "measureIndex",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialTable,
  transition(table, input, context) {
    const effects = react(table, input, context);
    return table.unsent.size === 0 ? effects : [...effects, ...sendUnsent(table, context)];
  },

  fingerprint(input) {
    switch (input.type) {
      case "getItem":
      case "writeItem":
        return input.key.hash;
      case "batchGet":
      case "transactGet":
      case "readAgain":
        return input.keys.length;
      case "batchWrite":
        return input.writes.length;
      case "prepare":
        return input.actions.length;
      case "importItems":
        return input.items.length;
      case "readItems":
        return input.limit ?? 0;
      default:
        return 0;
    }
  },

  canonical,
  gauges: gaugesOf,
};

function react(table: Table, input: TableInput, context: TableContext): readonly TableEffect[] {
  switch (input.type) {
    case "getItem":
      return getItem(table, input, context);
    case "writeItem":
      return writeItem(table, input, context);
    case "putArrival":
      return putArrival(table, input, context);
    case "readItems":
      return readItems(table, input, context);
    case "batchGet":
      return batchGet(table, input, context);
    case "batchWrite":
      return batchWrite(table, input, context);
    case "prepare":
      return prepare(table, input, context);
    case "endTransaction":
      return endTransaction(table, input, context);
    case "transactGet":
      return transactGet(table, input, context);
    case "readAgain":
      return readAgain(table, input, context);
    case "describeCounts":
      return describeCounts(table, context);
    case "importItems":
      return importItems(table, input, context);
    case "exportItems":
      return exportItems(table, input, context);
    case "measureIndex":
      return measureIndex(table, input, context);
    case "settingsChanged":
      return changeSettings(table, input.before, context);
    case "timerFired":
      return input.timer === timers.replication
        ? sendAgain(table, input.index, context)
        : expire(table, input.index, context);
    case "replied":
      return hearDestination(table, input, context);
    default:
      return unreachable(input);
  }
}
