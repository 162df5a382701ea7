import { recordSpans } from "../../../service/record-spans.ts";
import type { RecordPut, StreamInput } from "../protocol.ts";
import { shardIdOf } from "../sequence-number.ts";

/** What operators see of streams: what is put into them. */
export const streamSpans = recordSpans<RecordPut>(
  "aws.kinesis",
  (given) => {
    const input = given as StreamInput; // What its machine declares.
    if (input.type === "putRecord") return { type: "one", size: input.size };
    if (input.type !== "putRecords") return null;
    return { type: "several", trails: input.entries.map(({ trail = null }) => trail) };
  },
  ({ stream, number, shard, sequence }) => ({
    identity: { queue: stream, message: number },
    messageId: `${shardIdOf(shard)}/${sequence}`,
    isNew: true,
  }),
);
