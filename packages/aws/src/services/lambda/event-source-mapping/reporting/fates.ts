import type { Seen, SeenRun } from "../../../../service/seen.ts";
import { queueIn, type Sources } from "../../../../service/source.ts";
import { number, percentage, plural, time } from "../../../../text/figures.ts";
import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import { throttlesByLimit } from "../../function/reporting/throttle-limits.ts";
import { readerOf, type Reader, type SeenMapping } from "./seen-mapping.ts";

/** What became of the receives of a mapping, and what the scenario says of its function. */
export function fatesOf(mapping: SeenMapping, run: SeenRun, sources: Sources): readonly string[] {
  const reader = readerOf(mapping, run);
  if (reader === undefined) return [];
  const { fn } = reader;
  const { sum } = mapping;
  const failed = sum("ErrorEventCount");
  const refused = sum("RefusedEventCount");
  const late = sum("LateEventCount");
  const returned = sum("ReturnedEventCount");
  const received = sum("PolledEventCount") - sum("FilteredOutEventCount");
  const fates = [
    ...(failed === 0 ? [] : [`${number(failed)} failed${errorsOf(fn)}`]),
    ...(refused === 0 ? [] : [`${number(refused)} refused until visible again${throttlesOf(fn)}`]),
    ...(late === 0 ? [] : [`${number(late)} processed too late: ${timesOf(reader, sources)}`]),
    ...(returned === 0
      ? []
      : [
          `${number(returned)} never given to the function: the batching window was longer than their visibility timeout, or a message before them failed`,
        ]),
  ];
  const { behavior } = fn.settings;
  const {
    poison = 0,
    failures = 0,
    messageFailures = 0,
    firstFailures = 0,
  } = behavior.type === "profile" ? behavior : {};
  return [
    fates.length === 0
      ? "none of its receives came to nothing: the messages were received by others, or their deletions failed"
      : `of ${plural(received, "receive")} ${fates.join(", ")}`,
    ...(poison > 0 ? [`${percentage(poison, 1)} are poison in the scenario`] : []),
    ...(messageFailures > 0
      ? [`${percentage(messageFailures, 1)} fail at each receive in the scenario`]
      : []),
    ...(firstFailures > 0
      ? [`each fails at its first ${plural(firstFailures, "receive")} in the scenario`]
      : []),
    ...(failures > 0 ? [`${percentage(failures, 1)} of invocations fail in the scenario`] : []),
  ];
}

function errorsOf({ sum }: SeenFunction): string {
  const errors = sum("Errors");
  if (errors === 0) return "";
  const timeouts = sum("Timeouts");
  const late = timeouts === 0 ? "" : `, ${number(timeouts)} by its timeout`;
  const share = percentage(errors, sum("Invocations"));
  return ` (${plural(errors, "invocation")}, ${share}, ended with an error${late})`;
}

function throttlesOf(fn: SeenFunction): string {
  const throttles = fn.sum("Throttles");
  if (throttles === 0) return "";
  const [most, ...others] = throttlesByLimit(fn);
  const rest = others.map(({ count, limit }) => `, ${number(count)} by ${limit}`).join("");
  if (others.length === 0) return ` (${plural(throttles, "throttle")} by ${most!.limit})`;
  return ` (${plural(throttles, "throttle")}: ${number(most!.count)} by ${most!.limit}${rest})`;
}

/** What the time in flight was spent on, at most. */
function timesOf({ mapping, source, fn }: Reader, sources: Sources): string {
  const hidden = queueIn(sources, source.kind).factsOf(source.resource).visibilityTimeout;
  const window = mapping.settings.batchingWindow;
  const coldStart = mostOf(fn, "InitDuration");
  const waits = [
    ...(window > 0 ? [`a batching window of ${time(window)}`] : []),
    ...(fn.sum("Throttles") > 0 ? ["throttles"] : []),
    ...(coldStart > 0 ? [`a cold start of up to ${time(coldStart)}`] : []),
  ];
  const by = waits.length === 0 ? "" : ` (${waits.join(", ")})`;
  return (
    `up to ${time(mostOf(mapping, "TimeBeforeStart"))} from receive to start${by} and up to ` +
    `${time(mostOf(fn, "Duration"))} in ${fn.name}, against a visibility timeout of ${time(hidden)}`
  );
}

const mostOf = ({ numbers }: Seen, metric: string): number => numbers.over(metric)?.max ?? 0;
