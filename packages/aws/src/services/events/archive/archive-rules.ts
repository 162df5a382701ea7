import { api, guide, hasArchives, read, type EventsRule } from "../rule-sources.ts";

/** How events are archived and replayed. */
export const archiveRules: readonly EventsRule[] = [
  {
    id: "events.archive.keeps",
    status: "documented",
    source: `${guide("eb-archive")}; that it takes two minutes is assumed`,
    date: read,
    text: "An archive keeps the events of a bus that match its pattern, for so many days or for ever, and has them some minutes later.",
    semantics: ["eventbridge §5.1", "eventbridge §0 archive.retention"],
    when: hasArchives,
  },
  {
    id: "events.archive.size",
    status: "assumed",
    source:
      "recorded archives of events of 139 bytes had 159 for each (localstack/localstack, aws.validated)",
    date: read,
    text: "An archive counts the bytes of an entry and 20 for each event.",
    when: hasArchives,
  },
  {
    id: "events.archive.replay",
    status: "documented",
    source: api("StartReplay"),
    date: read,
    text: "A replay puts the events of a time range on their bus again, for all of its rules or for some; it is STARTING, RUNNING, CANCELLING, and COMPLETED or CANCELLED at last, and 10 are under way at most.",
    semantics: ["eventbridge §5.2", "eventbridge §0 replay.concurrent"],
    operations: ["StartReplay", "CancelReplay"],
  },
  {
    id: "events.archive.minutes",
    status: "documented",
    source: `${guide("eb-replay-archived-event")}; how fast is assumed: 100 events each 100 ms`,
    date: read,
    text: "Events are replayed minute by minute of their times, with the name of the replay beside their own ids and times.",
    semantics: ["eventbridge §5.3"],
    operations: ["StartReplay"],
  },
  {
    id: "events.archive.not-again",
    status: "documented",
    source: guide("eb-archive"),
    date: read,
    text: "What is replayed is not archived again.",
    semantics: ["eventbridge §5.4"],
    when: hasArchives,
  },
  {
    id: "events.archive.quota",
    status: "documented",
    source: guide("eb-replay-archived-event"),
    date: read,
    text: "Replays and what is new share the account's quota of PutEvents.",
    semantics: ["eventbridge §5.5"],
    operations: ["StartReplay"],
  },
];
