import type { Plain } from "@orrery/kernel";
import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { frameOf } from "../test/run-state.ts";
import { compiledExpression } from "./jsonata/expression.ts";
import { plainOf } from "./jsonata/plain-result.ts";
import { shortWayOf } from "./jsonata/short-way.ts";

// Few values, so that equal ones and those that look alike meet often.
const scalar = fc.constantFrom(...[null, true, false, 0, 1, -2.5, 3e15, "", "1", "x", "true"]);
const value: fc.Arbitrary<Plain> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("p", "q"), scalar, { maxKeys: 2 }) },
);
const operand = fc.constantFrom(
  ...["$states.input.a", "$states.input.b", "$states.input.o.p", "$v", "1", "-2.5", "'x'", "true"],
  ...["null", "($states.input.a)", "$states.input.none"],
);
const operator = fc.constantFrom(
  ...["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "=", "!=", "&", "and", "or"],
);
const expression = fc.oneof(
  fc.tuple(operand, operator, operand).map((parts) => parts.join(" ")),
  fc.tuple(operand, operator, operand, operator, operand).map((parts) => parts.join(" ")),
  fc.tuple(operand, operand, operand).map(([one, two, three]) => `${one} ? ${two} : ${three}`),
  operand,
);

test.prop([expression, value, value, value], { numRuns: 2_000 })(
  "the short way gives what the library gives, or leaves it to the library",
  (text, a, b, v) => {
    const input: Plain = { a, b, o: { p: a } };
    const compiled = compiledExpression(text);
    const frame = frameOf(input, { variables: { values: { v }, bytes: 0, outer: null } });
    const short = shortWayOf(compiled.ast())?.(frame, undefined);
    if (short === undefined) return;
    const whole = compiled.evaluate(undefined, { states: { input }, v }, 0);
    expect(short).toEqual(plainOf(whole));
  },
);

it("is taken by what is simple, and by nothing else", () => {
  const taken = (text: string) => shortWayOf(compiledExpression(text).ast()) !== null;
  for (const text of ["$states.input.a.b", "$v > 1 and $w", "('a' & $v)", "$v ? 1 : 2"]) {
    expect(taken(text)).toBe(true);
  }
  const others = [
    "$sum($v)",
    "$v[0]",
    "$v[]",
    "a",
    "$",
    "$v ? 1",
    "($a := 1; $a)",
    "$states",
    "$v.*",
  ];
  for (const text of others) expect(taken(text)).toBe(false);
});
