import type { Extra } from "../../service/extras.ts";
import type { QueueChance, QueueSettings } from "./config.ts";

const share = (text: string) => ({ kind: "share", min: 0, max: 1, text }) as const;

/** How often a queue does what AWS only says it may. */
export const queueChance: Extra = {
  text: "How often it does what AWS only says it may.",
  form: {
    members: {},
    optional: { duplicateRate: "number", reorderRate: "number", sampling: "truth" },
  },
  section: {
    name: "queues",
    text: "How reliable queues are, by logical id.",
    each: "How often a standard queue does what AWS only says it may.",
    settings: {
      duplicates: share("Receives that leave the message visible."),
      reordering: share("Messages that fall behind later ones."),
      sampling: {
        kind: "switch",
        min: 0,
        max: 1,
        text: "Whether short polls of a short queue see a sample only.",
      },
    },
    read({ duplicates = 0, reordering = 0, sampling = false }): QueueChance {
      return {
        duplicateRate: duplicates as number, // As `settings` says.
        reorderRate: reordering as number,
        sampling: sampling as boolean,
      };
    },
    refuses: (settings) =>
      (settings as QueueSettings).fifo // Of this kind.
        ? { expected: "a standard queue", received: "a FIFO queue" }
        : null,
  },
};
