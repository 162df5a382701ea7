import type { Rule } from "../../service/rule.ts";
import type { Authentication, LoadBalancerSettings } from "./config.ts";
import { guide, read } from "./rule-sources.ts";

type BalancerRule = Rule<LoadBalancerSettings>;

const hasAction =
  (type: string) =>
  ({ listeners }: LoadBalancerSettings): boolean =>
    listeners.some(({ rules }) => rules.some(({ action }) => action.type === type));

const authenticates =
  (type: Authentication["type"]) =>
  ({ listeners }: LoadBalancerSettings): boolean =>
    listeners.some(({ rules }) =>
      rules.some(({ authentication }) => authentication?.type === type),
    );

/** The rules of load balancers that are followed; the test of each bears its id. */
export const elbv2Rules: readonly BalancerRule[] = [
  {
    id: "elbv2.listener.choice",
    status: "assumed",
    source: "Requests of workloads name a path: of a port only their host may speak",
    date: read,
    text: "A request comes to the listener of the port that its host names, or else to the one of HTTPS, or else to the one that was made first; where nobody listens, the connection is refused.",
  },
  {
    id: "elbv2.connection.idle",
    status: "documented",
    source: guide("edit-load-balancer-attributes"),
    date: read,
    text: "A connection of a caller is closed that nothing came on for the load balancer's idle timeout.",
  },
  {
    id: "elbv2.rule.order",
    status: "documented",
    source: guide("listener-rules"),
    date: read,
    text: "Rules are looked at in order of their priorities, 1 to 50,000, and the first whose conditions all hold decides; the default is the last.",
  },
  {
    id: "elbv2.rule.conditions",
    status: "documented",
    source: guide("rule-condition-types"),
    date: read,
    text: "Conditions are of path and method, which are case-sensitive, and of host, header, query and address, with * and ?; one of several values has to match.",
  },
  {
    id: "elbv2.action.weights",
    status: "documented",
    source: guide("rule-action-types"),
    date: read,
    text: "Requests are spread over target groups by their weights; where all weights are 0, callers hear 503.",
    when: hasAction("forward"),
  },
  {
    id: "elbv2.action.fixed",
    status: "documented",
    source: guide("rule-action-types"),
    date: read,
    text: "A fixed response needs no target, and counts as the load balancer's own.",
    when: hasAction("fixed"),
  },
  {
    id: "elbv2.action.redirect",
    status: "documented",
    source: guide("rule-action-types"),
    date: read,
    text: "A redirect is 301 or 302, with the parts of the request in the place of #{protocol}, #{host}, #{port}, #{path} and #{query}.",
    when: hasAction("redirect"),
  },
  {
    id: "elbv2.limit.head",
    status: "documented",
    source: guide("load-balancer-limits"),
    date: read,
    text: "A request's line has 16 KB at most (414), a header 16 KB and all of them 64 KB (400), X-Forwarded-For 30 addresses (463); TRACE is 405.",
    semantics: [
      "iam-and-networking §0 alb.header.line / single / requestTotal / responseTotal",
      "iam-and-networking §6 400",
      "iam-and-networking §6 405",
      "iam-and-networking §6 414",
      "iam-and-networking §6 463",
    ],
  },
  {
    id: "elbv2.limit.encoding",
    status: "documented",
    source: guide("load-balancer-troubleshooting"),
    date: read,
    text: "A request whose Transfer-Encoding is neither chunked nor identity is answered with 501.",
    semantics: ["iam-and-networking §6 501"],
  },
  {
    id: "elbv2.target.protocol",
    status: "documented",
    source: `${guide("load-balancer-troubleshooting")}; requests are taken to come in the version of HTTP that the targets speak, but for gRPC`,
    date: read,
    text: "A request of gRPC to targets of HTTP/1.1, and another one to targets of gRPC, is answered with 464.",
    when: hasAction("forward"),
    semantics: ["iam-and-networking §6 464"],
  },
  {
    id: "elbv2.firewall.stopped",
    status: "documented",
    source: guide("load-balancer-troubleshooting"),
    date: read,
    text: "What the firewall before a load balancer blocks is answered with 403, and with 500 where the firewall itself fails. Which requests these are a scenario says.",
    when: ({ firewall }) => firewall !== undefined,
    semantics: ["iam-and-networking §6 403", "iam-and-networking §6 500"],
  },
  {
    id: "elbv2.authenticate.unknown",
    status: "documented",
    source: guide("listener-authenticate-users"),
    date: read,
    text: "Where a rule authenticates users, a request without a session in its cookie is sent to the provider's authorization endpoint with 302, or is answered with 401, or goes on, as OnUnauthenticatedRequest says. Which cookies hold sessions nobody checks.",
    when: authenticates("session"),
    semantics: ["iam-and-networking §6 401/561/562"],
  },
  {
    id: "elbv2.authenticate.sign-in",
    status: "documented",
    source: `${guide("listener-authenticate-users")}, load-balancer-troubleshooting and load-balancer-cloudwatch-metrics; that a request to /oauth2/idpresponse without a code or a state is answered with 401, and is an ELBAuthError as an error of the provider is, is assumed`,
    date: read,
    text: "A user whom the provider sent back gets a session and is sent on with 302; one whom it denies hears 401 (ELBAuthFailure); where the provider answers with an error, 561, and where it cannot be reached, 500 (ELBAuthError).",
    when: authenticates("session"),
    semantics: ["iam-and-networking §6 401/561/562"],
  },
  {
    id: "elbv2.authenticate.token",
    status: "documented",
    source: `${guide("listener-verify-jwt")} and load-balancer-troubleshooting`,
    date: read,
    text: "Where a rule validates tokens, a request without a bearer token is answered with 401, and where the keys of its issuer cannot be had, with 562. Any token of three parts is valid here.",
    when: authenticates("token"),
    semantics: ["iam-and-networking §6 401/561/562"],
  },
  {
    id: "elbv2.client.idle",
    status: "documented",
    source: `${guide("load-balancer-troubleshooting")}; which part of clients does so a scenario says`,
    date: read,
    text: "A client that stops in the middle of its request hears 408 after the idle timeout.",
    when: ({ callers }) => callers !== undefined && callers.idle > 0,
    semantics: ["iam-and-networking §6 408"],
  },
  {
    id: "elbv2.client.gone",
    status: "documented",
    source: `${guide("load-balancer-troubleshooting")}; it is counted once the target answers`,
    date: read,
    text: "Where a client gives up before the idle timeout is over and before the target answers, the load balancer has 460 for it, which nobody hears.",
    semantics: ["iam-and-networking §6 460"],
  },
  {
    id: "elbv2.request.version",
    status: "documented",
    source: guide("load-balancer-troubleshooting"),
    date: read,
    text: "A request of another version of HTTP than 0.9, 1.0, 1.1 and 2 is answered with 505, and so is HTTP/2 without TLS.",
    semantics: ["iam-and-networking §6 505"],
  },
  {
    id: "elbv2.connection.requests",
    status: "documented",
    source: guide("load-balancer-limits"),
    date: read,
    text: "On one connection come 10,000 requests at most: more cannot be assumed.",
    semantics: ["iam-and-networking §0 alb.http2.requestsPerConnection"],
  },
  {
    id: "elbv2.cost.units",
    status: "documented",
    source: "https://aws.amazon.com/elasticloadbalancing/pricing/",
    date: read,
    text: "A load balancer costs by the hour, and by capacity units of the dimension that needs most: 25 new connections a second, 1 GB an hour (0.4 GB of functions), or 1,000 rules a second behind the first ten of a request. Here that is found over the whole run.",
  },
  {
    id: "elbv2.operation.refusals",
    status: "documented",
    source: "Elastic Load Balancing API Reference",
    date: read,
    text: "Names, ports and priorities are there once; a target group is of one load balancer, and in use it cannot be deleted; what is not there is not found. Words of refusals are ours where no recording has them.",
    operations: [
      "CreateLoadBalancer",
      "CreateTargetGroup",
      "CreateListener",
      "CreateRule",
      "DeleteTargetGroup",
      "DeleteLoadBalancer",
    ],
  },
];
