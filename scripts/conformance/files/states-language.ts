import { readFileSync } from "node:fs";
import { jsonata } from "../../../packages/aws/src/services/stepfunctions/language/jsonata/library.ts";
import type { LibraryError } from "../../../packages/aws/src/services/stepfunctions/language/jsonata/generated/library.js";
import { definitionOf } from "../../../packages/aws/src/services/stepfunctions/language/parse/definition-of.ts";
import {
  isUsable,
  type Diagnostic,
} from "../../../packages/aws/src/services/stepfunctions/language/validate/diagnostic.ts";
import {
  diagnosticsOf,
  diagnosticsOfValue,
} from "../../../packages/aws/src/services/stepfunctions/language/validate/validate.ts";
import type { PlainObject } from "../../../packages/aws/src/services/stepfunctions/language/frame.ts";
import type { Plain } from "@orrery/kernel";
import { failed, outcomeOf, passed, type CaseFile, type Outcome } from "../outcome.ts";
import { Bindings, unify } from "../unify.ts";
import { isEqual, isObject, memberOf, show, type Value, type ValueObject } from "../value.ts";
import { walk } from "./workflow-walk.ts";

const differenceOf = (what: string, wanted: Value, received: Value): string | undefined =>
  isEqual(wanted, received) ? undefined : `${what} ${show(wanted)}: received ${show(received)}`;

const text = (value: Value): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Workflows of Pass and Choice states: the output of the execution, and nothing else of its history. */
export const stateExpressions: CaseFile = {
  name: "sfn_expr",
  isComplete: true,
  run({ input, expected }): Outcome {
    const output = walk(input.definition as PlainObject, (input.input ?? null) as Plain);
    const wanted = memberOf(expected, "output") ?? lastOutput(expected);
    if (isDrawn(wanted)) {
      const drawn = memberOf(output, "FunctionResult");
      return outcomeOf(differenceOf("a whole number", true, Number.isInteger(drawn)));
    }
    // What is no object or list stayed as the text that the history has.
    const received = typeof wanted === "string" ? JSON.stringify(output) : output;
    const found = unify(wanted, received, new Bindings());
    return found === undefined
      ? passed
      : failed(`${found.path} must be ${found.expected}: received ${found.received}`);
  },
};

/** The recording shows a number that is drawn by a word. */
const isDrawn = (output: Value): boolean =>
  memberOf(output, "FunctionResult") === "RandomNumberGenerated";

function lastOutput(expected: Value): Value {
  const events = memberOf(memberOf(expected, "history"), "events") as readonly ValueObject[];
  const succeeded = events.find(({ type }) => type === "ExecutionSucceeded");
  return memberOf(succeeded?.executionSucceededEventDetails, "output");
}

/** ValidateStateMachineDefinition: every diagnostic with code, place and words. */
export const validationAnswers: CaseFile = {
  name: "sfn_validation",
  isComplete: true,
  run({ input, expected }): Outcome {
    const [{ params }] = input.ops as readonly [{ readonly params: ValueObject }];
    const type = params.type === "EXPRESS" ? "EXPRESS" : "STANDARD";
    const diagnostics = diagnosticsOf(text(params.definition), { type, resources: "arns" });
    const answer = memberOf(expected, "validation_response");
    const why =
      differenceOf("result", memberOf(answer, "result"), isUsable(diagnostics) ? "OK" : "FAIL") ??
      differenceOf("diagnostics", memberOf(answer, "diagnostics"), diagnostics.map(shown));
    return outcomeOf(why);
  },
};

const shown = ({ location, ...rest }: Diagnostic): ValueObject =>
  location === null ? { ...rest } : { ...rest, location };

/**
 * Definitions of linters' tests: whether there is an error, not its words, which are each linter's
 * own; in a template resources may be anything.
 */
export const lintedDefinitions: CaseFile = {
  name: "asl_validation",
  isComplete: false,
  run({ input, expected }): Outcome {
    const diagnostics = diagnosticsOf(text(input.text), { type: "STANDARD", resources: "any" });
    return validity(diagnostics, memberOf(expected, "valid"));
  },
};

/** Published definitions: that there is no error, and that they are parsed. */
export const publishedDefinitions: CaseFile = {
  name: "asl_real",
  isComplete: true,
  run({ input, expected }): Outcome {
    const value = input.definition as PlainObject;
    const diagnostics = diagnosticsOfValue(value, { type: "STANDARD", resources: "any" });
    if (isUsable(diagnostics)) definitionOf(value);
    return validity(diagnostics, memberOf(expected, "accepted"));
  },
};

function validity(diagnostics: readonly Diagnostic[], wanted: Value): Outcome {
  const errors = diagnostics.filter(({ severity }) => severity === "ERROR");
  const why = differenceOf("valid", wanted, errors.length === 0);
  return outcomeOf(why && `${why} ${errors.map((each) => each.message).join(", ")}`);
}

/**
 * The tests of JSONata itself, against the library as the machine has it: result or code of the error.
 *
 * @param path where the cases are, with the documents that they share
 */
export function jsonataCases(path: string): CaseFile {
  let datasets: Readonly<Record<string, Value>> | undefined;
  const datasetNamed = (name: string): Value => {
    // The file's form is fixed by the README beside it.
    datasets ??= (
      JSON.parse(readFileSync(path, "utf8")) as {
        readonly datasets: Readonly<Record<string, Value>>;
      }
    ).datasets;
    return datasets[name];
  };
  return {
    name: "jsonata",
    isComplete: true,
    run({ input, expected }): Outcome {
      const data = typeof input.dataset === "string" ? datasetNamed(input.dataset) : input.data;
      const received = evaluated(input, data);
      if (isObject(expected) && "code" in expected) {
        return outcomeOf(differenceOf("code", expected.code, received.code));
      }
      const wanted =
        memberOf(expected, "undefined") === true ? undefined : memberOf(expected, "result");
      if (received.code !== undefined) return failed(`received the error ${received.code}`);
      const isSame = JSON.stringify(wanted) === JSON.stringify(received.result);
      return outcomeOf(
        isSame ? undefined : (differenceOf("result", wanted, received.result) ?? "order"),
      );
    },
  };
}

/** The tests stop what goes too deep by themselves, with a code of their own. */
const tooDeep = { D1011: "U1001" } as const;

function evaluated(
  input: ValueObject,
  data: Value,
): { readonly result?: Value; readonly code?: string } {
  const stack = typeof input.depth === "number" ? input.depth : 1_000;
  const copy = data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as unknown);
  try {
    const expression = jsonata(String(input.expr), { stack });
    const result = expression.evaluate(copy, (input.bindings ?? {}) as Record<string, unknown>, 0);
    // The marks that the library leaves on arrays are no part of the answer.
    return { result: JSON.parse(JSON.stringify(result ?? null)) as Value, ...undefinedOf(result) };
  } catch (error) {
    const code = (error as LibraryError).code ?? "none";
    return { code: tooDeep[code as keyof typeof tooDeep] ?? code };
  }
}

const undefinedOf = (result: unknown) => (result === undefined ? { result: undefined } : {});
