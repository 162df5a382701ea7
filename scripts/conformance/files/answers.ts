import { pathToFileURL } from "node:url";
import { filesNamed } from "../../rules.ts";
import { outcomeOf, type CaseFile, type Outcome } from "../outcome.ts";
import { isEqual, show, type Value, type ValueObject } from "../value.ts";

/** What `recorded-cases.ts` of a service's folder exports. */
interface Answers {
  /** By the name of a file of cases: the answer to an input, which needs no run. */
  readonly recordedCases: Readonly<Record<string, (input: ValueObject) => Value>>;
}

const modules = await Promise.all(
  filesNamed("recorded-cases.ts").map(
    ({ path }) => import(pathToFileURL(path).href) as Promise<Answers>, // As the name of the file says.
  ),
);
const answers = new Map(modules.flatMap(({ recordedCases }) => Object.entries(recordedCases)));

/** A file of cases that a service answers by itself; `undefined` where none does. */
export function answeredFile(name: string): CaseFile | undefined {
  const answer = answers.get(name);
  if (answer === undefined) return undefined;
  return {
    name,
    isComplete: true,
    run({ input, expected }): Outcome {
      const received = answer(input);
      const why = `must be ${show(expected)}: received ${show(received)}`;
      return outcomeOf(isEqual(expected, received) ? undefined : why);
    },
  };
}
