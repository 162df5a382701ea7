import {
  after,
  between,
  declare,
  noEffects,
  noTime,
  slab,
  unreachable,
  type Duration,
  type Instant,
  type Machine,
  type SlabId,
} from "@orrery/kernel";
import { isLike } from "../../../policy/wildcard.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { Readings } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { Firewall, ListenerSettings, LoadBalancerSettings, WeightedGroup } from "../config.ts";
import { elbv2Limits } from "../limits.ts";
import type { BalancerRequest, Front, Served } from "../protocol.ts";
import { answerWith } from "./answering.ts";
import { authenticated } from "./authenticating.ts";
import {
  metrics,
  ports,
  purposes,
  timers,
  type Balancer,
  type BalancerContext,
  type BalancerEffect,
  type BalancerInput,
  type gauges,
  type LoadBalancerState,
} from "./declarations.ts";
import { ownAnswer } from "./own-answer.ts";
import { redirectAnswer } from "./redirect.ts";
import { headCheckOf } from "./request-check.ts";
import { routeOf } from "./routing.ts";

/** An Application Load Balancer: takes requests of HTTP, and answers with what target groups say. */
export const loadBalancerMachine: Machine<
  LoadBalancerSettings,
  LoadBalancerState,
  BalancerInput,
  BalancerEffect
> = {
  kind: "elbv2.loadBalancer",
  stateVersion: 1,
  inputs: declare("httpRequest", "settingsChanged", "replied", "timerFired"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: () => ({ open: slab.empty(), count: 0 }),

  transition(balancer, input, context) {
    switch (input.type) {
      case "httpRequest":
        return receive(balancer, input, context);
      case "settingsChanged":
        return noEffects;
      case "replied":
        return hear(balancer, input.tag as SlabId, input.body, context);
      case "timerFired":
        return giveUpOn(balancer, slab.idAt(balancer.open, input.index)!, context); // It is of one.
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),

  // Which request is the first of a connection decides what is counted alone.
  canonical: ({ open }, _now, askerOf) =>
    slab.list(open).map(({ request, input }) => [askerOf(request), input.http, input.text]),
  canonicalTag: (_balancer, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ open }, { madeAt }, now): Readings<typeof gauges> => ({
    RequestsOpen: slab.list(open).length,
    LoadBalancerHours: Math.max(0, now - madeAt) / 3.6e9,
  }),
};

function receive(
  balancer: Balancer,
  input: BalancerRequest,
  context: BalancerContext,
): readonly BalancerEffect[] {
  const { settings, request, now } = context;
  const { http, text } = input;
  const routed = routeOf(settings.listeners, http);
  if (routed === null) return [{ type: "reply", to: request, body: nobodyListens }];
  balancer.count += 1;
  const { listener, rule, evaluated } = routed;
  context.observe(metrics.RequestsReceived, 1);
  if ((balancer.count - 1) % settings.assumed.requestsPerConnection === 0) {
    context.observe(metrics.NewConnectionCount, 1);
    context.observe(metrics["elbv2.requestsPerConnection"], 1);
  }
  const own = (answer: HttpAnswer, more = noTime) => [
    answerWith(request, now, input, answer, true, false, context, more),
  ];
  const { status, size } = headCheckOf(http);
  context.observe(metrics.ProcessedBytes, size + text.size);
  if (status !== null) return own(ownAnswer(status));
  // HTTP/2 is agreed on in the handshake of TLS.
  if (http.version === "2" && listener.protocol !== "HTTPS") return own(ownAnswer(505));
  const idle = settings.callers?.idle ?? 0;
  if (idle > 0 && context.random(purposes.idleClient) < idle) {
    const id = slab.insert(balancer.open, { request, cameAt: now, input, isFunction: false });
    const at = after(now, settings.idleTimeout);
    return [{ type: "setTimer", timer: timers.idleClient, index: slab.slotOf(id), at }];
  }
  const stopped =
    settings.firewall === undefined ? null : stoppedBy(settings.firewall, http, context);
  if (stopped !== null) return own(ownAnswer(stopped));
  context.observe(metrics.RuleEvaluations, evaluated);
  if (evaluated > freeRules) context.observe(metrics.BilledRuleEvaluations, evaluated - freeRules);
  const said = authenticated(routed, http, context);
  if (said !== null) return own(said.answer, said.takes);
  const { action } = rule;
  switch (action.type) {
    case "fixed": {
      context.observe(metrics.HTTP_Fixed_Response_Count, 1);
      return own(fixedAnswer(action.status, action.contentType, action.body));
    }
    case "redirect":
      context.observe(metrics.HTTP_Redirect_Count, 1);
      return own(redirectAnswer(action, http, listener, settings));
    case "forward": {
      const group = chosen(action.groups, context);
      if (group === null) return own(ownAnswer(503));
      if (!speaksAs(group, http)) return own(ownAnswer(464));
      const tag = slab.insert(balancer.open, {
        request,
        cameAt: now,
        input,
        isFunction: group.isFunction,
      });
      return [
        {
          type: "send",
          port: ports.groups,
          to: group.to,
          input: {
            type: "forwarded",
            http,
            text,
            front: frontOf(listener, settings),
            number: balancer.count,
            trail: input.trail,
          },
          tag,
          deadline: after(now, longest),
          onBehalfOf: request,
        },
      ];
    }
  }
}

/** Whether the targets of a group take a request: those of gRPC that alone, and it is taken over HTTP/1.1 by none. */
function speaksAs({ version, isFunction }: WeightedGroup, { headers }: HttpHead): boolean {
  const isGrpc = headers["content-type"]?.startsWith("application/grpc") === true;
  if (isGrpc) return isFunction || version !== undefined;
  return version !== "GRPC";
}

/** With which status a firewall stops a request; `null`: it lets it through. */
function stoppedBy(
  { blocked, failures, header }: Firewall,
  { headers }: HttpHead,
  context: BalancerContext,
): number | null {
  if (failures > 0 && context.random(purposes.firewallFailure) < failures) return 500;
  const value = header === null ? undefined : headers[header.name];
  if (value !== undefined && isLike(header!.pattern, value)) return 403; // It has a value.
  return blocked > 0 && context.random(purposes.firewall) < blocked ? 403 : null;
}

/** Evaluations of a request that cost nothing. */
const freeRules = 10;

/** Longer than any target is waited for: the target group says when that is over. */
const longest = (elbv2Limits.functionTimeout + elbv2Limits.idleTimeout.max) as Duration;

const nobodyListens = refused(
  "ConnectionRefused",
  "No listener of the load balancer has this port.",
);

// A memo of a pure function: settings say the same answers again and again.
const fixed = new Map<string, HttpAnswer>();

function fixedAnswer(status: number, contentType: string | null, body: string): HttpAnswer {
  const key = `${status} ${contentType ?? ""} ${body}`;
  let answer = fixed.get(key);
  if (answer === undefined) {
    if (fixed.size > 1_000) fixed.clear();
    answer = {
      type: "answered",
      status,
      headers: { server: "awselb/2.0", "content-type": contentType ?? "text/plain" },
      cookies: [],
      body,
      isBase64Encoded: false,
    };
    fixed.set(key, answer);
  }
  return answer;
}

/** The target group of one request, by the weights; `null`: all of them have none. */
function chosen(groups: readonly WeightedGroup[], context: BalancerContext): WeightedGroup | null {
  if (groups.length === 1) return groups[0]!;
  let all = 0;
  for (const { weight } of groups) all += weight;
  if (all === 0) return null;
  let left = context.random(purposes.weights) * all;
  for (const group of groups) {
    left -= group.weight;
    if (left < 0) return group;
  }
  return groups.find(({ weight }) => weight > 0)!; // There is one: they have a sum.
}

// A memo of a pure function: one object for all requests of a listener.
const fronts = new WeakMap<ListenerSettings, Front>();

function frontOf(listener: ListenerSettings, settings: LoadBalancerSettings): Front {
  let front = fronts.get(listener);
  if (front?.balancer !== settings.number || front.idleTimeout !== settings.idleTimeout) {
    const { number: balancer, dnsName, idleTimeout } = settings;
    const { port, protocol } = listener;
    front = Object.freeze({ balancer, dnsName, port, protocol, idleTimeout });
    fronts.set(listener, front);
  }
  return front;
}

function hear(
  balancer: Balancer,
  tag: SlabId,
  body: Served | Refused | { readonly type: "lost" },
  context: BalancerContext,
): readonly BalancerEffect[] {
  const { request, cameAt, input, isFunction } = slab.read(balancer.open, tag)!; // Its tag.
  slab.remove(balancer.open, tag);
  if (body.type === "served") {
    const { answer, reason, hasTarget } = body;
    if (hasTarget) context.observe(metrics.RequestCount, 1);
    if (hasLeft(cameAt, input, context)) {
      context.observe(metrics.ClientsGone, 1);
      return [answerWith(request, cameAt, input, ownAnswer(460), true, isFunction, context)];
    }
    return [answerWith(request, cameAt, input, answer, reason !== null, isFunction, context)];
  }
  // A fault took the way to the target group.
  const status = body.type === "lost" ? 504 : 503;
  return [answerWith(request, cameAt, input, ownAnswer(status), true, isFunction, context)];
}

/** Whether a client went away while its request could still have been answered. */
function hasLeft(
  cameAt: Instant,
  { patience }: BalancerRequest,
  { now, settings }: BalancerContext,
): boolean {
  return patience !== null && patience < settings.idleTimeout && between(cameAt, now) > patience;
}

/** Answers a request that its client did not finish. */
function giveUpOn(
  balancer: Balancer,
  id: SlabId,
  context: BalancerContext,
): readonly BalancerEffect[] {
  const { request, cameAt, input } = slab.read(balancer.open, id)!; // It waits for this.
  slab.remove(balancer.open, id);
  return [answerWith(request, cameAt, input, ownAnswer(408), true, false, context)];
}
