import type { Plain } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import { sqsLimits } from "../limits.ts";
import { againstEntryCount } from "../queue/message-check.ts";
import { listOf, objectOf, textOf } from "../../../request/params.ts";
import { batchError, isRefused, missing, type Checked } from "./refusals.ts";

/** An entry of a batch request, under an id that no other entry has. */
export interface BatchEntry {
  readonly id: string;
  readonly params: PlainObject;
}

/** The entries of a batch whose request as a whole is right. `action` begins the operation's name. */
export function batchEntriesIn(
  params: PlainObject,
  action: "SendMessage" | "DeleteMessage" | "ChangeMessageVisibility",
): Checked<readonly BatchEntry[]> {
  const list = listOf(params["Entries"]);
  const wrongCount = againstEntryCount(list.length, action);
  if (wrongCount !== null) return wrongCount;
  const entries: BatchEntry[] = [];
  const ids = new Set<string>();
  for (const item of list) {
    const entry = objectOf(item);
    const id = textOf(entry["Id"]);
    if (id === undefined) return missing(`${action}BatchRequestEntry.${entries.length + 1}.Id`);
    if (!isEntryId(id)) {
      return batchError(
        "InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
      );
    }
    if (ids.has(id)) return batchError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`);
    ids.add(id);
    entries.push({ id, params: entry });
  }
  return entries;
}

const isEntryId = (id: string): boolean =>
  /^[A-Za-z0-9_-]+$/.test(id) && id.length <= sqsLimits.batchEntryId.max;

/** What became of an entry: what its machine says next, or why it never got there. */
export type EntryFate = "asked" | Refused;

/** What is kept of a batch until its answer: ids and fates of entries, in order. */
export const keptFates = (
  entries: readonly BatchEntry[],
  fates: readonly EntryFate[],
): readonly Plain[] =>
  entries.map(({ id }, place) => {
    const fate = fates[place]!;
    return fate === "asked" ? { id } : { id, code: fate.code, message: fate.message };
  });

/**
 * The response of a batch. `show` makes the successful entry of a result that the machine gave, or
 * words its refusal; `place` counts all entries.
 */
export function batchResponse<Result>(
  kept: Plain,
  results: readonly Result[],
  show: (result: Result, place: number) => Checked<PlainObject>,
): PlainObject {
  const successful: PlainObject[] = [];
  const failed: PlainObject[] = [];
  let answered = 0;
  // As keptFates made it.
  const fates = kept as readonly { id: string; code?: string; message?: string }[];
  fates.forEach(({ id, code, message = "" }, place) => {
    const outcome = code === undefined ? show(results[answered++]!, place) : refused(code, message);
    if (isRefused(outcome)) failed.push(failedEntry(id, outcome));
    else successful.push({ Id: id, ...outcome });
  });
  return {
    ...(successful.length === 0 ? {} : { Successful: successful }),
    ...(failed.length === 0 ? {} : { Failed: failed }),
  };
}

const failedEntry = (id: string, { code, message }: Refused): PlainObject => ({
  Id: id,
  SenderFault: true,
  Code: code,
  Message: message,
});
