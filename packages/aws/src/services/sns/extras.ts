import type { Extra } from "../../service/extras.ts";
import type { TopicChance, TopicSettings } from "./config.ts";

/** How often a topic does what AWS only says it may. */
export const topicChance: Extra = {
  text: "How often it does what AWS only says it may.",
  form: { members: {}, optional: { duplicateRate: "number" } },
  section: {
    name: "topics",
    text: "How reliable topics are, by logical id.",
    each: "How often a standard topic does what AWS only says it may.",
    settings: {
      duplicates: {
        kind: "share",
        min: 0,
        max: 1,
        text: "Deliveries that reach their subscriber twice.",
      },
    },
    read: ({ duplicates = 0 }): TopicChance => ({ duplicateRate: duplicates as number }), // As `settings` says.
    refuses: (settings) =>
      (settings as TopicSettings).fifo // Of this kind.
        ? { expected: "a standard topic", received: "a FIFO topic" }
        : null,
  },
};
