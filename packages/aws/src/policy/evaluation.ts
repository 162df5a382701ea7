import { conditionsHold, type Answer } from "./condition.ts";
import type { Policy, PrincipalPatterns, Statement } from "./policy-document.ts";
import { withVariables, type ContextOf } from "./request-context.ts";
import { isLike } from "./wildcard.ts";

/** Who asks. */
export interface Principal {
  /**
   * `account`: its root user; `user`; `session`: of a role; `service`: AWS itself, for a resource;
   * `serviceLinked`: with a role that is AWS's own, which nobody narrows down.
   */
  readonly type: "account" | "user" | "session" | "service" | "serviceLinked";
  /** The ARN of who asks; of a service its name, such as `events.amazonaws.com`. */
  readonly name: string;
  /** The ARN of the role whose session it is; `null`: of none. */
  readonly role: string | null;
  readonly account: string;
}

/** What is asked. */
export interface Asked {
  readonly principal: Principal;
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN that it is about; `*`: nothing in particular. */
  readonly resource: string;
  /** The account of the resource. */
  readonly account: string;
  readonly contextOf: ContextOf;
}

/** All policies that have a say. */
export interface Policies {
  /** Of who asks; `null`: nobody knows them. */
  readonly identity: readonly Policy[] | null;
  /** What who asks may do at most, by all of each; `null`: nothing bounds it. */
  readonly boundary: Policy | null;
  readonly session: Policy | null;
  /** Of the organization, on the account of who asks, and on that of the resource: each of a level below the other. */
  readonly serviceControl: readonly (readonly Policy[])[];
  readonly resourceControl: readonly (readonly Policy[])[];
  /** Of the resource; `null`: it has none. */
  readonly resource: Policy | null;
  /** Only the resource's policy lets anybody in, as that of a role does. */
  readonly resourceDecides: boolean;
}

/** What policies say. */
export interface Decision {
  readonly isAllowed: boolean;
  /** Why not, in AWS's words such as `because no identity-based policy allows the sqs:SendMessage action`; `null`: it is. */
  readonly because: string | null;
  /** Condition keys that nobody simulates: what allows was taken to hold, and what denies was not. */
  readonly unknown: readonly string[];
}

/** How a policy is called in refusals. */
type Where =
  | "a service control policy"
  | "a resource control policy"
  | "a resource-based policy"
  | "an identity-based policy"
  | "a permissions boundary"
  | "a session policy";

/** What policies say to whoever asks, as AWS evaluates them. */
export function decide(given: Asked, policies: Policies): Decision {
  const unknown = new Set<string>();
  const asked: Asked = {
    ...given,
    contextOf: (key) => {
      const values = given.contextOf(key);
      if (values === "unknown") unknown.add(key);
      return values;
    },
  };
  const because = whyNot(asked, policies);
  return { isAllowed: because === null, because, unknown: [...unknown].sort() };
}

function whyNot(asked: Asked, policies: Policies): string | null {
  const { principal, account } = asked;
  const {
    identity,
    boundary,
    session,
    serviceControl,
    resourceControl,
    resource,
    resourceDecides,
  } = policies;
  if (principal.type === "serviceLinked") return null;
  const all: readonly (readonly [Where, readonly Policy[]])[] = [
    ["a service control policy", serviceControl.flat()],
    ["a resource control policy", resourceControl.flat()],
    ["a resource-based policy", resource === null ? [] : [resource]],
    ["an identity-based policy", identity ?? []],
    ["a permissions boundary", boundary === null ? [] : [boundary]],
    ["a session policy", session === null ? [] : [session]],
  ];
  for (const [where, each] of all) {
    if (each.some((policy) => denies(policy, asked))) return `with an explicit deny in ${where}`;
  }
  const allows = (list: readonly Policy[]): boolean =>
    list.some((policy) => grantOf(policy, asked) !== null);
  const lacks = (where: string): string => `because no ${where} allows the ${asked.action} action`;
  // Each level of an organization must allow it: what one leaves out the next cannot give.
  if (!resourceControl.every(allows)) return lacks("resource control policy");
  const isService = principal.type === "service";
  if (!isService && !serviceControl.every(allows)) return lacks("service control policy");
  const grant = resource === null ? null : grantOf(resource, asked);
  if (isService) return grant === null ? lacks("resource-based policy") : null;
  const isSame = principal.account === account;
  if (resourceDecides && grant === null) return lacks("resource-based policy");
  // Whoever is named as himself needs nothing else in his own account.
  if (isSame && grant === "self") return null;
  const byIdentity =
    principal.type === "account" ? isSame || grant !== null : identity === null || allows(identity);
  // A policy that names an account leaves it to the account's own policies.
  if (!byIdentity && !(isSame && grant === "role")) return lacks("identity-based policy");
  if (!isSame && grant === null) return lacks("resource-based policy");
  if (boundary !== null && !allows([boundary])) return lacks("permissions boundary");
  if (session !== null && !allows([session])) return lacks("session policy");
  return null;
}

const denies = ({ statements }: Policy, asked: Asked): boolean =>
  statements.some((each) => each.effect === "Deny" && isAbout(each, asked)?.answer === "yes");

/** Whom a statement names: who asks himself; his role, or everybody; or his account. */
type Names = "self" | "role" | "account";

/** To whom a policy allows what is asked, the closest to who asks; `null`: to nobody of those. */
function grantOf({ statements }: Policy, asked: Asked): Names | null {
  let grant: Names | null = null;
  for (const statement of statements) {
    if (statement.effect !== "Allow") continue;
    const about = isAbout(statement, asked);
    if (about === null || about.answer === "no") continue;
    if (about.names === "self") return "self";
    if (grant !== "role") grant = about.names;
  }
  return grant;
}

interface About {
  readonly names: Names;
  /** Whether its conditions hold. */
  readonly answer: Answer;
}

/** Whether a statement is about what is asked; `null`: it is not. */
function isAbout(statement: Statement, asked: Asked): About | null {
  const { principal, isNotPrincipal, conditions, hasVariables } = statement;
  const action = asked.action.toLowerCase();
  const isAction = statement.actions.some((each) => isLike(each, action));
  if (isAction === statement.isNotAction) return null;
  if (statement.resources !== null) {
    const isResource = statement.resources.some((each) => isOfResource(each, statement, asked));
    if (isResource === statement.isNotResource) return null;
  }
  let names: Names = "role";
  if (principal !== null) {
    const named = nameIn(principal, asked.principal);
    if ((named !== null) === isNotPrincipal) return null;
    names = named ?? "role";
  }
  return { names, answer: conditionsHold(conditions, hasVariables, asked.contextOf) };
}

function isOfResource(pattern: string, { effect, hasVariables }: Statement, asked: Asked): boolean {
  const { resource, contextOf } = asked;
  // A request that names nothing may be about anything.
  if (resource === "*") return effect === "Allow" || pattern === "*";
  const filled = hasVariables ? withVariables(pattern, contextOf) : { text: pattern };
  if (filled === "none") return false;
  // What nobody knows is taken to be what allows, and not what denies.
  if (filled === "unknown") return effect === "Allow";
  return isLike(filled.text, resource);
}

/** As whom patterns name who asks; `null`: they do not. */
function nameIn(
  { isEverybody, aws, services }: PrincipalPatterns,
  { type, name, role, account }: Principal,
): Names | null {
  if (type === "service") {
    const isNamed = services.some((each) => each === name || withoutRegion(each) === name);
    return isEverybody || isNamed ? "self" : null;
  }
  // Without stars: an ARN of a principal is whole.
  if (type !== "account" && aws.includes(name)) return "self";
  if (isEverybody || (role !== null && aws.includes(role))) return "role";
  return aws.some((each) => accountNamed(each) === account) ? "account" : null;
}

/** The account that a principal is: by its number, or by its root user. */
const accountNamed = (principal: string): string =>
  /^arn:[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;

/** Some services are named with a Region where they had it once: `states.us-east-1.amazonaws.com`. */
const withoutRegion = (name: string): string =>
  name.replace(/^([a-z-]+)\.[a-z]{2}(?:-[a-z]+)+-\d\./, "$1.");
