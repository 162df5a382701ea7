import { recordSpans } from "../../../service/record-spans.ts";
import type { DeliveryStreamInput, RecordPut } from "../protocol.ts";

/** What operators see of delivery streams: what is put into them. */
export const deliveryStreamSpans = recordSpans<RecordPut>(
  "aws.firehose",
  (given) => {
    const input = given as DeliveryStreamInput; // What its machine declares.
    if (input.type === "putRecord") return { type: "one", size: input.content.size };
    if (input.type !== "putRecordBatch") return null;
    return { type: "several", trails: input.entries.map(({ trail = null }) => trail) };
  },
  ({ stream, number }) => ({
    identity: { queue: stream, message: number },
    messageId: `${number}`,
    isNew: true,
  }),
);
