import { noRequest, table as tables } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { dynamodbLimits } from "../limits.ts";
import { projected } from "../expression/projection.ts";
import type {
  CancellationReason,
  CollectionSize,
  EndTransaction,
  Prepare,
  ReadAgain,
  TableEffect,
  TransactGet,
} from "../protocol.ts";
import type { StoredItem } from "../store/stored-item.ts";
import type { Item } from "../value/attribute-value.ts";
import {
  letIn,
  nothingConsumed,
  unitsOfRead,
  unitsOfWrite,
  unitsTogether,
  type Units,
} from "./admission.ts";
import { applyChange, collectionSizeOf, currentItem, observeWrites } from "./change.ts";
import { metrics, notes, type Table, type TableContext } from "./declarations.ts";
import { indexWritesOf } from "./index-writes.ts";
import { textOfKey } from "./item-key.ts";
import { isLocked, outcomeOf, transactionConflict, writtenBytes, type Outcome } from "./outcome.ts";
import { answer, isRefused, reply } from "./reply.ts";

const nothing: CancellationReason = { code: "None", message: null, item: null };

/** Checks what a transaction does in this table, and locks its items; or says what stands in its way. */
export function prepare(
  table: Table,
  { transaction, actions, token }: Prepare,
  context: TableContext,
): readonly TableEffect[] {
  // Of what nobody waits for, or is cancelled by now, nobody would say how it ends.
  if (context.request === noRequest) return [];
  if (tables.get(table.prepared, transaction) !== undefined) {
    tables.remove(table.prepared, transaction);
    return [];
  }
  const known = token === null ? null : knownAs(table, token, context);
  if (known !== null && known !== "done") return [answer("transactWriteItems", known, context)];
  if (known === "done") {
    const reads = actions.map(({ key }) =>
      unitsOfRead(
        currentItem(table, key)?.size ?? 0,
        "transactional",
        key.hash,
        null,
        context.settings,
      ),
    );
    const units = unitsTogether(reads);
    const throttled = letIn(table, units, context);
    if (throttled !== null) return [answer("transactWriteItems", throttled, context)];
    const { consumed } = units;
    const body = { type: "prepared", state: "known", reasons: [], consumed } as const;
    return [answer("transactWriteItems", body, context)];
  }
  const outcomes = actions.map((action): Outcome | Refused =>
    isLocked(table, action.key) ? transactionConflict : outcomeOf(table, action, context),
  );
  const units = unitsTogether(
    actions.map(({ key }, place): Units => {
      const outcome = outcomes[place]!; // There is one for each.
      const size = isRefused(outcome)
        ? (currentItem(table, key)?.size ?? 0)
        : writtenBytes(outcome);
      const writes = isRefused(outcome) ? [] : outcome.indexWrites;
      return unitsOfWrite(size, key, writes, "transactional", context.settings);
    }),
  );
  const throttled = letIn(table, units, context);
  const reasons = outcomes.map((outcome) => reasonOf(throttled ?? outcome));
  if (throttled !== null || outcomes.some(isRefused)) {
    observeRefused(reasons, context);
    const { consumed } = units;
    const body = { type: "prepared", state: "refused", reasons, consumed } as const;
    return [answer("transactWriteItems", body, context)];
  }
  const changes = (outcomes as readonly Outcome[]).map(({ key, after }, place) => ({
    key,
    isCheck: actions[place]!.action.do === "check",
    after,
  }));
  for (const { key } of changes) tables.set(table.locks, textOfKey(key), transaction);
  tables.set(table.prepared, transaction, { changes, token: token?.text ?? null });
  if (token !== null) {
    tables.set(table.tokens, token.text, { request: token.request, doneAt: null });
  }
  const body = { type: "prepared", state: "ready", reasons, consumed: units.consumed } as const;
  return [answer("transactWriteItems", body, context)];
}

/** What is known of a transaction by its token; `null`: nothing. */
function knownAs(
  { tokens }: Table,
  { text, request }: NonNullable<Prepare["token"]>,
  { now }: TableContext,
): Refused | "done" | null {
  for (;;) {
    const first = tables.firstKey(tokens);
    if (first === undefined) break;
    const { doneAt } = tables.get(tokens, first)!; // What is first is there.
    if (doneAt === null || doneAt + dynamodbLimits.tokenLife > now) break;
    tables.remove(tokens, first);
  }
  const known = tables.get(tokens, text);
  if (known === undefined) return null;
  if (known.doneAt !== null && known.doneAt + dynamodbLimits.tokenLife <= now) return null;
  if (known.request !== request) {
    return refused(
      "IdempotentParameterMismatchException",
      "The provided client token is already in use for a different request",
    );
  }
  return known.doneAt === null
    ? refused(
        "TransactionInProgressException",
        "Another transaction with the provided client token is already in progress",
      )
    : "done";
}

/** The reasons by which AWS cancels, where an operation alone would hear another code. */
const cancellationCodes: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  TransactionConflictException: "TransactionConflict",
  ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
  ThrottlingException: "ThrottlingError",
  RequestLimitExceeded: "ThrottlingError",
  ItemCollectionSizeLimitExceededException: "ItemCollectionSizeLimitExceeded",
  ValidationException: "ValidationError",
};

function reasonOf(outcome: Outcome | Refused): CancellationReason {
  if (!isRefused(outcome)) return nothing;
  const { code, message, details } = outcome;
  const item = (details?.["Item"] ?? null) as Item | null; // Made by itemDetails.
  return { code: cancellationCodes[code] ?? code, message, item };
}

function observeRefused(reasons: readonly CancellationReason[], context: TableContext): void {
  for (const { code } of reasons) {
    if (code === "ConditionalCheckFailed") {
      context.observe(metrics.ConditionalCheckFailedRequests, 1);
    } else if (code === "TransactionConflict") context.observe(metrics.TransactionConflict, 1);
  }
}

/** Does what was prepared, or forgets it. Said once more, it changes nothing. */
export function endTransaction(
  table: Table,
  { transaction, how, decided, trail }: EndTransaction,
  context: TableContext,
): readonly TableEffect[] {
  if (decided !== null) context.observe(metrics[`dynamodb.${decided}`], 1);
  const collections: CollectionSize[] = [];
  const effects: TableEffect[] = [];
  const prepared = tables.get(table.prepared, transaction);
  if (prepared !== undefined) {
    const { changes, token } = prepared;
    tables.remove(table.prepared, transaction);
    for (const { key } of changes) tables.remove(table.locks, textOfKey(key));
    if (token !== null) endToken(table, token, how, context);
    if (how === "commit") {
      for (const { key, after, isCheck } of changes) {
        if (isCheck) continue;
        const before = currentItem(table, key);
        const indexWrites = indexWritesOf(
          key,
          before?.item ?? null,
          after?.item ?? null,
          context.settings,
        );
        const change = { key, before, after, indexWrites };
        const timer = applyChange(table, change, { trail, byService: false }, context);
        if (timer !== null) effects.push(timer);
        const item = after?.item ?? before?.item;
        const size = item === undefined ? null : collectionSizeOf(table, key, item, context);
        if (size !== null) collections.push(size);
      }
      observeWrites(changes.filter(({ isCheck }) => !isCheck).length, context);
    } else context.note(notes.conflicted, table.writeCount);
  } else if (how === "cancel" && context.request !== noRequest) {
    // What is under way to here still comes too late.
    tables.set(table.prepared, transaction, { changes: [], token: null });
  }
  const body = { type: "transactionEnded", collections } as const;
  return [...effects, answer("transactWriteItems", body, context)];
}

function endToken(
  { tokens }: Table,
  token: string,
  how: EndTransaction["how"],
  { now }: TableContext,
): void {
  const known = tables.get(tokens, token);
  tables.remove(tokens, token);
  // It goes behind those that ended before.
  if (known !== undefined && how === "commit") {
    tables.set(tokens, token, { request: known.request, doneAt: now });
  }
}

/** Reads items of a transaction, unless one is locked by another. */
export function transactGet(
  table: Table,
  { keys, projections }: TransactGet,
  context: TableContext,
): readonly TableEffect[] {
  const found = keys.map((key) => currentItem(table, key));
  const units = unitsTogether(
    keys.map(({ hash }, place) =>
      unitsOfRead(found[place]?.size ?? 0, "transactional", hash, null, context.settings),
    ),
  );
  const isInTheWay = keys.map((key) => isLocked(table, key));
  const throttled = letIn(table, units, context);
  const reasons = isInTheWay.map((locked) =>
    reasonOf(throttled ?? (locked ? transactionConflict : free)),
  );
  const isRefusedWhole = reasons.some(({ code }) => code !== nothing.code);
  if (isRefusedWhole) observeRefused(reasons, context);
  else context.observe(metrics.ReadRequests, keys.length);
  const items = shownItems(found, projections);
  return [
    answer(
      "transactGetItems",
      {
        type: "transactionRead",
        items: isRefusedWhole ? [] : items,
        reasons: isRefusedWhole ? reasons : null,
        consumed: isRefusedWhole ? nothingConsumed("read") : units.consumed,
        changedNothing: true,
      },
      context,
    ),
  ];
}

const shownItems = (
  found: readonly (StoredItem | undefined)[],
  projections: TransactGet["projections"],
): readonly (Item | null)[] =>
  found.map((stored, place) => {
    if (stored === undefined) return null;
    const projection = projections[place] ?? null;
    return projection === null ? stored.item : projected(stored.item, projection);
  });

/** Reads the same items again, as they are now in all tables of the transaction. */
export function readAgain(
  table: Table,
  { keys, projections }: ReadAgain,
  context: TableContext,
): readonly TableEffect[] {
  const reasons = keys.map((key) => reasonOf(isLocked(table, key) ? transactionConflict : free));
  const isRefusedWhole = reasons.some(({ code }) => code !== nothing.code);
  if (isRefusedWhole) observeRefused(reasons, context);
  const found = keys.map((key) => currentItem(table, key));
  return [
    reply(context, {
      type: "transactionRead",
      items: shownItems(found, projections),
      reasons: isRefusedWhole ? reasons : null,
      consumed: nothingConsumed("read"),
      changedNothing: true,
    }),
  ];
}

const free: Outcome = {
  type: "outcome",
  key: { hash: 0, key: "", sort: "", tie: "" },
  before: undefined,
  after: null,
  indexWrites: [],
  touched: [],
};
