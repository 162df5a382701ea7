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

/** What a policy comes to of somebody: its denials go before all it allows. */
export type PolicyVerdict = "allow" | "deny" | "none";

/** What a policy says of whoever wants to come to an ARN. */
export const verdictOf = (
  document: Plain | undefined,
  arn: string,
  isMeant: (statement: PlainObject) => boolean = () => true,
): PolicyVerdict => {
  let verdict: PolicyVerdict = "none";
  for (const statement of statementsIn(document)) {
    if (!isAbout(statement, arn) || !isMeant(statement)) continue;
    if (statement["Effect"] === "Deny") return "deny";
    if (statement["Effect"] === "Allow") verdict = "allow";
  }
  return verdict;
};

/** Whether a policy lets somebody come to an ARN. */
export const allows = (document: Plain | undefined, arn: string): boolean =>
  verdictOf(document, arn) === "allow";

/** How long the longest ARN is that a policy names. */
export const longestArnIn = (document: Plain | undefined): number =>
  Math.max(
    0,
    ...statementsIn(document).flatMap(({ Resource, NotResource }) =>
      [...textsIn(Resource), ...textsIn(NotResource)].map(({ length }) => length),
    ),
  );

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

const textsIn = (said: Plain | undefined): readonly string[] =>
  [said as Plain].flat().filter((each): each is string => typeof each === "string");

function isAbout({ Action, Resource, NotResource }: PlainObject, methodArn: string): boolean {
  const actions = textsIn(Action);
  if (!actions.some((action) => isLike(action.toLowerCase(), "execute-api:invoke"))) return false;
  const whole = (resource: string) => wholeArn(resource, methodArn);
  if (Resource === undefined && NotResource !== undefined) {
    return !textsIn(NotResource).some((each) => isLike(whole(each), methodArn));
  }
  return textsIn(Resource).some((each) => isLike(whole(each), methodArn));
}

/** An API's own policy may leave out what it knows of itself: `execute-api:/prod/GET/orders`. */
const wholeArn = (resource: string, methodArn: string): string =>
  resource.startsWith("execute-api:/")
    ? methodArn.slice(0, methodArn.indexOf("/")) + resource.slice("execute-api:".length)
    : resource;
