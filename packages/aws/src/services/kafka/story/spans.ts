import { recordSpans } from "../../../service/record-spans.ts";
import type { Produced, TopicInput } from "../protocol.ts";

/** What operators see of topics: what is put into them. */
export const topicSpans = recordSpans<Produced>(
  "kafka",
  (given) => {
    const input = given as TopicInput; // What its machine declares.
    return input.type === "produce" ? { type: "one", size: input.size } : null;
  },
  ({ topic, number, partition, offset }) => ({
    identity: { queue: topic, message: number },
    messageId: `${partition}/${offset}`,
    isNew: true,
  }),
);
