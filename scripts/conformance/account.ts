import { inMilliseconds, type Duration, type Instant } from "@orrery/kernel";
import {
  services,
  simulate,
  type AwsClient as SimulatedClient,
  type AwsSimulation,
  type Parameter,
} from "@orrery/aws";
import type { AwsClient } from "./boto-client.ts";
import { handlersPrintingTo, Printout } from "./handlers.ts";
import type { AccountOptions, TraceSupport } from "./trace-case.ts";
import type { ValueObject } from "./value.ts";

const startsAt = "2026-01-01T00:00:00Z";

/** An account of the simulation with nothing in it, for one case. */
export class SimulatedAccount implements AwsClient {
  readonly accountId: string;
  readonly region: string;
  /** What is simulated. */
  readonly simulation: AwsSimulation;

  private readonly client: SimulatedClient;
  private readonly printout = new Printout();

  constructor({ accountId, region, asOf }: AccountOptions) {
    this.accountId = accountId;
    this.region = region;
    this.simulation = simulate({
      accountId,
      region,
      startsAt,
      scripts: handlersPrintingTo(this.printout),
      ...(asOf === undefined ? {} : { asOf }),
    });
    this.client = this.simulation.client();
  }

  get now(): number {
    return Date.parse(startsAt) + inMilliseconds(this.simulation.now as number as Duration);
  }

  advance(microseconds: number): void {
    this.simulation.run({ until: (this.simulation.now + microseconds) as Instant });
  }

  call(service: string, operation: string, params: ValueObject): ValueObject {
    // Recorded parameters are JSON and bytes.
    return this.client.call(service, operation, params as Record<string, Parameter>);
  }

  printedBy(functionName: string): readonly string[] {
    return this.printout.linesOf(functionName);
  }
}

/** What the simulation has for traces. */
export const simulationSupport: TraceSupport = {
  operations: new Map(
    services.map(({ service, operations }) => [service, new Set(Object.keys(operations))]),
  ),
  handlerIds: new Set(Object.keys(handlersPrintingTo(new Printout()))),
  open: (options) => new SimulatedAccount(options),
};
