import type { Plain, Tagged } from "@orrery/kernel";
import { listOf, memberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { boundCondition } from "../expression/condition-binding.ts";
import { conditionText } from "../expression/condition-text.ts";
import { matches } from "../expression/evaluation.ts";
import { keyGiven, withEntries, writingCall } from "../expression/partiql/statement-call.ts";
import type { SelectStatement, Statement } from "../expression/partiql/statement.ts";
import type { Item } from "../value/attribute-value.ts";
import { invalid } from "../value/value-check.ts";
import { plainly, selected, statementIn } from "./statement-operations.ts";
import { isRefused, keptOf, readyTable, schemaOf, type Checked } from "./table-record.ts";
import { transactionOperations } from "./transaction-operations.ts";

/** The operation that does what several statements say, all or none. */
export const statementTransactions: Operations = {
  ExecuteTransaction: { begin: execute, next: follow },
};

/** What statements became: the transaction that does the same. */
interface Became {
  readonly operation: "TransactGetItems" | "TransactWriteItems";
  readonly params: PlainObject;
  readonly statements: readonly Statement[];
}

function becameOf(params: PlainObject, plane: ControlPlane): Checked<Became> {
  const statements: Statement[] = [];
  const items: PlainObject[] = [];
  for (const [place, given] of listOf(params["TransactStatements"]).entries()) {
    const said = statementIn(objectOf(given));
    const wrong = isRefused<Statement>(said) ? said : againstPart(said, statements[0]);
    if (wrong !== null) return placed(wrong, place);
    const statement = said as Statement; // It was not refused.
    const item = itemOf(statement, objectOf(given), plane);
    if (isRefused<PlainObject>(item)) {
      return item.code === "ValidationException" ? placed(item, place) : item;
    }
    statements.push(statement);
    items.push(item);
  }
  const isRead = statements[0]?.type === "select";
  const { TransactStatements: _, ...rest } = params;
  return {
    operation: isRead ? "TransactGetItems" : "TransactWriteItems",
    params: { ...rest, TransactItems: items },
    statements,
  };
}

const placed = (why: Refused, place: number): Refused =>
  invalid(`Validation failed in TransactStatements[${place}]: ${plainly(why).message}`);

/** What AWS has against a statement of a transaction beside the first; `null` for nothing. */
function againstPart(statement: Statement, first: Statement | undefined): Refused | null {
  if ("returning" in statement && statement.returning !== null) {
    return invalid("RETURNING clause is not supported in ExecuteTransaction.");
  }
  if (first !== undefined && (first.type === "select") !== (statement.type === "select")) {
    return invalid("Unsupported operation in transaction.");
  }
  if (statement.type === "select" && statement.index !== null) {
    return invalid("Reads on indices are not supported within transactions.");
  }
  return statement.type === "exists" && statement.select.index !== null
    ? invalid("Operations on indices are not supported in transactions")
    : null;
}

/** The part of a transaction that a statement is. */
function itemOf(
  statement: Statement,
  given: PlainObject,
  plane: ControlPlane,
): Checked<PlainObject> {
  const read = statement.type === "exists" ? statement.select : statement;
  const table = readyTable({ TableName: read.table }, plane);
  if (isRefused(table)) return table;
  const schema = schemaOf(keptOf(table));
  const shows = memberOf(given, "ReturnValuesOnConditionCheckFailure");
  const more = shows === undefined ? {} : { ReturnValuesOnConditionCheckFailure: shows };
  if (read.type !== "select") {
    const call = writingCall(read, schema);
    if (isRefused<typeof call>(call)) return call;
    const kind = { PutItem: "Put", UpdateItem: "Update", DeleteItem: "Delete" }[
      call.operation as "PutItem" | "UpdateItem" | "DeleteItem" // A call that writes.
    ];
    return { [kind]: { ...call.params, ...more } };
  }
  const found = keyGiven(read.where, [...schema.hash, ...schema.sort], read.scope);
  if (found === null) {
    return invalid(
      statement.type === "exists"
        ? "EXISTS() must contain a single item read with additional condition"
        : "Select statements within ExecuteTransaction must specify the primary key in the where clause.",
    );
  }
  const key = { TableName: read.table, Key: found.key as unknown as Plain }; // Plain data by its type.
  if (statement.type === "select") return { Get: key };
  if (found.rest.length === 0) {
    return invalid("EXISTS() must contain a single item read with additional condition");
  }
  const condition = found.rest.map((each) => conditionText(each, "and")).join(" AND ");
  return {
    ConditionCheck: {
      ...withEntries({ ...key, ConditionExpression: condition }, read.scope),
      ...more,
    },
  };
}

function execute(params: PlainObject, plane: ControlPlane): Step {
  const became = becameOf(params, plane);
  if (isRefused<Became>(became)) return became;
  const step = transactionOperations[became.operation]!.begin(became.params, plane);
  return step.type === "refused" ? plainly(step) : step;
}

function follow(
  answers: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const became = becameOf(params, plane);
  if (isRefused<Became>(became)) return became;
  const { operation, statements } = became;
  const step = transactionOperations[operation]!.next!(answers, became.params, plane, kept);
  if (step.type === "refused") return withDuplicates(step, statements);
  if (step.type !== "respond" || operation !== "TransactGetItems") return step;
  const responses = listOf(step.response["Responses"]).map((each, place) => {
    const item = memberOf(each, "Item");
    return item === undefined ? {} : shownIn(item, statements[place] as SelectStatement); // All read.
  });
  return { ...step, response: { ...step.response, Responses: responses } };
}

/** What a statement shows of the item of its key, which its other conditions may leave out. */
function shownIn(given: Plain, statement: SelectStatement): PlainObject {
  const item = given as unknown as Item; // As it was read.
  const holds =
    statement.where === null || matches(boundCondition(statement.where, statement.scope), item);
  return holds ? { Item: selected(item, statement) } : {};
}

/** Of an INSERT the reason is that the item is there. */
function withDuplicates(refusal: Refused, statements: readonly Statement[]): Refused {
  const reasons = listOf(memberOf(refusal.details, "CancellationReasons"));
  if (reasons.length === 0) return refusal;
  const changed = reasons.map((reason, place) =>
    statements[place]?.type === "insert" && memberOf(reason, "Code") === "ConditionalCheckFailed"
      ? { Code: "DuplicateItem", Message: "Duplicate primary key exists in table" }
      : reason,
  );
  const codes = changed.map((reason) => textOf(memberOf(reason, "Code"))).join(", ");
  return refused(
    refusal.code,
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { ...refusal.details, CancellationReasons: changed },
  );
}
