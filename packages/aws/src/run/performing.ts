import { ConfigError, type Plain } from "@orrery/kernel";
import { memberOf } from "../request/params.ts";
import { answerToken } from "../service/construct.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ArchitectureOperation } from "./scenario.ts";

/** What operations of an architecture answered, by the logical ids of what they made. */
export type Answers = ReadonlyMap<string, readonly PlainObject[]>;

/**
 * Performs the operations of an architecture in their order, each with what those before it answered in place of the
 * tokens that stand for it.
 *
 * @param perform what one answers; `null`: it was refused.
 * @throws ConfigError where nothing answered what a token stands for.
 */
export function performAll(
  operations: readonly ArchitectureOperation[],
  perform: (operation: ArchitectureOperation) => PlainObject | null,
): Answers {
  const answers = new Map<string, readonly PlainObject[]>();
  for (const operation of operations) {
    const answer = perform(withAnswers(operation, answers));
    if (answer === null) continue;
    const { logicalId } = operation;
    answers.set(logicalId, [...(answers.get(logicalId) ?? []), answer]);
  }
  return answers;
}

function withAnswers(made: ArchitectureOperation, answers: Answers): ArchitectureOperation {
  const { logicalId, operation, params } = made;
  const textOf = (token: string, maker: string, path: string): string => {
    const found = (answers.get(maker) ?? [])
      .map((answer) => path.split(".").reduce<Plain | undefined>(memberOf, answer))
      .find((value) => typeof value === "string");
    if (found !== undefined) return found;
    throw new ConfigError(`${logicalId} (${operation})`, `${maker} to answer ${path}`, token);
  };
  const bound = (value: Plain): Plain => {
    if (typeof value === "string") return value.replaceAll(answerToken, textOf);
    if (Array.isArray(value)) return (value as readonly Plain[]).map(bound);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, bound(each)]));
  };
  const hasTokens = JSON.stringify(params).includes(tokenStart);
  return hasTokens ? { ...made, params: bound(params) as PlainObject } : made; // Its image is an object.
}

const tokenStart = "${Answer[";
