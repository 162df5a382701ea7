import { seconds } from "@orrery/kernel";
import type { Assumption, SlowdownSaid } from "../../../../service/reporting.ts";
import type { SeenRun } from "../../../../service/seen.ts";
import { number, plural, time } from "../../../../text/figures.ts";
import { scalingRanges } from "../../../../mapping/queue/limits.ts";
import { scalingSettings } from "../../../../mapping/queue/scaling-config.ts";
import type { EventSourceMappingState } from "../../../../mapping/queue/state.ts";
import { readerOf, type Reader, type SeenMapping } from "./seen-mapping.ts";

/** The settings of `scaling` that AWS does not give and that decide how much a run is slowed down. */
type DecisiveSetting = keyof typeof scalingRanges;

/** Less than this is no answer that anybody waits for. */
const leastTime = seconds(30);
/** Where more batches than this share of them could run, it was that none was added which counted. */
const mostlyThere = 0.8;

/** That messages waited while a mapping read more slowly, after failures or throttles. */
export function slowdownOf(mapping: SeenMapping, run: SeenRun): SlowdownSaid | null {
  const state = mapping.state as EventSourceMappingState; // Of its kind.
  const reader = readerOf(mapping, run);
  if (reader === undefined || state.heldBackFrom === -1 || state.heldBackTime < leastTime) {
    return null;
  }
  const { slowingErrors, slowingThrottles, heldBackBefore, heldBackLeast } = state;
  const cause = slowingErrors >= slowingThrottles ? "errors" : "throttles";
  const isPaused = heldBackLeast < mostlyThere * heldBackBefore;
  const ofCause = cause === "errors" ? "errorPause" : "removedOnThrottle";
  const deciding: readonly DecisiveSetting[] = isPaused ? [ofCause, "calmTime"] : ["calmTime"];
  const facts: Facts = {
    mapping: mapping.name,
    queue: reader.source.name,
    function: reader.fn.name,
    cause,
    count: cause === "errors" ? slowingErrors : slowingThrottles,
    from: state.heldBackFrom,
    until: state.heldBackUntil,
    time: state.heldBackTime,
    batchesBefore: heldBackBefore,
    batchesLeast: Math.min(heldBackLeast, heldBackBefore),
    leastAt: state.heldBackLeastAt,
  };
  return {
    title: "slower polling, after failures or throttles",
    text: textOf(facts),
    facts: { ...facts },
    assumptions: deciding.map((setting) => assumptionOf(setting, reader)),
    affects: [reader.source.name, reader.fn.name],
  };
}

interface Facts {
  /** The mapping's logical id, and its source's and its function's. */
  readonly mapping: string;
  readonly queue: string;
  readonly function: string;
  readonly cause: "errors" | "throttles";
  /** How many invocations failed, or were throttled. */
  readonly count: number;
  /** The first and the last time that messages waited so, and for how long in all. */
  readonly from: number;
  readonly until: number;
  readonly time: number;
  /** How many batches could run at once before, and at the least, and when that was. */
  readonly batchesBefore: number;
  readonly batchesLeast: number;
  readonly leastAt: number;
}

function textOf(facts: Facts): string {
  const { mapping, queue, cause, count, from, until, batchesBefore, batchesLeast } = facts;
  const what = cause === "errors" ? "failed" : "were throttled or refused";
  const batches = `${number(batchesLeast)} ${batchesLeast === 1 ? "batch" : "batches"}`;
  const few =
    batchesLeast < batchesBefore
      ? `; at ${time(facts.leastAt)} it could run ${batches} at once, before that ${number(batchesBefore)}`
      : ` to the ${number(batchesBefore)} there were`;
  return `${mapping} read ${queue} more slowly: ${plural(count, "invocation")} of ${facts.function} ${what}. From ${time(from)} to ${time(until)} messages waited and no poller was added${few}.`;
}

function assumptionOf(setting: DecisiveSetting, { mapping }: Reader): Assumption {
  const { text, kind } = scalingSettings[setting];
  const { low, high } = scalingRanges[setting];
  return {
    extra: "Scaling",
    setting,
    subject: `${text[0]!.toLowerCase()}${text.slice(1).replace(/[,.].*$/, "")}`,
    form: kind === "duration" ? "time" : "share",
    value: mapping.settings.scaling[setting],
    low,
    high,
  };
}
