import { exp, ln } from "@orrery/kernel";
import type { Expression, Sign } from "./expression.ts";
import { functions } from "./functions.ts";
import { joined, mapped, numberValue, type MathValue, type MathWorld } from "./math-value.ts";

/** What an expression comes to; `null`: it makes no sense. */
export function evaluate(expression: Expression, world: MathWorld): MathValue | null {
  switch (expression.type) {
    case "number":
      return numberValue(expression.value);
    case "text":
      return null;
    case "name":
      return world.valueOf(expression.name);
    case "negative": {
      const of = evaluate(expression.of, world);
      return of === null ? null : mapped(of, (value) => -value);
    }
    case "list": {
      const lines = expression.items.flatMap((item) => {
        const value = evaluate(item, world);
        return value === null || value.type === "number"
          ? []
          : value.type === "points"
            ? [value.points]
            : value.lines;
      });
      return { type: "lines", lines };
    }
    case "call":
      return functions[expression.name]?.(expression.args, world, evaluate) ?? null;
    case "operation": {
      const left = evaluate(expression.left, world);
      const right = evaluate(expression.right, world);
      return left === null || right === null
        ? null
        : joined(left, right, operations[expression.sign]);
    }
  }
}

const truth = (is: boolean): number => (is ? 1 : 0);

const operations: Readonly<Record<Sign, (one: number, other: number) => number>> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other, // By 0: no point.
  "^": power,
  "==": (one, other) => truth(one === other),
  "!=": (one, other) => truth(one !== other),
  "<=": (one, other) => truth(one <= other),
  ">=": (one, other) => truth(one >= other),
  "<": (one, other) => truth(one < other),
  ">": (one, other) => truth(one > other),
  AND: (one, other) => truth(one !== 0 && other !== 0),
  "&&": (one, other) => truth(one !== 0 && other !== 0),
  OR: (one, other) => truth(one !== 0 || other !== 0),
  "||": (one, other) => truth(one !== 0 || other !== 0),
};

/** Multiplied where the exponent is whole: engines differ in powers. */
function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1_024) return exp(exponent * ln(base));
  let result = 1;
  for (let times = 0; times < Math.abs(exponent); times += 1) result *= base;
  return exponent < 0 ? 1 / result : result;
}
