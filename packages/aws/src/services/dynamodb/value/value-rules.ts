import type { Rule } from "../../../service/rule.ts";

const read = "2026-11";
const guide = (page: string): string => `Amazon DynamoDB Developer Guide, ${page}`;
const wordings =
  "github.com/architect/dynalite (2025-09), texts compared with the service by that project";
const measured =
  "MEASURED 2026-06 to 2026-10 by others (paritysuite/dynamodb-conformance, run against DynamoDB)";

/** What values of attributes are. */
export const valueRules: readonly Rule[] = [
  {
    id: "dynamodb.value.types",
    status: "documented",
    source: guide("Supported data types and naming rules"),
    date: read,
    text: "A value has exactly one of the types S, N, B, BOOL, NULL (true only), L, M, SS, NS and BS; strings and binary values may be empty, in sets as well.",
    semantics: ["dynamodb §12.1.1", "dynamodb §12.5 values"],
  },
  {
    id: "dynamodb.value.names",
    status: "documented",
    source: guide("Supported data types and naming rules"),
    date: read,
    text: "An attribute may have any name, one that JavaScript gives every object as well.",
  },
  {
    id: "dynamodb.value.numbers",
    status: "documented",
    source: `${guide("Supported data types and naming rules")}; texts: ${wordings}`,
    date: read,
    text: "A number has up to 38 digits and a magnitude from 1E-130 to 9.9…E+125 and is returned without exponent and without leading and trailing zeros; others are refused by name of their fault.",
    semantics: ["dynamodb §0 number"],
  },
  {
    id: "dynamodb.value.arithmetic",
    status: "documented",
    source: `${guide("Update expressions")}; ${measured}`,
    date: read,
    text: "Sums and differences are exact; one out of the range of numbers, or of more than 38 digits, is refused like a number that is given so (the digits: assumed).",
  },
  {
    id: "dynamodb.value.sets",
    status: "measured",
    source: `${wordings}; ${measured}`,
    date: read,
    text: "A set has one member at least and none twice; numbers are the same by their value.",
  },
  {
    id: "dynamodb.value.set-order",
    status: "measured",
    source: measured,
    date: "2026-10-09",
    text: "A set comes back in its own order: strings and binary values by their bytes, numbers by their value.",
  },
  {
    id: "dynamodb.value.nesting",
    status: "documented",
    source: guide("Quotas"),
    date: read,
    text: "Lists and maps lie in each other 32 levels deep at most.",
    semantics: ["dynamodb §0 attribute.nesting"],
  },
  {
    id: "dynamodb.value.order",
    status: "documented",
    source: guide("Query key conditions; Comparison operator and function reference"),
    date: read,
    text: "Numbers are in order of their value, exactly; strings of their UTF-8 bytes; binary values of their bytes, unsigned. Values of other types, or of two types, are in no order.",
    semantics: ["dynamodb §12.1.2"],
  },
  {
    id: "dynamodb.value.equality",
    status: "documented",
    source: guide("Comparison operator and function reference"),
    date: read,
    text: "Two values are equal if their types are and all that is in them is; sets are equal in any order.",
  },
  {
    id: "dynamodb.value.item-size",
    status: "measured",
    source: `${guide("DynamoDB item sizes and formats")}; numbers and the limit: ${measured}`,
    date: "2026-08-18",
    text: "An item has the bytes of its names and values: of a number 1 for two digits before and 1 for two behind the point, 1 besides and 1 for a minus; of a list or map 3, and 1 for each element; of NULL and BOOL 1. 409,600 are taken, one more is refused.",
    semantics: ["dynamodb §1 ¶1", "dynamodb §0 item.maxSize"],
  },
  {
    id: "dynamodb.value.key",
    status: "measured",
    source: wordings,
    date: read,
    text: "A key has the attributes of the table's key with their types, and no other.",
    semantics: ["dynamodb §12.5 keys"],
  },
  {
    id: "dynamodb.value.key-in-item",
    status: "measured",
    source: wordings,
    date: read,
    text: "An item has the table's key attributes with their types; what it has of an index's key attributes has their types.",
    semantics: ["dynamodb §12.4 GSI"],
  },
  {
    id: "dynamodb.value.key-empty",
    status: "measured",
    source: measured,
    date: "2026-10-09",
    text: "No key attribute of a table or index is an empty string or binary value.",
  },
  {
    id: "dynamodb.value.key-size",
    status: "documented",
    source: `${guide("Quotas")}; texts: ${wordings}`,
    date: read,
    text: "A hash key's value has 2,048 bytes at most, a sort key's 1,024.",
    semantics: ["dynamodb §0 partitionKey / sortKey"],
  },
];
