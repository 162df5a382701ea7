import { seconds, type Duration, type Instant, type Tagged } from "@orrery/kernel";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { Text } from "../../../service/entry.ts";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { noTrail } from "../../../service/origin.ts";
import { objectOf, listOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { functionParams } from "../../../../test/lambda-account.ts";

/** What a caller heard, a refusal as the answer that it is. */
export interface Heard {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly code: string | null;
  /** How long it took. */
  readonly took: number;
}

/** The ARN of a function of the account. */
export const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** An account with a load balancer, whose functions do what scripts say. */
export class BalancedAccount {
  readonly simulation: AwsSimulation;
  readonly component = "elbv2.loadBalancer:web";
  readonly loadBalancerArn: string;

  constructor(scripts: Scripts = {}, options: AwsOptions = {}) {
    this.simulation = simulate({
      latencies: { "elbv2.overhead": { type: "constant", value: 1_000 } },
      ...options,
      scripts,
    });
    for (const name of Object.keys(scripts)) this.fn(name);
    this.loadBalancerArn = this.made("CreateLoadBalancer", { Name: "web" }, "LoadBalancer");
  }

  /** Makes a function that does what its script says. */
  fn(name: string, more: PlainObject = {}): void {
    const { Behavior } = functionParams as { readonly Behavior: PlainObject };
    const own = { type: "script", name, coldStart: Behavior["coldStart"]! };
    this.call(
      "CreateFunction",
      { ...(functionParams as PlainObject), FunctionName: name, Behavior: own, ...more },
      "lambda",
    );
  }

  call(operation: string, params: PlainObject, service = "elbv2"): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  /** Makes something; its ARN. */
  made(operation: string, params: PlainObject, noun: string): string {
    const first = objectOf(listOf(this.call(operation, params)[`${noun}s`])[0]);
    return textOf(first[`${noun}Arn`])!;
  }

  /** Makes a target group with a function; its ARN. */
  group(name: string, more: PlainObject = {}): string {
    const params = { Name: name, TargetType: "lambda", ...more };
    const arn = this.made("CreateTargetGroup", params, "TargetGroup");
    const Targets = [{ Id: functionArn(name) }];
    this.call("RegisterTargets", { TargetGroupArn: arn, Targets });
    return arn;
  }

  /** Makes a target group of addresses; its ARN. */
  backend(name: string, Backend: PlainObject = {}): string {
    const params = { Name: name, TargetType: "ip", Protocol: "HTTP", Port: 80, Backend };
    return this.made("CreateTargetGroup", params, "TargetGroup");
  }

  /** Listens at port 80, with what becomes of requests; its ARN. */
  listen(action: PlainObject, more: PlainObject = {}): string {
    const params = {
      LoadBalancerArn: this.loadBalancerArn,
      Port: 80,
      Protocol: "HTTP",
      DefaultActions: [action],
      ...more,
    };
    return this.made("CreateListener", params, "Listener");
  }

  /** Makes a rule; its ARN. */
  rule(
    ListenerArn: string,
    Priority: number,
    Conditions: readonly PlainObject[],
    action: PlainObject,
  ): string {
    const params = { ListenerArn, Priority, Conditions, Actions: [action] };
    return this.made("CreateRule", params, "Rule");
  }

  /** Begins a request; what is heard comes later. */
  begin(
    head: Partial<HttpHead>,
    said: string | Text = "",
    patience: Duration | null = null,
  ): { heard: Heard | null } {
    const http = { method: "GET", path: "/", query: "", headers: {}, ...head };
    const begun: { heard: Heard | null } = { heard: null };
    const from = this.simulation.now;
    const text = typeof said === "string" ? { body: said, size: sizeInUtf8(said) } : said;
    const input: Tagged = { type: "httpRequest", http, text, trail: noTrail, patience } as Tagged;
    this.simulation.tell(this.component, input, (answer) => {
      const took = this.simulation.now - from;
      begun.heard = { ...heardOf(answer as HttpAnswer | Refused), took };
    });
    return begun;
  }

  /** Asks, and lets time pass until there is an answer. */
  ask(head: Partial<HttpHead> | string = "/", body: string | Text = ""): Heard {
    const begun = this.begin(typeof head === "string" ? { path: head } : head, body);
    while (begun.heard === null && this.simulation.step());
    return begun.heard!;
  }

  advance(duration: Duration = seconds(1)): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  meter(metric: string, component = this.component): number {
    return this.simulation.metersOf(component)[metric]?.sum ?? 0;
  }
}

function heardOf(answer: HttpAnswer | Refused): Omit<Heard, "took"> {
  if (answer.type === "answered") return { ...answer, code: null };
  const details = answer.details as unknown as Omit<Heard, "took" | "code">; // As a load balancer refuses.
  return { ...details, code: answer.code };
}

/** An action that forwards to a target group. */
export const forward = (TargetGroupArn: string): PlainObject => ({
  Type: "forward",
  TargetGroupArn,
});

/** An action that answers so. */
export const fixed = (MessageBody: string, StatusCode = "200"): PlainObject => ({
  Type: "fixed-response",
  FixedResponseConfig: { StatusCode, MessageBody, ContentType: "text/plain" },
});
