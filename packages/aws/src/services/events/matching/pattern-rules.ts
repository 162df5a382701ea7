import { guide, read, recorded, type EventsRule } from "../rule-sources.ts";

const all = (section: string, ...names: readonly string[]): readonly string[] =>
  names.map((name) => `eventbridge ${section}${name}`);

/** What rules want. The language itself is of the library of patterns, whose rules say more. */
export const patternRules: readonly EventsRule[] = [
  {
    id: "events.pattern.structure",
    status: "measured",
    source: recorded,
    date: read,
    text: "Keys are all needed and the values of a list alternatives; lists of events match by an element, keys of one object within one element, and dotted keys are the same as nested ones.",
    semantics: all("§3.1", ".1", ".2", ".3", ".4", ".5"),
  },
  {
    id: "events.pattern.values",
    status: "measured",
    source: recorded,
    date: read,
    text: "Texts, booleans and null are compared as they are, numbers by value.",
    semantics: all("§3.2 ", "string, boolean", "null", "empty string", "number equality"),
  },
  {
    id: "events.pattern.operators",
    status: "measured",
    source: recorded,
    date: read,
    text: "Operators are prefix, suffix, both without regard to case, equals-ignore-case, wildcard, anything-but with its forms, numeric, cidr, exists and $or.",
    semantics: all(
      "§3.2 ",
      "prefix",
      "prefix / suffix + ignore case",
      "suffix",
      "equals-ignore-case",
      "wildcard",
      "anything-but value(s)",
      "anything-but prefix / suffix (value or list)",
      "anything-but equals-ignore-case (value or list)",
      "anything-but wildcard (value or list)",
      "numeric",
      "cidr",
      "exists",
      "$or",
    ),
  },
  {
    id: "events.pattern.details",
    status: "measured",
    source: recorded,
    date: read,
    text: "anything-but needs a value of any type and on a list one element outside; numeric takes numbers alone; operators of one list are alternatives, and two in one object are refused.",
    semantics: all("§3.2", ".1", ".2", ".3", ".4", ".5", ".6", " ¶1"),
  },
  {
    id: "events.pattern.test",
    status: "measured",
    source: recorded,
    date: read,
    text: "TestEventPattern takes the JSON of an event with id, source, detail-type, account, region and time.",
    semantics: ["eventbridge §3.2.7"],
    operations: ["TestEventPattern"],
  },
  {
    id: "events.pattern.limits",
    status: "documented",
    source: guide("eb-quota"),
    date: read,
    text: "A pattern has at most 2,048 characters and 1,000 combinations of its $or, and 30 rules of a bus have wildcards.",
    semantics: [
      "eventbridge §0 pattern.size",
      "eventbridge §0 $or combinations",
      "eventbridge §0 wildcardRules per bus",
    ],
    operations: ["PutRule"],
  },
];
