import { read, type EventsRule } from "./rule-sources.ts";

const prices = "AWS Price List of 2024; cloudburn.io, EventBridge pricing, 2026-03";

/** What EventBridge costs. */
export const costRules: readonly EventsRule[] = [
  {
    id: "events.cost.events",
    status: "documented",
    source: prices,
    date: read,
    text: "A million custom events cost $1.00, each begun 64 KB being one; events that services of AWS put by themselves are free, and those about objects of S3 are not.",
    semantics: [
      "pricing §0 eventbridge.custom / thirdParty / busToBus",
      "pricing §0 eventbridge.awsEvents",
      "pricing §1.3.1",
    ],
  },
  {
    id: "events.cost.others",
    status: "documented",
    source: prices,
    date: read,
    text: "An event that goes on to another bus is billed to the sender once more, a million requests to API destinations cost $0.20, a GB in an archive $0.10, a million replayed events $1.00.",
    semantics: [
      "pricing §0 eventbridge.apiDestination",
      "pricing §0 eventbridge.archive / store / replay / schema",
      "pricing §1.3.1",
    ],
  },
];
