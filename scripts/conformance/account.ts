import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
import { stackOperations } from "./stack-operations.ts";
import { Stacks } from "./stacks.ts";
import type { AccountOptions, TraceSupport } from "./trace-case.ts";
import type { ValueObject } from "./value.ts";

const usualStart = "2026-01-01T00:00:00Z";

/** In microseconds. What a call takes a client that is not in AWS; assumed, since no recording says it. */
const roundTrip = 100_000;

/** How long it takes to make things: no time. */
const noTimes = Object.fromEntries(
  services
    .flatMap(({ latencies = {} }) => Object.keys(latencies))
    .filter((name) => /\.(?:creation|toArchive|duration)$|^s3\.(?:get|put|list)$/.test(name))
    .map((name) => [name, { type: "constant", value: 0 } as const]),
);

/** What a peer bounds less than AWS does. */
const raised = { "events.targetsPerRule": 10 };

/** An account of the simulation with nothing in it, for one case. */
export class SimulatedAccount implements AwsClient {
  readonly accountId: string;
  readonly region: string;
  /** What is simulated. */
  readonly simulation: AwsSimulation;

  private readonly client: SimulatedClient;
  private readonly printout = new Printout();
  private readonly stacks = new Stacks(this);

  private readonly filesFolder: string | undefined;

  private readonly startsAt: string;

  constructor(options: AccountOptions) {
    const { accountId, region, asOf, makesAtOnce, filesFolder, startsAt = usualStart } = options;
    this.startsAt = startsAt;
    this.filesFolder = filesFolder;
    this.accountId = accountId;
    this.region = region;
    this.simulation = simulate({
      accountId,
      region,
      startsAt,
      scripts: handlersPrintingTo(this.printout),
      logs: true,
      ...(asOf === undefined ? {} : { asOf }),
      ...(makesAtOnce === undefined ? {} : { latencies: noTimes, quotas: raised }),
    });
    this.client = this.simulation.client();
  }

  get now(): number {
    return Date.parse(this.startsAt) + inMilliseconds(this.simulation.now as number as Duration);
  }

  advance(microseconds: number): void {
    this.simulation.run({ until: (this.simulation.now + microseconds) as Instant });
  }

  call(service: string, operation: string, params: ValueObject): ValueObject {
    if (service === "cloudformation") {
      return stackOperations[operation]!(params, this.stacks); // A trace calls no others.
    }
    // What an earlier call set off goes on meanwhile, as it does in AWS.
    this.advance(roundTrip);
    // Recorded parameters are JSON and bytes.
    return this.client.call(service, operation, params as Record<string, Parameter>);
  }

  printedBy(functionName: string): readonly string[] {
    return this.printout.linesOf(functionName);
  }

  fileAt(path: string): string | undefined {
    if (this.filesFolder === undefined) return undefined;
    const place = join(this.filesFolder, path);
    return existsSync(place) ? readFileSync(place, "utf8") : undefined;
  }
}

/** What the simulation has for traces. */
export const simulationSupport: TraceSupport = {
  operations: new Map(
    [...services, { service: "cloudformation", operations: stackOperations }].map(
      ({ service, operations }) => [service, new Set(Object.keys(operations))],
    ),
  ),
  handlerIds: new Set(Object.keys(handlersPrintingTo(new Printout()))),
  open: (options) => new SimulatedAccount(options),
};
