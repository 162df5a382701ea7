import { table } from "@orrery/kernel";
import { decide, type Policies, type Principal } from "../policy/evaluation.ts";
import { policyOfText, type Policy } from "../policy/policy-document.ts";
import type { ContextOf } from "../policy/request-context.ts";
import { isLike } from "../policy/wildcard.ts";
import type { Caller, Conditions, SessionFacts } from "../service/caller.ts";
import type { Role } from "../service/identity.ts";
import type { Kinds } from "../service/kinds.ts";
import { isObject, listOf, textOf } from "../request/params.ts";
import type { ControlSettings, ControlState } from "./state.ts";

/** The policies of an account, and who reads them. */
export interface PolicyHome {
  readonly control: ControlState;
  readonly settings: ControlSettings;
  readonly kinds: Kinds;
  /** Condition keys, in small letters, that no request has. */
  readonly absent: ReadonlySet<string>;
  /** The policy of what is asked about, where that is no resource here; `undefined`: it is kept with the resource. */
  readonly policy?: string | undefined;
}

/** A caller, an action such as `sqs:SendMessage`, the ARN that it is about, and condition keys of the call. */
export type PermissionQuestion = readonly [
  caller: Caller,
  action: string,
  arn: string,
  conditions: Conditions,
];

/** What policies say to a question. */
export interface Verdict {
  /** Which of them is against it, in AWS's words; `null`: none. */
  readonly because: string | null;
  /** What is asked for and not simulated: condition keys, roles and policies, such as `the condition key s3:prefix`. */
  readonly unknown: readonly string[];
}

// A memo of a pure function: a version stands for all that policies say.
const verdicts = new WeakMap<object, WeakMap<Caller, Map<string, Map<string, Verdict>>>>();

/**
 * What the policies of an account say. Every operation and every connection that leads to another service asks
 * here, and nowhere else. A role that nobody made may do everything: nobody knows what it may.
 */
export function verdictOn(home: PolicyHome, ...question: PermissionQuestion): Verdict {
  const [caller, action, arn, conditions] = question;
  // What a call says of itself is another thing each time.
  if (conditions !== null || home.policy !== undefined) return judge(home, ...question);
  const { version } = home.control;
  let ofVersion = verdicts.get(version);
  if (ofVersion === undefined) verdicts.set(version, (ofVersion = new WeakMap()));
  let ofCaller = ofVersion.get(caller);
  if (ofCaller === undefined)
    ofVersion.set(caller, (ofCaller = new Map<string, Map<string, Verdict>>()));
  let ofAction = ofCaller.get(action);
  if (ofAction === undefined) ofCaller.set(action, (ofAction = new Map<string, Verdict>()));
  let verdict = ofAction.get(arn);
  if (verdict === undefined) {
    if (ofAction.size >= mostKept) ofAction.clear();
    ofAction.set(arn, (verdict = judge(home, ...question)));
  }
  return verdict;
}

/** Objects of buckets have an ARN each. */
const mostKept = 10_000;

function judge(
  { control, settings, kinds, absent, policy }: PolicyHome,
  caller: Caller,
  action: string,
  arn: string,
  conditions: Conditions,
): Verdict {
  const role = roleOf(caller, control);
  const isAssumed = table.get(control.powers, arn);
  const { serviceControl, resourceControl } = settings.iam!; // Whoever minds none does not ask.
  const texts = role === undefined ? null : policiesOf(role, control);
  const policies: Policies = {
    // A policy that nobody knows may allow it.
    identity:
      texts === null || texts.includes(null)
        ? null
        : texts.flatMap((text) => (text === null ? [] : [policyOfText(text)])),
    boundary: role === undefined ? null : boundaryOf(role, control),
    session: caller.session === undefined ? null : sessionPolicy(caller.session, control),
    serviceControl: serviceControl.length === 0 ? [] : [serviceControl.map(policyOfText)],
    resourceControl: resourceControl.length === 0 ? [] : [resourceControl.map(policyOfText)],
    resource:
      isAssumed?.type === "role"
        ? policyOfText(isAssumed.trust)
        : policy === undefined
          ? policyAt(arn, control, kinds)
          : policyOfText(policy),
    resourceDecides: isAssumed?.type === "role" && becoming.has(action),
  };
  const account = arn.split(":")[4] ?? "";
  const contextOf = contextFor(caller, role, arn, conditions, settings, absent);
  const { because, unknown } = decide(
    {
      principal: principalOf(caller),
      action,
      resource: arn,
      // ARNs of buckets name no account.
      account: account === "" ? settings.accountId : account,
      contextOf,
    },
    policies,
  );
  return { because, unknown: [...unknown.map(keyNamed), ...unknownOf(caller, role, control)] };
}

const keyNamed = (key: string): string => `the condition key ${key}`;

/** What nobody knows of the policies of who asks. */
function unknownOf(
  { role: arn, session }: Caller,
  role: Role | undefined,
  control: ControlState,
): readonly string[] {
  const narrowing = session?.policyArns ?? [];
  if (arn === undefined) return unknownAmong(narrowing, control);
  if (role === undefined) return [arn === "" ? "a role without an ARN" : `the role ${arn}`];
  const policies = role.boundary === null ? role.attached : [...role.attached, role.boundary];
  return unknownAmong([...policies, ...narrowing], control);
}

const unknownAmong = (policies: readonly string[], control: ControlState): readonly string[] =>
  policies.flatMap((each) => (textAt(each, control) === null ? [`the policy ${each}`] : []));

/** What whoever becomes a role is asked for. */
export const assuming = "sts:AssumeRole";
/** All that the trust policy of a role is asked about. */
const becoming: ReadonlySet<string> = new Set([
  assuming,
  "sts:TagSession",
  "sts:SetSourceIdentity",
]);

/** What narrows down a session: what one of its policies allows; `null`: nothing, or what nobody knows. */
function sessionPolicy(
  { policies, policyArns }: SessionFacts,
  control: ControlState,
): Policy | null {
  const texts = [...policies, ...policyArns.map((arn) => textAt(arn, control))];
  if (texts.length === 0 || texts.includes(null)) return null;
  return { statements: texts.flatMap((text) => policyOfText(text!).statements) }; // None is `null`.
}

/** Whether a role may do anything at all to a resource, whatever it is; nobody knows of one that nobody made. */
export function grantsAnything(control: ControlState, caller: Caller, arn: string): boolean {
  const role = roleOf(caller, control);
  if (role === undefined) return true;
  const service = arn.split(":")[2] ?? "";
  return policiesOf(role, control).some((text) => text === null || covers(text, service, arn));
}

/** Whether a policy allows any action of a service on a resource, or on what is in it. */
const covers = (text: string, service: string, arn: string): boolean =>
  policyOfText(text).statements.some(
    ({ effect, actions, isNotAction, resources, isNotResource }) =>
      effect === "Allow" &&
      (isNotAction || actions.some((each) => each === "*" || each.startsWith(`${service}:`))) &&
      (isNotResource ||
        resources === null ||
        // Variables of policies may stand for anything.
        resources.some((each) => each.includes("${") || isLike(each, arn) || isInside(each, arn))),
  );

const isInside = (pattern: string, arn: string): boolean =>
  pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`);

function roleOf({ role }: Caller, { powers }: ControlState): Role | undefined {
  const found = role === undefined ? undefined : table.get(powers, role);
  return found?.type === "role" ? found : undefined;
}

const textAt = (arn: string, { powers }: ControlState): string | null => {
  const found = table.get(powers, arn);
  return found?.type === "policy" ? found.versions[found.version]! : null; // It is one of them.
};

/** The policies of a role as texts; `null` among them: one that nobody knows. */
const policiesOf = ({ own, attached }: Role, control: ControlState): readonly (string | null)[] => [
  ...Object.values(own),
  ...attached.map((arn) => textAt(arn, control)),
];

/** What bounds a role; `null`: nothing, or what nobody knows. */
function boundaryOf({ boundary }: Role, control: ControlState): Policy | null {
  const text = boundary === null ? null : textAt(boundary, control);
  return text === null ? null : policyOfText(text);
}

/** The policy of the resource that an ARN is of, or is in. */
function policyAt(arn: string, { keys, resources }: ControlState, kinds: Kinds): Policy | null {
  for (let place = arn; place !== ""; place = outside(place)) {
    const key = table.get(keys, place);
    const resource = key === undefined ? undefined : table.get(resources, key);
    if (resource === undefined) continue;
    const text = kinds.get(resource.kind)?.policyIn?.(resource.record);
    return text === undefined ? null : policyOfText(text);
  }
  return null;
}

/** The ARN of what something is in: of an object a bucket, of an index a table; empty: it is in nothing. */
const outside = (arn: string): string => arn.slice(0, Math.max(0, arn.lastIndexOf("/")));

function principalOf({ principal, account, role, isServiceLinked }: Caller): Principal {
  const type: Principal["type"] =
    isServiceLinked === true
      ? "serviceLinked"
      : role !== undefined
        ? "session"
        : !principal.startsWith("arn:")
          ? "service"
          : principal.endsWith(":root")
            ? "account"
            : "user";
  return { type, name: principal, role: role ?? null, account };
}

function contextFor(
  caller: Caller,
  identity: Role | undefined,
  arn: string,
  conditions: Conditions,
  { accountId, region, caller: own }: ControlSettings,
  absent: ReadonlySet<string>,
): ContextOf {
  const { principal, account, role, session } = caller;
  const isService = !principal.startsWith("arn:");
  const ofResource = arn.split(":")[4] ?? "";
  const said: Readonly<Record<string, readonly string[] | null>> = {
    ...sourceOf(caller),
    ...conditions,
    "aws:sourceidentity":
      session === undefined || session.sourceIdentity === null ? null : [session.sourceIdentity],
    "aws:principalarn": isService ? null : [role ?? principal],
    "aws:principalaccount": isService ? null : [account],
    "aws:principaltype": isService
      ? null
      : [role !== undefined ? "AssumedRole" : principal === own.principal ? "Account" : "User"],
    "aws:principalisawsservice": [String(isService)],
    "aws:principalservicename": isService ? [principal] : null,
    "aws:viaawsservice": ["false"],
    "aws:calledvia": null,
    "aws:multifactorauthpresent": null,
    "aws:multifactorauthage": null,
    "aws:securetransport": ["true"],
    "aws:requestedregion": [region],
    "aws:resourceaccount": [ofResource === "" ? accountId : ofResource],
    "aws:username": null,
  };
  return (key) => {
    if (Object.hasOwn(said, key)) return said[key]!;
    if (key.startsWith(ofPrincipal)) {
      const value = tagOf(key.slice(ofPrincipal.length), session, identity);
      // Nobody knows the tags of a role that nobody made.
      return value === undefined && role !== undefined && identity === undefined
        ? "unknown"
        : value === undefined
          ? null
          : [value];
    }
    // Of a call that says what tags it gives all are known.
    if (conditions !== null && /^aws:(?:tagkeys$|requesttag\/)/.test(key)) return null;
    // Who asks for himself asks for no resource.
    if (/^aws:source(?:arn|account|owner)$/.test(key) || absent.has(key)) return null;
    return "unknown";
  };
}

const ofPrincipal = "aws:principaltag/";

/** What a service says of what it asks for: whoever asks for himself asks for no resource. */
function sourceOf({ principal, source, account, tellsOwner }: Caller): Conditions {
  if (source === null || principal.startsWith("arn:")) return null;
  return {
    "aws:sourcearn": [source],
    "aws:sourceaccount": [account],
    ...(tellsOwner === true ? { "aws:sourceowner": [account] } : {}),
  };
}

/** A tag of who asks, of the session before those of the role, whatever the letters of its key. */
function tagOf(
  key: string,
  session: SessionFacts | undefined,
  role: Role | undefined,
): string | undefined {
  for (const [name, value] of Object.entries(session?.tags ?? {})) {
    if (name.toLowerCase() === key) return value;
  }
  for (const tag of listOf(role?.shown["Tags"])) {
    if (isObject(tag) && textOf(tag["Key"])?.toLowerCase() === key) return textOf(tag["Value"]);
  }
  return undefined;
}
