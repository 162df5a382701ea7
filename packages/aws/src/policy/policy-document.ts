import type { Plain } from "@orrery/kernel";
import { isObject } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";
import { parseCondition, type Condition } from "./condition.ts";
import { oneOrMore, textsOf } from "./texts.ts";

/** A policy, read once. */
export interface Policy {
  readonly statements: readonly Statement[];
}

/** What one statement of a policy says. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Whom it is about; `null`: a policy of somebody, who it is about. */
  readonly principal: PrincipalPatterns | null;
  /** It is about all but those. */
  readonly isNotPrincipal: boolean;
  /** In small letters: letters of actions do not matter. */
  readonly actions: readonly string[];
  readonly isNotAction: boolean;
  /** `null`: of a trust policy, which is about its role. */
  readonly resources: readonly string[] | null;
  readonly isNotResource: boolean;
  readonly conditions: readonly Condition[];
  /** Whether texts may have variables: of the version of 2012 alone. */
  readonly hasVariables: boolean;
}

/** Whom a statement names, by what they are. */
export interface PrincipalPatterns {
  readonly isEverybody: boolean;
  /** ARNs and accounts. */
  readonly aws: readonly string[];
  readonly services: readonly string[];
}

// A memo of a pure function.
const known = new Map<string, Policy>();
const mostKept = 10_000;

/** The policy that a text has; what is no policy allows nothing and denies nothing. */
export function policyOfText(text: string): Policy {
  let policy = known.get(text);
  if (policy === undefined) {
    if (known.size >= mostKept) known.clear();
    known.set(text, (policy = policyOf(contentOf(text))));
  }
  return policy;
}

/** The policy that a document has, or a list of statements alone. */
export function policyOf(document: Plain | undefined): Policy {
  const isList = Array.isArray(document);
  if (!isList && !isObject(document)) return { statements: [] };
  const hasVariables = !isList && document["Version"] === "2012-10-17";
  return {
    statements: oneOrMore(isList ? document : document["Statement"])
      .filter(isObject)
      .flatMap((each) => statementOf(each, hasVariables)),
  };
}

function contentOf(text: string): Plain {
  try {
    return JSON.parse(text) as Plain; // JSON holds nothing else.
  } catch {
    return null;
  }
}

function statementOf(said: PlainObject, hasVariables: boolean): readonly Statement[] {
  const { Effect } = said;
  if (Effect !== "Allow" && Effect !== "Deny") return [];
  const principal = said["Principal"] ?? said["NotPrincipal"];
  const resources = said["Resource"] ?? said["NotResource"];
  return [
    {
      effect: Effect,
      principal: principal === undefined ? null : principalsOf(principal),
      isNotPrincipal: said["NotPrincipal"] !== undefined,
      actions: textsOf(said["Action"] ?? said["NotAction"]).map((each) => each.toLowerCase()),
      isNotAction: said["Action"] === undefined,
      resources: resources === undefined ? null : textsOf(resources),
      isNotResource: said["Resource"] === undefined && said["NotResource"] !== undefined,
      conditions: parseCondition(said["Condition"]),
      hasVariables,
    },
  ];
}

function principalsOf(said: Plain): PrincipalPatterns {
  if (!isObject(said)) {
    return { isEverybody: textsOf(said).includes("*"), aws: [], services: [] };
  }
  const aws = textsOf(said["AWS"]);
  return {
    isEverybody: aws.includes("*"),
    aws,
    services: textsOf(said["Service"]),
  };
}
