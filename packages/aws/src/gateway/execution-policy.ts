import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf } from "../request/params.ts";
import { isLike } from "../policy/wildcard.ts";
import type { PlainObject } from "../service/refusal.ts";

/** What an authorizer says of which nobody says what it returns. */
export const usualVerdict: PlainObject = {
  principalId: "user",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }],
  },
};

/** Whether an authorizer answered with a policy. */
export const isVerdict = (value: Plain): value is PlainObject =>
  isObject(value) &&
  typeof value["principalId"] === "string" &&
  isObject(value["policyDocument"]) &&
  isObject(value["context"] ?? {}) &&
  Object.values(objectOf(value["context"])).every(
    (each) => typeof each !== "object" || each === null,
  );

/** Whether a policy lets somebody come to an ARN. */
export function allows(document: Plain | undefined, arn: string): boolean {
  const effects = statementsIn(document).flatMap((statement) =>
    isAbout(statement, arn) ? [statement["Effect"]] : [],
  );
  return effects.includes("Allow") && !effects.includes("Deny");
}

/** What an authorizer says besides, each as a text. */
export const contextTexts = (context: Plain | undefined): PlainObject =>
  Object.fromEntries(
    Object.entries(objectOf(context)).map(([name, value]) => [
      name,
      value === null ? null : `${value as string}`,
    ]),
  );

function statementsIn(document: Plain | undefined): readonly PlainObject[] {
  const said = objectOf(document)["Statement"];
  return (Array.isArray(said) ? listOf(said) : [said ?? null]).filter(isObject);
}

function isAbout({ Action, Resource, NotResource }: PlainObject, methodArn: string): boolean {
  const actions = [Action].flat().filter((each): each is string => typeof each === "string");
  if (!actions.some((action) => isLike(action.toLowerCase(), "execute-api:invoke"))) return false;
  const texts = (said: Plain | undefined): readonly string[] =>
    [said as Plain].flat().filter((each): each is string => typeof each === "string");
  if (Resource === undefined && NotResource !== undefined) {
    return !texts(NotResource).some((each) => isLike(each, methodArn));
  }
  return texts(Resource).some((each) => isLike(each, methodArn));
}
