import type { Rule } from "../../../service/rule.ts";
import { guide, recorded } from "../rule-sources.ts";
import type { StreamMappingSettings } from "../../../mapping/shard/config.ts";

const date = "2026-11";
const isTumbling = ({ tumblingWindow }: StreamMappingSettings): boolean => tumblingWindow > 0;
const reports = ({ reportBatchItemFailures }: StreamMappingSettings): boolean =>
  reportBatchItemFailures;

/** What goes out together. */
export const streamBatchRules: readonly Rule<StreamMappingSettings>[] = [
  {
    id: "stream-mapping.batch.ends",
    status: "documented",
    source: guide("invocation-eventsourcemapping"),
    date,
    text: "A batch goes out when its window is over, its size is reached, or its event comes to 6 MB; without a window, with what there is.",
  },
  {
    id: "stream-mapping.batch.window",
    status: "documented",
    source: guide("invocation-eventsourcemapping"),
    date,
    text: "The next batching window begins when the invocation before is done.",
    when: ({ batchingWindow }) => batchingWindow > 0,
  },
  {
    id: "stream-mapping.batch.too-large",
    status: "assumed",
    source:
      "Lambda says that a record which is larger than an invocation may be goes to the on-failure destination; the condition is that of Kafka's",
    date,
    text: "A record that no invocation can hold is given up without one.",
    semantics: ["event-source-mappings §4.1.7"],
  },
  {
    id: "stream-mapping.batch.filters",
    status: "documented",
    source: guide("with-kinesis-filtering"),
    date,
    text: "Filters see a record's data as the text that it is; what passes none is passed over, and so is data that is no JSON where a filter asks for some.",
    when: ({ filters }) => filters.length > 0,
    semantics: ["event-source-mappings §5 Kinesis"],
  },
  {
    id: "stream-mapping.response.partial",
    status: "documented",
    source: guide("services-kinesis-batchfailurereporting"),
    date,
    text: "What comes before the lowest number that a function names is done; from there on all is tried again, with all attempts anew.",
    when: reports,
    semantics: [
      "event-source-mappings §4.2 ReportBatchItemFailures",
      'event-source-mappings §4.3 {"batchItemFailures":[{"itemIdentifier":"<sequenceNumber>"}]}',
      "event-source-mappings §4.2.2",
    ],
  },
  {
    id: "stream-mapping.response.success",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "An empty or missing list, an empty object, null and an empty text are successes.",
    when: reports,
    semantics: ['event-source-mappings §4.3 {"batchItemFailures":[]}, null list, {}, null, ""'],
  },
  {
    id: "stream-mapping.response.failure",
    status: "measured",
    source: recorded("2025-11"),
    date,
    text: "A number that is empty, missing, or of no record of the batch fails all of it.",
    when: reports,
    semantics: [
      'event-source-mappings §4.3 itemIdentifier "", null; bad key; number not present (e.g. 123); exception',
    ],
  },
  {
    id: "stream-mapping.response.unheeded",
    status: "documented",
    source: guide("services-kinesis-batchfailurereporting"),
    date,
    text: "Without ReportBatchItemFailures a list of failures is not heeded: a success goes past the whole batch, all else leaves it where it was.",
    when: (settings) => !reports(settings),
    semantics: ["event-source-mappings §4.2.0"],
  },
  {
    id: "stream-mapping.window.event",
    status: "documented",
    source: guide("services-kinesis-windows"),
    date,
    text: "With a tumbling window each invocation gets the window, the state that the last one returned, and its shard; windows follow the instants at which records came.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.1", "event-source-mappings §0 stream.TumblingWindow"],
  },
  {
    id: "stream-mapping.window.final",
    status: "documented",
    source: guide("services-kinesis-windows"),
    date,
    text: "A window that is over ends with one more invocation, which is repeated until it succeeds; its state goes then.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.3"],
  },
  {
    id: "stream-mapping.window.quiet",
    status: "documented",
    source: guide("with-kinesis"),
    date: "2021-12",
    text: "A window after which nothing comes ends two minutes later at the latest.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.4"],
  },
  {
    id: "stream-mapping.window.early",
    status: "documented",
    source: guide("services-kinesis-windows"),
    date,
    text: "A window whose state is larger than 1 MB is ended early; what follows of it begins with a fresh state.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.2", "event-source-mappings §0 stream.tumblingState"],
  },
  {
    id: "stream-mapping.window.shard-end",
    status: "documented",
    source: guide("services-kinesis-windows"),
    date,
    text: "The end of a shard ends its window; the state goes to no other shard.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.5"],
  },
  {
    id: "stream-mapping.window.no-state",
    status: "documented",
    source: guide("services-kinesis-windows"),
    date,
    text: "An answer without a state is a failed invocation.",
    when: isTumbling,
    semantics: ["event-source-mappings §4.5.6"],
  },
];
