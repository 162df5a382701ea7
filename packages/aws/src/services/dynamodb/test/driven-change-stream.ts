import { drive } from "@orrery/testing";
import { noTrail } from "../../../service/origin.ts";
import type { StreamView } from "../config.ts";
import { streamSettingsOf } from "../stream/config.ts";
import { changeStreamInvariants } from "../stream/invariants.ts";
import { changeStreamMachine } from "../stream/machine.ts";
import type {
  ChangesGot,
  ChangeShards,
  ChangeStreamReply,
  ItemChanged,
} from "../stream/protocol.ts";
import type { Item } from "../value/attribute-value.ts";

/** The stream of a table by hand. */
export const openChangeStream = (
  view: StreamView = "NEW_AND_OLD_IMAGES",
  place: Parameters<typeof streamSettingsOf>[1] = {},
) => drive(changeStreamMachine, streamSettingsOf(view, place), changeStreamInvariants);
export type DrivenChangeStream = ReturnType<typeof openChangeStream>;

/** An item of a table whose partition key is `id`. */
export const itemOf = (id: string, value: string): Item => ({ id: { S: id }, value: { S: value } });

/** That an item became another; `null`: that it came or went. */
export const changeOf = (
  id: string,
  before: string | null,
  after: string | null,
  more: Partial<ItemChanged> = {},
): ItemChanged => ({
  type: "itemChanged",
  hash: 0,
  keys: { id: { S: id } },
  before: before === null ? null : itemOf(id, before),
  after: after === null ? null : itemOf(id, after),
  sizes: { keys: 10, before: 20, after: 22 },
  byService: false,
  trail: noTrail,
  ...more,
});

/** Reads records that a shard has. */
export function changesIn(
  stream: DrivenChangeStream,
  shard = 0,
  sequence = 1,
  limit = 1_000,
): ChangesGot {
  const reply: ChangeStreamReply = stream.ask({ type: "readShard", shard, sequence, limit });
  if (reply.type !== "recordsGot") throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply;
}

/** The shards of a stream, as its users hear of them. */
export function shardsIn(stream: DrivenChangeStream): ChangeShards["shards"] {
  const reply: ChangeStreamReply = stream.ask({ type: "describeShards" });
  if (reply.type !== "shardsDescribed") throw new Error("not described");
  return reply.shards;
}
