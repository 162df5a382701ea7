import type { Rule } from "../../service/rule.ts";

const api = (operation: string): string =>
  `https://docs.aws.amazon.com/STS/latest/APIReference/API_${operation}.html`;

/** The rules of AWS that STS follows; the test of each bears its id. */
export const stsRules = [
  {
    id: "sts.identity.account",
    status: "documented",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    date: "2026-11",
    text: "GetCallerIdentity gives the account, the ARN and the unique id of whoever calls, whatever he may do.",
    operations: ["GetCallerIdentity"],
  },
  {
    id: "sts.identity.role",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html (Examples), https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    date: "2026-11",
    text: "A function is a session of its role, and the session is called as the function is.",
    operations: ["GetCallerIdentity"],
  },
  {
    id: "sts.identity.root",
    status: "assumed",
    source:
      "Simulation: users are not modeled; of the root user the ARN ends in root and the id is the account's (IAM User Guide, IAM identifiers)",
    date: "2026-11",
    text: "Whoever calls from outside is the root user of the account.",
    operations: ["GetCallerIdentity"],
  },
  {
    id: "sts.session.trust",
    status: "documented",
    source: `${api("AssumeRole")}, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html`,
    date: "2026-11",
    text: "AssumeRole is for whom the role's trust policy lets in, by its conditions on the request; whom it names by his account his own policies must allow it, too.",
    operations: ["AssumeRole"],
  },
  {
    id: "sts.session.policies",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session",
    date: "2026-11",
    text: "Policies that a session is given narrow down what its role may do, and are checked as a role's are.",
    operations: ["AssumeRole", "GetFederationToken"],
  },
  {
    id: "sts.session.tags",
    status: "documented",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html",
    date: "2026-11",
    text: "A session's tags are aws:PrincipalTag before those of its role, sts:TagSession is needed for them, and sessions that it begins have the transitive ones, which they cannot change. The words of refusals are ours.",
    operations: ["AssumeRole"],
  },
  {
    id: "sts.session.duration",
    status: "documented",
    source: api("AssumeRole"),
    date: "2026-11",
    text: "Credentials hold for an hour, or for DurationSeconds, at most as long as the role's MaxSessionDuration; then calls are refused.",
    operations: ["AssumeRole"],
  },
  {
    id: "sts.session.chained",
    status: "documented",
    source: `${api("AssumeRole")} (role chaining); the words are those of reports by users`,
    date: "2026-11",
    text: "A session of a role that becomes another one, as every function's does, has an hour at most.",
    operations: ["AssumeRole"],
  },
  {
    id: "sts.session.packed",
    status: "assumed",
    source: `${api("AssumeRole")} (PackedPolicySize); how AWS packs is nowhere said: letters are counted here, of 2,048`,
    date: "2026-11",
    text: "What is packed into a token, policies and ARNs of policies, is refused as PackedPolicyTooLarge above its room.",
    operations: ["AssumeRole", "GetFederationToken"],
  },
  {
    id: "sts.session.credentials",
    status: "documented",
    source:
      "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html; the codes of services with JSON are UnrecognizedClientException and ExpiredTokenException",
    date: "2026-11",
    text: "A call that a token signs which is none, or holds no more, is refused whatever it asks, in the code of the service's protocol.",
  },
  {
    id: "sts.token.account",
    status: "documented",
    source: api("GetSessionToken"),
    date: "2026-11",
    text: "GetSessionToken gives the account's owner credentials for an hour at most; a session of a role hears AccessDenied.",
    operations: ["GetSessionToken"],
  },
  {
    id: "sts.token.federated",
    status: "documented",
    source: api("GetFederationToken"),
    date: "2026-11",
    text: "GetFederationToken begins a session of a name, which may do what its policies and the account may both; without policies what a resource's policy says alone.",
    operations: ["GetFederationToken"],
  },
] as const satisfies readonly Rule[];
