import type { Rule } from "../../../../service/rule.ts";

const read = "2026-11";
const guide = "Amazon DynamoDB Developer Guide, PartiQL: a SQL-compatible query language";
const measured =
  "MEASURED 2026-06 to 2026-10 by others (paritysuite/dynamodb-conformance, run against DynamoDB)";
const local = "texts of DynamoDB local";
const operations = ["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"] as const;

/** What statements of PartiQL do. */
export const partiqlRules: readonly Rule[] = [
  {
    id: "dynamodb.partiql.execute",
    status: "documented",
    source: guide,
    date: read,
    text: "SELECT, INSERT, UPDATE and DELETE do what Query, Scan, PutItem, UpdateItem and DeleteItem do, with their units.",
    semantics: ["dynamodb §5.7"],
    operations,
  },
  {
    id: "dynamodb.partiql.select",
    status: "documented",
    source: `${guide}; ${measured}`,
    date: read,
    text: "SELECT reads by the hash key where its condition gives it, and everything otherwise; each value comes under the last name of its path.",
    operations,
  },
  {
    id: "dynamodb.partiql.order",
    status: "documented",
    source: `${guide}; texts: ${local}`,
    date: read,
    text: "ORDER BY names an attribute of the key, and the hash key's value is given.",
    operations,
  },
  {
    id: "dynamodb.partiql.choices",
    status: "assumed",
    source: "AWS reads each key of a choice; how it counts them is not documented",
    date: read,
    text: "A choice among hash keys (IN) and several ranges of a sort key are not modeled, and end a run.",
    operations,
  },
  {
    id: "dynamodb.partiql.insert",
    status: "documented",
    source: guide,
    date: read,
    text: "INSERT puts an item of a key that is not there, and is refused as a duplicate otherwise.",
    operations,
  },
  {
    id: "dynamodb.partiql.update",
    status: "documented",
    source: guide,
    date: read,
    text: "UPDATE changes an item that is there by SET, REMOVE, set_add and set_delete; all of its key is given, and the rest of the condition holds.",
    operations,
  },
  {
    id: "dynamodb.partiql.delete",
    status: "measured",
    source: measured,
    date: read,
    text: "DELETE deletes the item of a key for which the rest of the condition holds, and shows it by RETURNING ALL OLD * only.",
    operations,
  },
  {
    id: "dynamodb.partiql.refusals",
    status: "measured",
    source: `${measured}; ${local}; what stands behind "can't be processed:" is assumed`,
    date: read,
    text: "What is no statement of DynamoDB is refused.",
    operations,
  },
  {
    id: "dynamodb.partiql.pages",
    status: "documented",
    source: "Amazon DynamoDB API Reference, ExecuteStatement",
    date: read,
    text: "A SELECT ends at a page or its Limit, and goes on from NextToken.",
    operations,
  },
  {
    id: "dynamodb.partiql.batch",
    status: "documented",
    source: "Amazon DynamoDB API Reference, BatchExecuteStatement",
    date: read,
    text: "Statements of a batch succeed and fail by themselves, each about one item of a key.",
    operations,
  },
  {
    id: "dynamodb.partiql.transaction",
    status: "measured",
    source: `${measured}; the reason DuplicateItem: reports of users`,
    date: read,
    text: "Statements of a transaction read or write items of their keys, all or none, and EXISTS checks one; indexes and RETURNING have no place there.",
    operations,
  },
];
