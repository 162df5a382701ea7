import { ConfigError, own, type Duration } from "@orrery/kernel";
import type { AwsClient } from "../control/client.ts";
import { AwsError } from "../control/client.ts";
import { NotModeledError } from "../control/not-modeled.ts";
import { partitionOf } from "../service/partition.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ConstructScope, Extras } from "../service/construct.ts";
import type { Script, Scripts } from "../service/script.ts";
import { performAll } from "../run/performing.ts";
import type { ArchitectureOperation, Scenario } from "../run/scenario.ts";

/** Where a stack is. */
export interface StackProps {
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** Twelve digits. @defaultValue 123456789012 */
  readonly account?: string;
}

/**
 * An architecture written in TypeScript: the resources made in it, in the order of their making.
 *
 * Resources have the names of the CDK's constructs and take its properties, so
 * `new Queue(stack, "Orders", { visibilityTimeout: "30s" })` is what a reader expects.
 */
export class Stack implements ConstructScope {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  private readonly made: ArchitectureOperation[] = [];
  private readonly ids = new Set<string>();
  private readonly extrasMade: Record<string, Extras> = {};
  private readonly described: Record<string, Record<string, object>> = {};
  private readonly handlersMade: Record<string, Script> = {};

  constructor(name: string, { region = "us-east-1", account = "123456789012" }: StackProps = {}) {
    if (!/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/.test(name)) {
      throw new ConfigError("stack name", "a letter, then letters, digits or hyphens", `"${name}"`);
    }
    this.name = name;
    this.region = region;
    this.account = account;
  }

  /** The operations that make the architecture: what a scenario has as its `architecture`. */
  get operations(): readonly ArchitectureOperation[] {
    return this.made;
  }

  /** What its resources have that AWS has no parameter for, by id. */
  get extras(): Readonly<Record<string, Extras>> {
    return this.extrasMade;
  }

  /**
   * What functions do whose handlers are written where they are made, by name: scripts that `run` takes from
   * here, and whoever calls `prepareRun` or `simulate` gives them as `scripts`.
   */
  get handlers(): Scripts {
    return this.handlersMade;
  }

  /** The name in AWS of a resource that has no name of its own. */
  physicalName(id: string): string {
    return `${this.name}-${id}`;
  }

  /** The ARN of a resource of this stack's account and Region. */
  arnOf(service: string, resource: string): string {
    const partition = partitionOf(this.region);
    return `arn:${partition}:${service}:${this.region}:${this.account}:${resource}`;
  }

  /**
   * Adds an operation of AWS; resources do so when they are made.
   *
   * @throws ConfigError when `logicalId` is taken by another resource.
   */
  add(service: string, operation: string, logicalId: string, params: PlainObject): void {
    if (this.ids.has(logicalId)) {
      throw new ConfigError(`stack "${this.name}"`, "an id that is not taken", `"${logicalId}"`);
    }
    this.ids.add(logicalId);
    this.made.push({ logicalId, service, operation, params });
  }

  /** Says of a resource what AWS has no parameter for, such as what a function does. */
  say(logicalId: string, extras: Extras): void {
    this.extrasMade[logicalId] = { ...this.extrasMade[logicalId], ...extras };
  }

  /** Keeps what a function does under a name; functions do so when they are made. */
  handle(name: string, script: Script): void {
    this.handlersMade[name] = script;
  }

  /** Says of a resource what a section of scenario files says, in its words, which a run reads. */
  describe(section: string, logicalId: string, said: object): void {
    this.described[section] = { ...this.described[section], [logicalId]: said };
  }

  /** What its resources have in the words of scenario files, by section and id. */
  get sections(): Readonly<Record<string, Readonly<Record<string, object>>>> {
    return this.described;
  }

  /**
   * A scenario of this architecture as machines take it: what is left out does not happen.
   *
   * @throws ConfigError where a resource has something in the words of scenario files, which `run` reads.
   */
  scenario(rest: StackScenario): Scenario {
    this.refuseDescribed();
    return {
      architecture: this.made,
      asOf: "2026-11-01",
      startsAt: "2026-01-01T00:00:00Z",
      region: this.region,
      accountId: this.account,
      workloads: [],
      latencies: {},
      faults: [],
      expectations: [],
      ...rest,
      extras: { ...this.extrasMade, ...rest.extras },
    };
  }

  /**
   * Makes the resources in a simulated account whose Region and account are this stack's, before a
   * run or during one.
   *
   * @throws ConfigError when AWS would refuse a part, and where a resource has something in the words of
   *   scenario files, which `run` reads.
   */
  deploy(client: AwsClient): void {
    this.refuseDescribed();
    performAll(this.made, ({ logicalId, service, operation, params }) => {
      const extras = own(this.extrasMade, logicalId);
      try {
        return client.call(
          service,
          operation,
          { ...params, ...(extras as PlainObject | undefined) },
          logicalId,
        );
      } catch (error) {
        const isRefused = error instanceof AwsError;
        if (!isRefused && !(error instanceof NotModeledError)) throw error;
        const path = `stack "${this.name}" ${logicalId} (${operation})`;
        throw isRefused
          ? new ConfigError(path, "what AWS accepts", `${error.code}: ${error.message}`)
          : new ConfigError(path, "what is modeled", error.what);
      }
    });
  }

  private refuseDescribed(): void {
    for (const [section, entries] of Object.entries(this.described)) {
      const [id = ""] = Object.keys(entries);
      const path = `stack "${this.name}" ${id}`;
      throw new ConfigError(path, "a run of @orrery/orrery, which reads its words", section);
    }
  }
}

/** What a scenario has besides its architecture. */
export type StackScenario = { readonly duration: Duration } & Partial<
  Omit<Scenario, "architecture" | "region" | "accountId" | "duration" | "constructPaths">
>;
