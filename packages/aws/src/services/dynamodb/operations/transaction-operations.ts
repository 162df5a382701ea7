import { noTime, valueAsOf, type Plain, type Tagged } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../../request/params.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { AskAll, ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { expressionsIn, type Expressions } from "../expression/expressions.ts";
import type { Path } from "../expression/tree.ts";
import { dynamodbLimits, tableAssumptions, transactionActions } from "../limits.ts";
import type {
  CancellationReason,
  EndTransaction,
  ItemAction,
  ItemKey,
  Prepare,
  Prepared,
  ReadAgain,
  TransactGet,
  TransactionAction,
  TransactionEnded,
  TransactionRead,
} from "../protocol.ts";
import { textOfKey } from "../table/item-key.ts";
import { transactionConflict } from "../table/outcome.ts";
import { equalValues } from "../value/comparison.ts";
import type { Item } from "../value/attribute-value.ts";
import { invalid, itemIn } from "../value/value-check.ts";
import { shownCollection, shownConsumed, showsCollections } from "./consumed.ts";
import { againstHeads, keyIn, putIn, updateOf } from "./item-operations.ts";
import { isRefused, keptOf, readyTable, type Checked, type TableKept } from "./table-record.ts";

/** Operations on items of several tables, all or none. */
export const transactionOperations: Operations = {
  TransactWriteItems: { begin: transactWrite, next: followWrite },
  TransactGetItems: { begin: transactGet, next: followGet },
};

/** What is asked of the tables of a transaction, and where each answer belongs in the request. */
interface Shares<Part> {
  readonly tables: {
    readonly resource: number;
    readonly name: string;
    readonly parts: Part[];
    readonly places: number[];
  }[];
}

function shareOf<Part>(
  shares: Shares<Part>,
  { number, name }: { readonly number: number; readonly name: string },
): Shares<Part>["tables"][number] {
  let share = shares.tables.find(({ resource }) => resource === number);
  if (share === undefined) {
    share = { resource: number, name, parts: [], places: [] };
    shares.tables.push(share);
  }
  return share;
}

/** What goes from one phase of a transaction to the next. */
interface Phase {
  readonly transaction: string;
  readonly how: "prepare" | "commit" | "cancel";
  readonly tables: readonly {
    readonly resource: number;
    readonly name: string;
    readonly places: readonly number[];
  }[];
  readonly count: number;
  /** Shown at the end. */
  readonly capacities: readonly PlainObject[];
  readonly collections: PlainObject;
  /** Why it is cancelled; `null`: it is not. */
  readonly refusal: Plain;
}

const kinds = ["ConditionCheck", "Put", "Delete", "Update"] as const;
type ActionKind = (typeof kinds)[number];

/** The action of an item of a transaction, of which there must be one. */
function actionIn(
  given: Plain,
): Checked<{ readonly kind: ActionKind; readonly params: PlainObject }> {
  const said = kinds.filter((kind) => memberOf(given, kind) !== undefined);
  const [kind] = said;
  return kind === undefined || said.length > 1
    ? invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    : { kind, params: objectOf(memberOf(given, kind)) };
}

function againstCount(items: readonly Plain[], { asOf }: ControlPlane): Refused | null {
  const most = valueAsOf(transactionActions, asOf);
  return items.length <= most
    ? null
    : invalid(
        `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${most}`, // Before 2022-09-15.
      );
}

const twice = invalid("Transaction request cannot include multiple operations on one item");

function transactWrite(params: PlainObject, plane: ControlPlane): Step {
  const items = listOf(params["TransactItems"]);
  const tooMany = againstCount(items, plane);
  if (tooMany !== null) return tooMany;
  const shares: Shares<TransactionAction> = { tables: [] };
  const known = new Set<string>();
  let bytes = 0;
  for (const [place, given] of items.entries()) {
    const said = actionIn(given);
    if (isRefused(said)) return said;
    const { kind, params: action } = said;
    const expressions = expressionsIn(kind, action);
    if (isRefused(expressions)) return expressions;
    const item = itemIn(kind === "Put" ? action["Item"] : action["Key"]);
    if (isRefused<Item>(item)) return item;
    const table = readyTable(action, plane);
    if (isRefused(table)) return table;
    const done = doneIn(kind, item, expressions, keptOf(table));
    if (isRefused(done)) return done;
    const name = `${table.number} ${textOfKey(done.key)}`;
    if (known.has(name)) return twice;
    known.add(name);
    if (done.action.do === "put") bytes += done.action.size;
    const share = shareOf(shares, table);
    share.places.push(place);
    share.parts.push({
      ...done,
      condition: expressions.condition,
      showsOnFailure: textOf(action["ReturnValuesOnConditionCheckFailure"]) === "ALL_OLD",
    });
  }
  if (bytes > dynamodbLimits.transactionBytes) {
    return invalid("Collection size of items in transaction exceeds the limit of 4 MB"); // Assumed: the words.
  }
  const transaction = plane.uuid();
  const token = textOf(params["ClientRequestToken"]);
  const request = token === undefined ? "" : JSON.stringify(params["TransactItems"]);
  return {
    type: "askAll",
    asks: shares.tables.map(({ resource, parts }) => {
      const input: Prepare = {
        type: "prepare",
        transaction,
        actions: parts,
        token: token === undefined ? null : { text: token, request },
        trail: plane.trail,
      };
      return { resource, input };
    }),
    patience: assumedOf(plane).transactionPatience,
    kept: phase({
      transaction,
      how: "prepare",
      tables: shares.tables.map(({ resource, name, places }) => ({ resource, name, places })),
      count: items.length,
      capacities: [],
      collections: {},
      refusal: null,
    }),
  };
}

const assumedOf = ({ assumptions }: ControlPlane) => figureValues(tableAssumptions, assumptions);

const phase = (value: Phase): Plain => value as unknown as Plain; // Plain data by its type.

function doneIn(
  kind: ActionKind,
  item: Item,
  expressions: Expressions,
  kept: TableKept,
): Checked<{ readonly key: ItemKey; readonly action: ItemAction }> {
  const wrong = againstHeads(expressions, kept);
  if (wrong !== null) return wrong;
  if (kind === "Put") return putIn(item, kept);
  if (kind === "Update") return updateOf(item, expressions, kept);
  const key = keyIn(item, kept);
  return isRefused(key) ? key : { key, action: { do: kind === "Delete" ? "delete" : "check" } };
}

/** What a table says to the first phase, and to the second. */
type PhaseAnswer = Prepared | TransactionEnded | Refused;

/** Goes on from a phase: to the next one, to its end, or once more to tables of which nothing was heard. */
function followWrite(
  answers: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const before = kept as unknown as Phase; // As it was asked.
  const bodies = answers as readonly PhaseAnswer[]; // Tables answer nothing else.
  return before.how === "prepare"
    ? secondPhase(bodies, before, params, plane)
    : lastPhase(bodies, before, params, plane);
}

function secondPhase(
  bodies: readonly PhaseAnswer[],
  before: Phase,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const capacities = bodies.flatMap((body, place) => {
    if (body.type !== "prepared") return [];
    const shown = shownConsumed(body.consumed, before.tables[place]!.name, params, true);
    return shown === null ? [] : [shown];
  });
  const prepared = bodies.filter((body): body is Prepared => body.type === "prepared");
  if (prepared.length === bodies.length && prepared.every(({ state }) => state === "known")) {
    return responseOf(params, { ...before, capacities });
  }
  const refusal = bodies.find(isRefused) ?? cancellationOf(prepared, before);
  // Where a table knows the transaction, it was carried out: what others have made ready is not.
  const isKnown = refusal === null && prepared.some(({ state }) => state === "known");
  // Tables that had refused hold nothing; of one that was not heard of, nobody knows.
  const tables = before.tables.filter((_, place) => {
    const body = bodies[place]!;
    return body.type === "prepared" ? body.state === "ready" : isLost(body);
  });
  const next = {
    ...before,
    how: refusal === null && !isKnown ? "commit" : "cancel",
    capacities,
    tables,
    refusal: refusal as unknown as Plain, // Plain data by its type.
  } as const;
  const decided = bodies.some(isLost) ? "transactionPatience" : null;
  return tables.length === 0 ? refusal! : askEnd(next, decided, plane); // Without tables, it was refused.
}

function askEnd(next: Phase, decided: EndTransaction["decided"], plane: ControlPlane): AskAll {
  const { transactionPatience, transactionPause } = assumedOf(plane);
  const input: EndTransaction = {
    type: "endTransaction",
    transaction: next.transaction,
    how: next.how === "commit" ? "commit" : "cancel",
    decided,
    trail: plane.trail,
  };
  return {
    type: "askAll",
    asks: next.tables.map(({ resource }) => ({ resource, input })),
    kept: phase(next),
    patience: transactionPatience,
    settlesAfter: decided === "transactionPause" ? transactionPause : noTime,
  };
}

/** Ends a transaction: no table may be left that has not ended it. */
function lastPhase(
  bodies: readonly PhaseAnswer[],
  before: Phase,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const collections: Record<string, Plain> = { ...before.collections };
  bodies.forEach((body, place) => {
    if (body.type !== "transactionEnded" || body.collections.length === 0) return;
    collections[before.tables[place]!.name] = body.collections.map(shownCollection);
  });
  const missing = before.tables.filter((_, place) => isLeft(bodies[place]!));
  const next = { ...before, collections };
  if (missing.length > 0) {
    return askEnd({ ...next, tables: missing }, "transactionPause", plane);
  }
  return before.refusal === null
    ? responseOf(params, next)
    : (before.refusal as unknown as Refused); // As it was kept.
}

/** Whether nothing was heard of a table in time. */
const isLost = (body: PhaseAnswer): boolean =>
  body.type === "refused" && body.code === "InternalFailure";

/** Whether a table has not ended it, and is asked again; one that is gone has nothing to end. */
const isLeft = (body: PhaseAnswer): boolean =>
  body.type === "refused" && body.code !== "ResourceNotFoundException";

function responseOf(params: PlainObject, { capacities, collections }: Phase): Step {
  return {
    type: "respond",
    response: {
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
      ...(showsCollections(params) && Object.keys(collections).length > 0
        ? { ItemCollectionMetrics: collections }
        : {}),
    },
  };
}

/** The error of a transaction of which something was refused; `null`: nothing was. */
function cancellationOf(
  prepared: readonly Prepared[],
  { tables, count }: Pick<Phase, "tables" | "count">,
): Refused | null {
  if (prepared.every(({ state }) => state !== "refused")) return null;
  const reasons = new Array<CancellationReason>(count).fill(nothing);
  prepared.forEach((body, place) => {
    if (body.state !== "refused") return;
    body.reasons.forEach((reason, part) => (reasons[tables[place]!.places[part]!] = reason));
  });
  return cancelled(reasons);
}

const nothing: CancellationReason = { code: "None", message: null, item: null };
const conflict: CancellationReason = {
  code: "TransactionConflict",
  message: transactionConflict.message,
  item: null,
};

/** What those hear whose transaction is cancelled. */
function cancelled(reasons: readonly CancellationReason[]): Refused {
  const codes = reasons.map(({ code }) => code).join(", ");
  return refused(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    {
      CancellationReasons: reasons.map(({ code, message, item }) => ({
        Code: code,
        ...(message === null ? {} : { Message: message }),
        ...(item === null ? {} : { Item: item }),
      })),
    },
  );
}

/** What a table has of a read when it is read again: a conflict for each item that is another one by then. */
function readTwice(
  first: TransactionRead,
  resource: number,
  again: ReadAgain,
  plane: ControlPlane,
): TransactionRead | Refused {
  const now = plane.consult(resource, again) as TransactionRead | Refused; // A table answers so.
  if (isRefused(now)) return now;
  const reasons = first.items.map((item, place) => {
    const isSame = isSameItem(item, now.items[place]!);
    return now.reasons?.[place] ?? (isSame ? nothing : conflict);
  });
  const { consumed } = first;
  const isRead = reasons.every(({ code }) => code === nothing.code);
  return { ...now, consumed, reasons: isRead ? null : reasons };
}

const isSameItem = (one: Item | null, other: Item | null): boolean =>
  one === null || other === null ? one === other : equalValues({ M: one }, { M: other });

/** What is kept of a TransactGetItems. */
interface GetPhase {
  readonly tables: readonly {
    readonly resource: number;
    readonly name: string;
    readonly places: readonly number[];
    readonly again: ReadAgain;
  }[];
  readonly count: number;
}

function transactGet(params: PlainObject, plane: ControlPlane): Step {
  const items = listOf(params["TransactItems"]);
  const tooMany = againstCount(items, plane);
  if (tooMany !== null) return tooMany;
  const shares: Shares<{ readonly key: ItemKey; readonly projection: readonly Path[] | null }> = {
    tables: [],
  };
  const known = new Set<string>();
  for (const [place, given] of items.entries()) {
    const get = objectOf(memberOf(given, "Get"));
    const expressions = expressionsIn("Get", get);
    if (isRefused(expressions)) return expressions;
    const item = itemIn(get["Key"]);
    if (isRefused<Item>(item)) return item;
    const table = readyTable(get, plane);
    if (isRefused(table)) return table;
    const key = keyIn(item, keptOf(table));
    if (isRefused(key)) return key;
    const name = `${table.number} ${textOfKey(key)}`;
    if (known.has(name)) return twice;
    known.add(name);
    const share = shareOf(shares, table);
    share.places.push(place);
    share.parts.push({ key, projection: expressions.projection });
  }
  const kept: GetPhase = {
    tables: shares.tables.map(({ resource, name, places, parts }) => ({
      resource,
      name,
      places,
      again: {
        type: "readAgain",
        keys: parts.map(({ key }) => key),
        projections: parts.map(({ projection }) => projection),
      },
    })),
    count: items.length,
  };
  return {
    type: "askAll",
    asks: kept.tables.map(({ resource, again }) => {
      const input: TransactGet = { ...again, type: "transactGet" };
      return { resource, input };
    }),
    patience: assumedOf(plane).transactionPatience,
    kept: kept as unknown as Plain, // Plain data by its type.
  };
}

function followGet(
  answers: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const { tables, count } = kept as unknown as GetPhase; // As it was asked.
  const first = answers as readonly (TransactionRead | Refused)[]; // Tables answer nothing else.
  // Tables are read one after the other, and a second time at one instant: as long as nothing has changed, all was so.
  const isHeard = !first.some((body) => isRefused(body) || body.reasons !== null);
  const bodies =
    isHeard && tables.length > 1
      ? tables.map(({ resource, again }, place) =>
          readTwice(first[place] as TransactionRead, resource, again, plane),
        )
      : first;
  const refusal = bodies.find(isRefused);
  if (refusal !== undefined) return refusal;
  const reads = bodies as readonly TransactionRead[];
  if (reads.some(({ reasons }) => reasons !== null)) {
    const all = new Array<CancellationReason>(count).fill(nothing);
    reads.forEach(({ reasons }, place) =>
      reasons?.forEach((reason, part) => (all[tables[place]!.places[part]!] = reason)),
    );
    return cancelled(all);
  }
  const responses: PlainObject[] = Array.from({ length: count }, () => ({}));
  const capacities: PlainObject[] = [];
  reads.forEach(({ items, consumed }, place) => {
    const { places, name } = tables[place]!;
    items.forEach((item, part) => {
      if (item !== null) responses[places[part]!] = { Item: item };
    });
    const capacity = shownConsumed(consumed, name, params, true);
    if (capacity !== null) capacities.push(capacity);
  });
  return {
    type: "respond",
    response: {
      Responses: responses,
      ...(capacities.length === 0 ? {} : { ConsumedCapacity: capacities }),
    },
  };
}
