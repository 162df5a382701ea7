import { guide, read, type RestRule } from "../rule-sources.ts";
import type { RestApiSettings } from "../config.ts";

const flow = guide("apigateway-authorization-flow");

const hasPolicy = ({ entrance }: RestApiSettings): boolean =>
  entrance !== null && entrance.policy !== null && entrance.callers !== null;

/** Who comes in at all, before a method is looked for. */
export const entranceRules: readonly RestRule[] = [
  {
    id: "apigateway.firewall.block",
    status: "documented",
    source: guide("apigateway-control-access-aws-waf"),
    date: read,
    text: "What the firewall blocks hears 403 (WAF_FILTERED) before anything else is asked. Which requests those are, a scenario says; that they are not billed is assumed.",
    when: ({ entrance }) =>
      entrance !== null && (entrance.blocked > 0 || entrance.blockedHeader !== null),
    semantics: ["api-gateway §2.1", "api-gateway §1 AWS WAF", "api-gateway §5.1 WAF_FILTERED"],
  },
  {
    id: "apigateway.policy.conditions",
    status: "documented",
    source: guide("apigateway-resource-policies"),
    date: read,
    text: "A resource policy is held against the method, the principal, and conditions on addresses, VPCs and headers; a statement with a condition that is not modeled does not hold.",
    when: hasPolicy,
    semantics: ["api-gateway §1 Resource policy"],
  },
  {
    id: "apigateway.policy.anonymous",
    status: "documented",
    source: flow,
    date: read,
    text: "Without an authorizer, a policy must allow a request; a denial goes before all that is allowed.",
    when: hasPolicy,
    semantics: ["api-gateway §2.4"],
  },
  {
    id: "apigateway.policy.authorizer",
    status: "documented",
    source: flow,
    date: read,
    text: "A denial ends a request before a Lambda authorizer is asked; then both policies are held together: one must allow, neither may deny.",
    when: hasPolicy,
    semantics: ["api-gateway §2.2"],
  },
  {
    id: "apigateway.policy.user-pool",
    status: "documented",
    source: flow,
    date: read,
    text: "A token of a user pool is looked at first; then the policy by itself must allow.",
    when: hasPolicy,
    semantics: ["api-gateway §2.3"],
  },
  {
    id: "apigateway.policy.signed",
    status: "documented",
    source: flow,
    date: read,
    text: "Of a request that somebody of the account signed, their own policies or the API's must allow, and neither may deny.",
    when: hasPolicy,
    semantics: ["api-gateway §2.5", "api-gateway §2.1 ¶1"],
  },
  {
    id: "apigateway.private.endpoint",
    status: "documented",
    source: guide("apigateway-private-apis"),
    date: read,
    text: "A private API is deployed with a resource policy only, and is reached through VPC endpoints, which its policy may name.",
    when: ({ entrance }) => entrance?.isPrivate === true,
    semantics: [
      "api-gateway §1.1.3",
      "api-gateway §1 Endpoint: private (VPC endpoint only)",
      "api-gateway §7.3.5",
    ],
  },
  {
    id: "apigateway.policy.length",
    status: "documented",
    source: guide("limits"),
    date: read,
    text: "A resource policy has 8,192 characters, an ARN in the policy of an authorizer 512; words of refusals are assumed.",
    semantics: [
      "api-gateway §0 resource policy length",
      "api-gateway §0 authorizer policy Resource ARN length",
    ],
  },
];
