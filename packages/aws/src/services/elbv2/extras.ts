import { checkDistribution, type Distribution } from "@orrery/kernel";
import { behaviorOfEndpoints } from "../../gateway/endpoint-behavior.ts";
import type { Extra, ExtraSetting } from "../../service/extras.ts";

/** How targets answer that are no functions. */
export const targetBehavior = behaviorOfEndpoints({
  text: "How the targets of a target group answer that are no functions.",
  section: {
    name: "targetGroups",
    text: "How targets answer that are no functions, by the logical id of their target group.",
    each: "How the targets of a target group answer. One that has none registered has targets by this.",
  },
  unreachable:
    "Which part of requests does not reach a target: the load balancer gives up after 10 s. Default: 0%.",
});

const share = (text: string): ExtraSetting => ({ kind: "share", min: 0, max: 1, text });

/** What comes to a load balancer: whom the firewall before it stops, and who its callers are. */
export const entranceBehavior: Extra = {
  text: "Whom the firewall before a load balancer stops, who its callers are, and how the provider of their identities answers.",
  form: {
    members: {},
    optional: {
      blocked: "number",
      blockedHeader: "text",
      firewallFailures: "number",
      signedIn: "number",
      signInLatency: "law",
      signInsDenied: "number",
      signInErrors: "number",
      signInsUnreachable: "number",
      keyFailures: "number",
      idleClients: "number",
    },
  },
  section: {
    name: "loadBalancers",
    text: "Whom the firewalls before load balancers stop, and who their callers are, by the logical id of the load balancer.",
    each: "Whom the firewall before a load balancer stops, who its callers are, and how the provider of their identities answers.",
    settings: {
      blocked: share("Which part of requests the firewall blocks. Default: 0%."),
      blockedHeader: {
        kind: "text",
        text: "A header of which the firewall blocks whatever is like a pattern, such as `user-agent: *bot*`. Default: none.",
      },
      firewallFailures: share("On which part of requests the firewall itself fails. Default: 0%."),
      signedIn: share(
        "Where a rule asks who callers are: which part of requests counts as having a session or a token, beside those whose headers have one. Default: 0%.",
      ),
      signInLatency: {
        kind: "durations",
        text: "How long the provider of identities takes at a sign-in. Default: 200ms.",
      },
      signInsDenied: share("Which part of sign-ins the provider denies. Default: 0%."),
      signInErrors: share(
        "Which part of sign-ins the provider answers with an error. Default: 0%.",
      ),
      signInsUnreachable: share("Which part of sign-ins does not reach the provider. Default: 0%."),
      keyFailures: share(
        "For which part of requests with a token the keys of its issuer cannot be had. Default: 0%.",
      ),
      idleClients: share(
        "Which part of requests is never sent whole: the load balancer gives up after its idle timeout. Default: 0%.",
      ),
    },
    read: (said) => said,
  },
  check(path, value) {
    const { signInLatency } = value as unknown as { readonly signInLatency?: Distribution }; // Of its form.
    if (signInLatency !== undefined) checkDistribution(`${path}.signInLatency`, signInLatency);
  },
};
