import { textOf } from "../../../request/params.ts";
import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import type { PipeSettings } from "../config.ts";
import { deadLettersIn, filtersIn } from "../operations/pipe-plan.ts";
import { recordOf } from "../operations/pipe-record.ts";
import { pipeStory } from "../story/pipe-story.ts";

const settingsOf = ({ settings }: Pick<Seen, "settings">): PipeSettings => settings as PipeSettings; // Of this kind.

const lossWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const failed = sum("EventsFailed");
    if (failed === 0) return [];
    return [
      `${plural(failed, "event")} of ${name} were not taken by its target; what becomes of them is its source's: a queue gives them again, and a stream waits.`,
    ];
  });

const assumptionWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const unsaid = seen.sum("UnsaidEnrichments");
    if (unsaid === 0) return [];
    const by = settingsOf(seen).enrichment?.arn ?? "";
    return [
      `${seen.name}: the scenario does not say what ${by} answers, so ${plural(unsaid, "event")} came back unchanged. Say it under pipes.`,
    ];
  });

/** What a pipe says of itself in reports. */
export const pipeReporting: Reporting = {
  story: pipeStory,
  relations(seen) {
    const { shown } = recordOf(seen.resource);
    const { enrichment, target, reads: source } = settingsOf(seen);
    const filters = filtersIn(shown);
    return [
      { role: "reads", arn: source, ...(filters.length === 0 ? {} : { filters }) },
      ...(enrichment === null ? [] : [{ role: "sendsTo" as const, arn: enrichment.arn }]),
      { role: "sendsTo", arn: textOf(shown["Target"]) ?? target.arn },
      ...deadLettersIn(shown).map((arn) => ({ role: "givesUpTo" as const, arn })),
    ];
  },
  incoming: ["Invocations", "ExecutionThrottled"],
  usualExpectations: (name) => [`${name}.ExecutionFailed = 0`, `${name}.ExecutionThrottled = 0`],
  warnings: { loss: lossWarnings, assumption: assumptionWarnings },
  table: {
    columns: [
      { title: "batches", metrics: ["Invocations"], statistic: "sum" },
      { title: "events", metrics: ["EventCount"], statistic: "sum" },
      { title: "taken", metrics: ["EventsTaken"], statistic: "sum" },
      { title: "not taken", metrics: ["EventsFailed"], statistic: "sum", optional: true },
      { title: "skipped", metrics: ["EventsSkipped"], statistic: "sum", optional: true },
      { title: "throttled", metrics: ["ExecutionThrottled"], statistic: "sum", optional: true },
      { title: "most at once", metrics: ["Concurrency"], statistic: "max" },
    ],
  },
  times: [
    { metric: "EndToEndLatency", title: "end to end", isWholeWay: true },
    { metric: "Duration", title: "execution" },
  ],
};
