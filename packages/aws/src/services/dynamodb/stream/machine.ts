import { declare, noEffects, unreachable, type Machine } from "@orrery/kernel";
import { canonical } from "./canonical.ts";
import type { StreamSettings } from "./config.ts";
import {
  choices,
  metrics,
  notes,
  ports,
  purposes,
  timers,
  type ChangeStream,
  type StreamContext,
} from "./declarations.ts";
import { gaugesOf } from "./gauges.ts";
import { noteChange } from "./note-change.ts";
import type { ChangeStreamEffect, ChangeStreamInput } from "./protocol.ts";
import { describeShards, findChange, findPlace, readShard } from "./read.ts";
import { catchUp, closeAll } from "./shards.ts";
import { initialChangeStream, type ChangeStreamState } from "./state.ts";

/** The machine of a table's stream. */
export type ChangeStreamMachine = Machine<
  StreamSettings,
  ChangeStreamState,
  ChangeStreamInput,
  ChangeStreamEffect
>;

/** The stream of a table: what became of its items, in shards. Its table tells it within its own events. */
export const changeStreamMachine: ChangeStreamMachine = {
  kind: "dynamodb.stream",
  stateVersion: 1,
  inputs: declare(
    "itemChanged",
    "readShard",
    "findPlace",
    "findChange",
    "describeShards",
    "settingsChanged",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialChangeStream,
  transition: (stream, input, context) => react(stream, input, context),

  fingerprint(input) {
    switch (input.type) {
      case "itemChanged":
        return input.sizes.before + input.sizes.after;
      case "readShard":
        return input.sequence;
      case "findPlace":
      case "findChange":
        return input.shard;
      default:
        return 0;
    }
  },

  canonical,
  gauges: gaugesOf,
};

function react(
  stream: ChangeStream,
  input: ChangeStreamInput,
  context: StreamContext,
): readonly ChangeStreamEffect[] {
  switch (input.type) {
    case "itemChanged":
      return noteChange(stream, input, context);
    case "readShard":
      return readShard(stream, input, context);
    case "findPlace":
      return findPlace(stream, input, context);
    case "findChange":
      return findChange(stream, input, context);
    case "describeShards":
      return describeShards(stream, context);
    case "settingsChanged":
      if (input.before.disabledAt === null && context.settings.disabledAt !== null) {
        closeAll(stream, context);
      } else catchUp(stream, context);
      return noEffects;
    default:
      return unreachable(input);
  }
}
