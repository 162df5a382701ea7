import { guide, recorded, rule, specification } from "./sources.ts";

/** How a Choice picks, and how long a Wait waits. */
export const choiceRules = [
  rule(
    "choice.first",
    "documented",
    guide("Choice workflow state"),
    "The first rule that holds decides, else Default; a rule's own Assign and Output are used where it decided, those of the state with Default.",
    "§5 ¶1",
  ),
  rule(
    "choice.none",
    "documented",
    guide("Handling errors; the words are noted by two public emulators as verified on AWS"),
    "Where nothing holds and there is no Default, the state fails with States.Runtime, which nothing catches.",
    "§5.1",
    "§10.1 States.NoChoiceMatched",
  ),
  rule(
    "choice.types",
    "measured",
    recorded,
    "Operators take values of their type alone, and never hold for others; texts compare by UTF-16 code units, numbers as doubles, timestamps as instants, and each comparison has a form with a path.",
    "§5 ¶2",
    "§5.2",
  ),
  rule(
    "choice.wildcard",
    "documented",
    guide("Choice workflow state"),
    "In StringMatches a star stands for any run of characters, and a star behind two backslashes in JSON for itself.",
    "§5.3",
  ),
  rule(
    "choice.missing",
    "documented",
    guide("Choice workflow state"),
    "A path that selects nothing is not present; any other operator fails the state there. And stops at the first rule that does not hold, Or at the first that does.",
    "§5.4",
  ),
  rule(
    "choice.timestamps",
    "documented",
    specification("Timestamps"),
    "A timestamp is one of RFC 3339 with T and with Z or an offset.",
    "§5.5",
  ),
  rule(
    "choice.condition",
    "documented",
    guide("Choice workflow state"),
    "In JSONata a rule has a Condition, which gives true or false or fails the state.",
  ),
  rule(
    "wait.until",
    "measured",
    recorded,
    "Seconds count from the state's entry; a Timestamp that has passed does not wait; a delay of 2^31 seconds or more is too long.",
    "§6 ¶1",
    "§0 wait.Seconds",
    "§3.8",
  ),
  rule(
    "wait.paths",
    "measured",
    recorded,
    "SecondsPath selects a whole number that is not negative, TimestampPath a timestamp; each fault has its words.",
  ),
  rule(
    "wait.numbers-in-texts",
    "assumed",
    "Recorded for the thresholds of a Map; that SecondsPath and others take a whole number in a text is assumed.",
    "Where a path selects a number, a text that holds a whole number is taken for it.",
  ),
];
