import { controlAssumptions } from "../src/control/limits.ts";
import { accountCaller } from "../src/service/caller.ts";
import { figureValues } from "../src/service/assumed-figure.ts";
import { start, type Duration, type Plain, type Tagged } from "@orrery/kernel";
import { testSources } from "./driven-mapping.ts";
import { drive } from "@orrery/testing";
import { controlMachine } from "../src/control/machine.ts";
import type { ControlSettings } from "../src/control/state.ts";
import type { CallReply } from "../src/service/call.ts";
import type { PlainObject, Refused } from "../src/service/refusal.ts";
import type { ServiceModel } from "../src/service/service-model.ts";

/**
 * The control plane of an account with one service, by hand and without the service's machines:
 * what an operation asks of a resource is looked at, and answered by the test.
 */
export class DrivenAccount {
  private readonly control;
  private readonly service: string;

  constructor(service: ServiceModel, settings: Partial<ControlSettings> = {}) {
    this.service = service.service;
    const model: ServiceModel = { ...service, kinds: () => [] };
    this.control = drive(
      controlMachine({
        services: [model],
        kinds: new Map(),
        sources: testSources,
        scalableOf: () => undefined,
      }),
      {
        region: "us-east-1",
        accountId: "123456789012",
        partition: "aws",
        asOf: "2026-11-01",
        epochMilliseconds: 1_767_225_600_000,
        latencies: {},
        assumptions: {},
        assumed: figureValues(controlAssumptions),
        quotas: { "lambda.concurrentExecutions": 1_000 },
        unmodeled: {},
        caller: accountCaller({ region: "us-east-1", accountId: "123456789012", partition: "aws" }),
        iam: null,
        entrances: [],
        ...settings,
      },
      {},
      { startAt: start },
    );
  }

  /** Lets time pass. */
  advance(duration: Duration): void {
    this.control.advance(duration);
  }

  /** What an operation asks of the resource's machine. */
  asks(operation: string, params: PlainObject): Tagged {
    const pending = this.begin(operation, params);
    if (pending.reply !== undefined)
      throw new Error(`${operation}: ${JSON.stringify(pending.reply)}`);
    const input = this.asked()!;
    this.answer({ type: "lost" });
    return input;
  }

  /** The response of an operation; where it asks a machine, that answers with `body`. */
  responds(operation: string, params: PlainObject = {}, body?: Tagged): PlainObject {
    const reply = this.outcome(operation, params, body);
    if (reply.type === "refused") throw new Error(`${operation}: ${reply.code}: ${reply.message}`);
    if (reply.type !== "called") throw new Error(`${operation}: ${JSON.stringify(reply)}`);
    return reply.response;
  }

  /** How an operation is refused: code and words. */
  refuses(operation: string, params: PlainObject = {}, body?: Refused): readonly Plain[] {
    const reply = this.outcome(operation, params, body);
    if (reply.type === "notModeled") return ["NotModeled", reply.what];
    if (reply.type !== "refused") {
      throw new Error(`${operation} is not refused: ${JSON.stringify(reply)}`);
    }
    return [reply.code, reply.message];
  }

  private outcome(operation: string, params: PlainObject, body?: Tagged): CallReply {
    const pending = this.begin(operation, params);
    if (this.asked() !== undefined) {
      if (body === undefined) throw new Error(`${operation} asks the machine, and has no answer`);
      this.answer(body);
    }
    return pending.reply as unknown as CallReply; // The control plane answers nothing else.
  }

  /** What the machine of a resource is asked. */
  private asked(): Tagged | undefined {
    const sent = this.control.sent.at(-1) as { readonly input: Tagged } | undefined;
    return this.control.handedOn.at(-1)?.input ?? sent?.input;
  }

  private answer(body: Tagged): void {
    const handed = this.control.handedOn.at(-1);
    if (handed === undefined) this.control.answer(this.control.sent.at(-1)!, body);
    else this.control.answerHandedOn(handed, body);
  }

  private begin(operation: string, params: PlainObject) {
    return this.control.request({ type: "call", service: this.service, operation, params });
  }
}
