import { isObject } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { PartitionQuery } from "../config.ts";
import { fromQuery, partitionOf } from "../object-key.ts";
import { metrics, notes, type DeliveryStreamContext } from "./declarations.ts";
import type { Failure, HeldRecord } from "./state.ts";

/** The partitions that are open. */
interface OpenPartitions {
  isOpen(prefix: string): boolean;
  readonly count: number;
}

/** Where a record goes: the prefix with its partition keys, or why there is none. */
export function partitionFor(
  record: HeldRecord,
  keys: ReadonlyMap<string, string>,
  open: OpenPartitions,
  context: DeliveryStreamContext,
): { readonly prefix: string; readonly failure: Failure | null } {
  const { partitioning, place } = context.settings;
  if (partitioning === null) return whole;
  const found = queried(record, partitioning.queries);
  const all = found.length === 0 ? keys : new Map([...keys, ...found]);
  const prefix = partitionOf(place.prefix, all);
  if (prefix === undefined) {
    return failing(
      record,
      "DynamicPartitioning.MetadataExtractionFailed",
      "A partition key is missing or empty.",
      context,
    );
  }
  if (open.isOpen(prefix) || open.count < partitioning.most) return { prefix, failure: null };
  context.observe(metrics.PartitionCountExceeded, 1);
  return failing(
    record,
    "DynamicPartitioning.ActivePartitionLimitExceeded",
    "There are more active partitions than the limit allows.",
    context,
  );
}

const whole = { prefix: "", failure: null };

function failing(
  { identity }: HeldRecord,
  code: string,
  message: string,
  context: DeliveryStreamContext,
) {
  context.observe(metrics.RecordsFailed, 1);
  context.note(notes.failed, identity.message);
  const failure = { attempts: 1, code, message, at: context.now, type: partitionFailure };
  return { prefix: "", failure };
}

/** How keys of objects name what failed for want of a partition. */
const partitionFailure = "metadata-extraction-failed";

/** Partition keys that queries find in a record. */
function queried(
  { content }: HeldRecord,
  queries: readonly PartitionQuery[],
): readonly (readonly [string, string])[] {
  if (queries.length === 0 || content.isBase64) return [];
  const value = parseJson(content.data);
  return queries.flatMap(({ name, path }) => {
    let found = value;
    for (const member of path) found = isObject(found) ? found[member] : undefined;
    if (found === undefined || found === null || typeof found === "object") return [];
    return [[`${fromQuery}:${name}`, String(found)] as const];
  });
}
