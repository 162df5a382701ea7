import type { Reply } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { StreamReply } from "../protocol.ts";
import { shardIdOf } from "../sequence-number.ts";
import type { StreamContext } from "./declarations.ts";

/** Answers the request of this input. */
export const reply = ({ request }: StreamContext, body: StreamReply): Reply<StreamReply> => ({
  type: "reply",
  to: request,
  body,
});

/** What those hear who put more into a shard, or read more, than it takes and gives. */
export const rateExceeded = (shard: number, { settings }: StreamContext): Refused =>
  refused(
    "ProvisionedThroughputExceededException",
    `Rate exceeded for shard ${shardIdOf(shard)} in stream ${settings.name} under account ${settings.accountId}.`,
  );

/** What those hear who name a shard that is not there. */
export const noShard = (shard: number, { settings }: StreamContext): Refused =>
  refused(
    "ResourceNotFoundException",
    `Could not find shard ${shardIdOf(shard)} in stream ${settings.name} under account ${settings.accountId}.`,
  );

/** What those hear who ask for other shards while some are being made. */
export const inUse = ({ settings }: StreamContext): Refused =>
  refused(
    "ResourceInUseException",
    `Stream ${settings.name} under account ${settings.accountId} not ACTIVE, instead in state UPDATING`,
  );
