import type { Backlog, WayLost } from "../../../service/reporting.ts";
import type { SeenRun } from "../../../service/seen.ts";
import { neverMoves } from "./expectation.ts";
import { subscriptionsOf, type SeenTopic } from "./seen-topic.ts";

/** What is under way to subscribers. */
export const topicBacklog: Backlog = { there: ["DeliveriesUnderWay"] };

/** How a topic loses messages that it accepted, by subscription; what filter policies leave out is not meant for it. */
export const waysLost = (topic: SeenTopic, run: SeenRun): readonly WayLost[] =>
  subscriptionsOf(topic, run).flatMap(
    ({ tally, endpoint, deadLetterQueue }): readonly WayLost[] => [
      {
        type: "lost",
        count: tally.lost,
        never: null,
        text: `not delivered to ${endpoint} by ${topic.name}`,
      },
      {
        type: "deadLetters",
        count: tally.redriven,
        never: neverMoves("NumberOfNotificationsRedrivenToDlq", topic, run),
        text: `for ${endpoint} given up to ${deadLetterQueue ?? "a dead-letter queue"}`,
      },
    ],
  );
