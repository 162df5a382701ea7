import { guide, recorded, rule } from "./sources.ts";

const page = guide("Intrinsic functions for JSONPath states");

/** The intrinsic functions of JSONPath. */
export const intrinsicRules = [
  rule(
    "intrinsic.call",
    "documented",
    page,
    "A call has texts in single quotes, numbers, true, false, null, paths and up to ten calls within each other; \\', \\{, \\} and \\\\ are escapes, and a backslash alone is refused.",
    "§4 ¶1",
    "§0 intrinsic nesting",
    "§4 ¶2",
  ),
  rule(
    "intrinsic.failure",
    "assumed",
    "The Developer Guide of 2024-25 says that States.Runtime is reported for States.IntrinsicFailure; the words around a function's failure are reported by users, those of each function are ours.",
    "A function that cannot do its work fails the state with States.Runtime, by the call as it is written.",
  ),
  rule(
    "intrinsic.rounding",
    "measured",
    recorded,
    "Where a whole number is due, a fraction goes to the nearest one, halves up: −1.5 becomes −1 and 2.5 becomes 3.",
    "§4 States.MathAdd(a, b)",
  ),
  rule(
    "intrinsic.arrays",
    "documented",
    page,
    "States.Array, ArrayPartition, ArrayContains, ArrayRange of up to 1,000 items, ArrayGetItem, ArrayLength and ArrayUnique, which keeps the first of those that are equal.",
    ...["§4 States.Array(…)", "§4 States.ArrayPartition(a, n)", "§4 States.ArrayContains(a, v)"],
    ...["§4 States.ArrayRange(first, last, step)", "§4 States.ArrayGetItem(a, i)"],
    ...["§4 States.ArrayLength(a)", "§4 States.ArrayUnique(a)", "§0 States.ArrayRange result"],
  ),
  rule(
    "intrinsic.encoding",
    "documented",
    page,
    "States.Base64Encode, Base64Decode and Hash take up to 10,000 characters; hashes are MD5, SHA-1, SHA-256, SHA-384 and SHA-512 in hexadecimal.",
    "§4 States.Base64Encode(s) / Base64Decode(s)",
    "§4 States.Hash(data, alg)",
    "§0 States.Base64*/Hash argument",
  ),
  rule(
    "intrinsic.json",
    "documented",
    page,
    "States.JsonMerge merges two objects at their top, the second wins, and does not merge deep; States.StringToJson and JsonToString read and write JSON.",
    "§4 States.JsonMerge(a, b, false)",
    "§4 States.StringToJson(s) / JsonToString(v)",
  ),
  rule(
    "intrinsic.chance",
    "documented",
    page,
    "States.MathRandom gives a whole number from the start and below the end, the same for the same seed; States.UUID a UUID of version 4.",
    "§4 States.MathRandom(start, end[, seed])",
    "§4 States.UUID()",
  ),
  rule(
    "intrinsic.split",
    "measured",
    recorded,
    "States.StringSplit cuts at each character of the second text, and drops what is empty.",
    "§4 States.StringSplit(s, d)",
  ),
  rule(
    "intrinsic.format",
    "documented",
    page,
    "States.Format puts a value into each {} of its template: texts as they are, all else as JSON; there are as many values as {}.",
    "§4 States.Format(t, …)",
  ),
];
