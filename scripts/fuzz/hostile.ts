import fc from "fast-check";

/** Texts that have broken programs before: names that objects inherit, long, deep, odd or empty. */
const hostileTexts: readonly string[] = [
  ...["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "prototype", "length"],
  ...["", " ", "0", "-1", "1e400", "1e-400", "0x10", "010", "9007199254740993", "null", "~", "yes"],
  ...[
    "*a",
    "&a",
    "!x",
    "<<",
    "? a",
    "- a",
    "{",
    "[",
    "}",
    "]",
    "'",
    '"',
    "|",
    ">",
    "%",
    "@",
    "`",
    "#",
  ],
  ...["\u0000", "\u001B[31m", "\r\n", "\n", "\t", "\uFEFF", "\uD800", "😀", "é", "\u2028"],
  ...["${", "${a", "${AWS::Region}", "{{resolve:ssm:a}}", "!Ref", "Fn::Sub", "AWS::NoValue"],
  ...["(a+)+$", "a".repeat(5_000), "[".repeat(3_000), "{a: ".repeat(3_000), "- ".repeat(3_000)],
  ...["1/s", "1/0", "200/", "1s", "1e9h", "-5s", "101%", "1KB", "1e30MB", "p99", "../../etc/hosts"],
];

export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

/** Plain data with nothing in it that anybody asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    hostileText,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, 2 ** 53, {}, []),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(hostileText, tie("value"), { maxKeys: 3 }),
  ),
})).value;

interface Edit {
  /** Where, as a part of the text's length. */
  readonly at: number;
  readonly cut: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(400)),
  insert: fc.oneof(fc.constant(""), hostileText),
});

/** `text` with a few pieces cut out and put in; the fewer, the simpler. */
export const edited = (text: string): fc.Arbitrary<string> =>
  fc.array(edit, { maxLength: 4 }).map((edits) =>
    edits.reduce((before, { at, cut, insert }) => {
      const place = Math.floor(at * before.length);
      return before.slice(0, place) + insert + before.slice(place + cut);
    }, text),
  );

/** A line of `text` left out, said twice, or with another value. */
export const relined = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom("drop", "twice", "value", "indent"), hostileText), {
      maxLength: 4,
    })
    .map((changes) => {
      const lines = text.split("\n");
      for (const [number, how, value] of changes) {
        const place = number % lines.length;
        const line = lines[place] ?? "";
        const colon = line.indexOf(":") + 1;
        if (how === "drop") lines.splice(place, 1);
        else if (how === "twice") lines.splice(place, 0, line);
        else if (how === "indent") lines[place] = ` ${line}`;
        else lines[place] = `${line.slice(0, colon)} ${value}`;
      }
      return lines.join("\n");
    });
