import type { Instant, Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { keptOf, type ThroughputKept } from "./table-record.ts";

/** What of a table's record decides the future, counted from `now`. */
export function canonicalKept(record: PlainObject, now: Instant): Plain {
  const kept = keptOf({ record } as never); // It reads nothing else.
  const ago = (at: Instant | null) => (at === null ? null : now - at);
  const throughput = ({ increasedAt, decreases }: ThroughputKept) => ({
    increasedAt: ago(increasedAt),
    decreases: decreases.map(ago),
  });
  const { stream, recovery, timeToLive, activeAt, updatingUntil } = kept;
  return {
    ...record,
    ...throughput(kept),
    globalIndexes: kept.globalIndexes.map((index) => ({
      ...(index as unknown as PlainObject), // Plain data by its type.
      ...throughput(index),
      activeAt: Math.max(index.activeAt - now, 0),
    })),
    localIndexes: kept.localIndexes.map(({ name }) => name),
    onDemandSince: ago(kept.onDemandSince),
    modeSwitches: kept.modeSwitches.map(ago),
    stream: stream === null ? null : [stream.view, now - stream.since],
    policy: kept.policy?.text ?? null,
    recovery: recovery === null ? null : [recovery.days, now - recovery.since],
    timeToLive:
      timeToLive === null
        ? null
        : [timeToLive.attribute, timeToLive.isEnabled, now - timeToLive.changedAt],
    activeAt: Math.max(activeAt - now, 0),
    updatingUntil: Math.max(updatingUntil - now, 0),
  };
}
