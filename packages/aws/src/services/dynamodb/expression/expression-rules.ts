import type { Rule } from "../../../service/rule.ts";

const read = "2026-11";
const guide = (page: string): string => `Amazon DynamoDB Developer Guide, ${page}`;
const wordings =
  "github.com/architect/dynalite (2025-09), texts compared with the service by that project";
const measured =
  "MEASURED 2026-06 to 2026-10 by others (paritysuite/dynamodb-conformance, run against DynamoDB)";
const grammar =
  "the grammar that AWS published with its DAX client (amazon-dax-client, DynamoDbGrammar.g4)";

/** How expressions are read. */
const syntaxRules: readonly Rule[] = [
  {
    id: "dynamodb.expression.syntax",
    status: "documented",
    source: `${guide("Expressions; Comparison operator and function reference; Update expressions")}; ${grammar}; neighbors of a token: ${measured}`,
    date: read,
    text: "Conditions, updates and projections have AWS's grammar; of a text that has not, the first token that has no place is named, with the text from the token before it to the one behind it. Keywords are such in any case and in every expression.",
    semantics: [
      "dynamodb §12.2 ¶1",
      "dynamodb §12.2 ¶2",
      "dynamodb §12.2 ¶3",
      "dynamodb §12.2 ¶4",
      "dynamodb §12.2 ¶5",
      "dynamodb §12.2 ¶6",
      "dynamodb §12.3 ¶1",
      "dynamodb §12.3 ¶2",
      "dynamodb §12.3 ¶3",
      "dynamodb §12.5 condition",
    ],
  },
  {
    id: "dynamodb.expression.precedence",
    status: "documented",
    source: `${guide("Comparison operator and function reference")}; ${grammar}`,
    date: read,
    text: "Comparisons bind before NOT, NOT before AND, AND before OR.",
    semantics: ["dynamodb §12.2.1"],
  },
  {
    id: "dynamodb.expression.empty",
    status: "measured",
    source: measured,
    date: read,
    text: "An expression has a token at least.",
  },
  {
    id: "dynamodb.expression.parentheses",
    status: "measured",
    source: `${measured}; ${grammar}`,
    date: read,
    text: "Parentheses around what is in parentheses are refused.",
  },
  {
    id: "dynamodb.expression.reserved",
    status: "documented",
    source: guide("Reserved words in DynamoDB"),
    date: read,
    text: "573 words, in any case, are no names in expressions, but what aliases stand for may be one.",
    semantics: ["dynamodb §12.2.3"],
  },
  {
    id: "dynamodb.expression.undefined",
    status: "measured",
    source: measured,
    date: read,
    text: "An alias or placeholder that stands for nothing is refused.",
  },
  {
    id: "dynamodb.expression.unused",
    status: "measured",
    source: measured,
    date: read,
    text: "An alias or placeholder that no expression of the request uses is refused.",
    semantics: ["dynamodb §12.5 unused"],
  },
  {
    id: "dynamodb.expression.entries",
    status: "measured",
    source: wordings,
    date: read,
    text: "Aliases begin with #, placeholders with a colon, and letters, digits and underscores follow; the value of a placeholder is checked as those of items are.",
  },
  {
    id: "dynamodb.expression.functions",
    status: "measured",
    source: `${wordings}; names that belong in another kind of expression: texts of DynamoDB local`,
    date: read,
    text: "Functions have their operands, their paths and their place: sizes are compared, the other functions of conditions are conditions, those of updates are given by SET.",
  },
  {
    id: "dynamodb.expression.types",
    status: "measured",
    source: `${wordings}; comparators: ${guide("Comparison operator and function reference")}`,
    date: read,
    text: "A placeholder whose type an operator or function does not take is refused.",
  },
  {
    id: "dynamodb.expression.between",
    status: "measured",
    source: wordings,
    date: read,
    text: "The bounds of BETWEEN that are given have one type, and the lower is not above the upper.",
  },
  {
    id: "dynamodb.expression.distinct",
    status: "measured",
    source: `${measured}; of IN and BETWEEN we assume the same`,
    date: read,
    text: "A path is not compared with itself.",
  },
  {
    id: "dynamodb.expression.order-of-faults",
    status: "measured",
    source: wordings,
    date: read,
    text: "Of several faults one is reported, in AWS's order.",
  },
  {
    id: "dynamodb.expression.paths",
    status: "measured",
    source: `${measured}; conflicts: ${wordings}`,
    date: read,
    text: "No path of an update or projection is part of another, or takes for a map what another takes for a list.",
  },
  {
    id: "dynamodb.expression.sections",
    status: "measured",
    source: wordings,
    date: read,
    text: "Each section of an update occurs once, in any order.",
  },
  {
    id: "dynamodb.expression.limits",
    status: "documented",
    source: `${guide("Quotas")}; texts: texts of DynamoDB local and reports of users`,
    date: read,
    text: "An expression has 4,096 bytes, 300 operators and functions, 100 operands of IN, paths of 32 steps and places up to 2,147,483,647 at most.",
    semantics: ["dynamodb §0 expression.length", "dynamodb §0 updateExpression.operators"],
  },
  {
    id: "dynamodb.expression.mixing",
    status: "measured",
    source: `${wordings}; ${measured}`,
    date: read,
    text: "Expressions are not used beside the parameters that were before them, nor names and values beside no expression.",
    semantics: ["dynamodb §12.4 ListTables etc."],
  },
  {
    id: "dynamodb.expression.envelope",
    status: "measured",
    source: measured,
    date: "2026-10-09",
    text: "What PutItem and UpdateItem refuse for the request's form is reported behind `1 validation error detected: `.",
  },
  {
    id: "dynamodb.expression.none",
    status: "documented",
    source: guide("Expressions"),
    date: read,
    text: "An operation goes without expressions.",
  },
];

/** What conditions, projections and keys mean. */
const conditionRules: readonly Rule[] = [
  {
    id: "dynamodb.expression.compare",
    status: "documented",
    source: guide("Comparison operator and function reference"),
    date: read,
    text: "Values of two types are unequal and in no order; BETWEEN has its bounds, and IN asks for one that is equal.",
  },
  {
    id: "dynamodb.expression.missing",
    status: "measured",
    source:
      "scylladb Alternator's tests, run against DynamoDB: what is not there is unequal to all, where the guide says nothing",
    date: read,
    text: "A path that names nothing makes each comparison and function false but <> and attribute_not_exists.",
    semantics: ["dynamodb §12.2.2"],
  },
  {
    id: "dynamodb.expression.contains",
    status: "documented",
    source: guide("Comparison operator and function reference"),
    date: read,
    text: "contains finds part of a string or binary value, a member of a set and an element of a list; begins_with the beginning of a string or binary value.",
  },
  {
    id: "dynamodb.expression.size",
    status: "documented",
    source: guide("Comparison operator and function reference"),
    date: read,
    text: "size is the bytes of a string or binary value, or how much a set, list or map has; other types have none.",
  },
  {
    id: "dynamodb.expression.projection",
    status: "measured",
    source: `${guide("Projection expressions")}; ${measured}`,
    date: read,
    text: "A projection keeps what its paths name with the maps and lists around it; elements of a list close up, in the list's order.",
  },
  {
    id: "dynamodb.expression.key-condition",
    status: "measured",
    source: `${guide("Query key conditions")}; texts: ${wordings}; ${measured}`,
    date: read,
    text: "A key condition gives the hash key's value and at most one comparison, BETWEEN or begins_with of the sort key, in any order of clauses and operands.",
    semantics: ["dynamodb §12.2 ¶7", "dynamodb §12.5 keys"],
  },
  {
    id: "dynamodb.expression.key-several",
    status: "measured",
    source: measured,
    date: "2026-10",
    text: "Of a key of several attributes each of the hash key is given, and of the sort key's all before the last that is named are equal.",
  },
  {
    id: "dynamodb.expression.key-range",
    status: "documented",
    source: guide("Query key conditions"),
    date: read,
    text: "The range of sort keys has the items for which the comparison holds.",
  },
  {
    id: "dynamodb.expression.filter-keys",
    status: "measured",
    source: wordings,
    date: read,
    text: "The filter of a Query names no attribute of the key that it queries.",
    semantics: ["dynamodb §12.2.4"],
  },
  {
    id: "dynamodb.expression.nested-keys",
    status: "measured",
    source: wordings,
    date: read,
    text: "No path looks into an attribute of the table's or an index's key.",
  },
  {
    id: "dynamodb.expression.older",
    status: "measured",
    source: `${guide("Legacy conditional parameters")}; texts: ${wordings}; NOT_CONTAINS of what is not there: scylladb Alternator's tests`,
    date: read,
    text: "Expected, AttributeUpdates, KeyConditions, QueryFilter, ScanFilter, ConditionalOperator and AttributesToGet mean what expressions do, of top-level attributes, with refusals of their own.",
  },
];

/** What updates do. */
const updateRules: readonly Rule[] = [
  {
    id: "dynamodb.expression.update-reads",
    status: "documented",
    source: guide("Update expressions"),
    date: read,
    text: "All that an update gives is read from the item as it was before.",
    semantics: ["dynamodb §12.3.1"],
  },
  {
    id: "dynamodb.expression.update-set",
    status: "documented",
    source: guide("Update expressions"),
    date: read,
    text: "SET gives an attribute, a name in a map or a place in a list the value of a placeholder or path, a sum, a difference, if_not_exists or list_append.",
  },
  {
    id: "dynamodb.expression.update-list",
    status: "measured",
    source: `${guide("Update expressions")}; ${measured}`,
    date: "2026-10-09",
    text: "Places are those of the list as it was: what is set behind its end is appended in order of places, what is removed closes up.",
    semantics: ["dynamodb §12.3.2"],
  },
  {
    id: "dynamodb.expression.update-remove",
    status: "measured",
    source: measured,
    date: read,
    text: "REMOVE of what is not there changes nothing.",
  },
  {
    id: "dynamodb.expression.update-add",
    status: "measured",
    source: `${guide("Update expressions")}; nested paths, which the guide excludes: ${wordings}`,
    date: read,
    text: "ADD adds a number, to 0 where there is none, or members to a set; to nested paths as well.",
    semantics: ["dynamodb §12.3.3"],
  },
  {
    id: "dynamodb.expression.update-delete",
    status: "documented",
    source: guide("Update expressions"),
    date: read,
    text: "DELETE takes members from a set; the last takes the attribute with it.",
  },
  {
    id: "dynamodb.expression.update-refusals",
    status: "measured",
    source: wordings,
    date: read,
    text: "An update of an item whose types, paths or attributes do not fit is refused as a whole.",
    semantics: ["dynamodb §12.5 update"],
  },
  {
    id: "dynamodb.expression.update-keys",
    status: "measured",
    source: measured,
    date: read,
    text: "No update writes on an attribute of the table's key.",
    semantics: ["dynamodb §12.3.4"],
  },
  {
    id: "dynamodb.expression.update-index-keys",
    status: "measured",
    source: wordings,
    date: read,
    text: "An update gives attributes of an index's key values of their type only, none of them empty.",
  },
  {
    id: "dynamodb.expression.touched",
    status: "measured",
    source: measured,
    date: read,
    text: "UPDATED_OLD and UPDATED_NEW have what the paths of the update name, in the old and the new item.",
  },
];

/** How expressions, and the parameters before them, are read and what they mean. */
export const expressionRules: readonly Rule[] = [...syntaxRules, ...conditionRules, ...updateRules];
