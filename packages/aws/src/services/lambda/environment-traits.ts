import {
  checkDistribution,
  ConfigError,
  countBounds,
  shownValue,
  withinBounds,
  type Distribution,
  type Duration,
} from "@orrery/kernel";

import { natLimits, vpcLimits } from "./limits.ts";

/** Extensions that run beside a function's handler. Plain data. */
export interface Extensions {
  /** Processes of their own, or parts of the runtime's, which start and stop with it. */
  readonly kind: ExtensionKind;
  /** Until the slowest of them is ready, in microseconds. */
  readonly init: Distribution;
  /** How much longer than the handler they work at each invocation, in microseconds. */
  readonly afterInvoke: Distribution;
  /** What they do when their environment is shut down, in microseconds. */
  readonly shutdown: Distribution;
}

/** How extensions run. */
export type ExtensionKind = (typeof extensionKinds)[number];
/** All there is, the usual first. */
export const extensionKinds = ["external", "internal"] as const;

/** Where a function in a VPC can call. Plain data. */
export interface Network {
  /** Whether its subnets lead to the internet, and so to AWS's public endpoints, through a NAT gateway. */
  readonly internet: boolean;
  /** Services that have a VPC endpoint there, as clients name them, such as `sqs`. */
  readonly endpoints: readonly string[];
  /** How many IP addresses its subnets have left for interfaces; `null`: enough. */
  readonly freeAddresses: number | null;
  /** Connections that each environment keeps to each service beyond the NAT gateway. @defaultValue 1 */
  readonly connections?: number;
  /** Public addresses of the NAT gateway. @defaultValue 1 */
  readonly natAddresses?: number;
  /** How much longer a call takes whose connection was gone, since nobody used it for too long. @defaultValue 0 */
  readonly reconnect?: Duration;
  /** How long security groups remember a connection that nobody uses. @defaultValue 5 days */
  readonly trackedFor?: Duration;
}

/** What a function does with its EFS file system. Plain data. */
export interface FileSystem {
  /** What mounting it adds to each Init phase, in microseconds. */
  readonly mount: Distribution;
  /** Bytes that each invocation reads, and writes, before its own work. */
  readonly read: number;
  readonly written: number;
  /** How many operations each invocation reads by, and writes by, one after another. @defaultValue 0: they take no time */
  readonly reads?: number;
  readonly writes?: number;
  /** Bytes that each Init phase reads. @defaultValue 0 */
  readonly initRead?: number;
  /** Locks that each invocation holds on each file that all lock, until it ends. @defaultValue 0 */
  readonly locks?: number;
  /** How many files those are. @defaultValue 1 */
  readonly lockedFiles?: number;
  /** How long each holds a lock that nobody else may have meanwhile, before its own work. @defaultValue 0 */
  readonly lockedFor?: Duration;
  /** Where it keeps its files. @defaultValue regional */
  readonly storage?: Storage;
  /** Bytes a second that are provisioned, where its throughput is. @defaultValue 1 MiB */
  readonly provisioned?: number;
  /** Whether it bursts on credits, is as fast as the client, or as is provisioned; `null`: as new ones do at the run's date. */
  readonly throughput: Throughput | null;
  /** Bytes in it, by which it earns credits. */
  readonly stored: number;
  /** Bytes of credits that it has when the run begins. */
  readonly credits: number;
}

/** What limits a file system. */
export type Throughput = (typeof throughputs)[number];
/** All there is, the usual first. */
export const throughputs = ["bursting", "elastic", "provisioned"] as const;

/** Where a file system keeps files: in several zones or one, or where they come slowly that nobody has read for long. */
export type Storage = (typeof storages)[number];
/** All there is, the usual first. */
export const storages = ["regional", "oneZone", "infrequentAccess"] as const;

/** How much of a handler's work is computing, which takes longer with less memory. Plain data. */
export interface Computing {
  /** The part of its duration, 0 to 1. */
  readonly share: number;
  /** The memory in MB at which it takes its duration. */
  readonly measuredAt: number;
  /** How many processors it can use at once. */
  readonly threads: number;
}

/** MB of memory for each virtual processor. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const memoryOfProcessor = 1_769;

/** A whole processor does all the work. */
export const usualComputing: Omit<Computing, "share"> = {
  measuredAt: memoryOfProcessor,
  threads: 1,
};

/** Bounds of what is counted among these traits. */
export const traitBounds = {
  memory: countBounds({ min: 128, max: 10_240 }),
  /** 10,240 MB are 5.79 processors. */
  threads: countBounds({ min: 1, max: 6 }),
  addresses: countBounds({ min: 0, max: 1_000_000 }),
  bytes: countBounds({ min: 0, max: 2 ** 50 }),
  connections: countBounds({ min: 1, max: 65_535 }),
  natAddresses: countBounds({ min: 1, max: 8 }),
  reconnect: countBounds({ min: 0, max: 60_000_000 }),
  trackedFor: countBounds({ min: 60_000_000, max: natLimits.trackedFor }),
  operations: countBounds({ min: 0, max: 1_000_000 }),
  locks: countBounds({ min: 0, max: 1_000_000 }),
  lockedFor: countBounds({ min: 0, max: 900_000_000 }),
  /** Bytes a second. */
  provisioned: countBounds({ min: 2 ** 20, max: 2 ** 40 }),
} as const;

/** How many times as long a handler takes at a memory as where it was measured. */
export function slownessAt(memorySize: number, { share, measuredAt, threads }: Computing): number {
  const processors = (memory: number) => Math.min(memory / memoryOfProcessor, threads);
  return 1 - share + share * (processors(measuredAt) / processors(memorySize));
}

/** Whether a function can reach a service from its VPC. */
export const reaches = ({ internet, endpoints }: Network, service: string): boolean =>
  internet || endpoints.includes(service);

/**
 * Whether the function's interfaces, and a NAT gateway where there is no endpoint, have ports for the connections of one more
 * environment to a service. `slot`: how many others there were when it began.
 */
export function hasPort(
  { endpoints, connections = 1, natAddresses = 1 }: Network,
  service: string,
  slot: number,
  interfaces: number,
): boolean {
  const all = (slot + 1) * connections;
  if (all > vpcLimits.connections * interfaces) return false;
  return all <= natLimits.connections * natAddresses || endpoints.includes(service);
}

/** How long a kept connection to a service lives that nobody uses: less where it goes through a NAT gateway. */
export function idleTimeoutOf(
  { endpoints, trackedFor = natLimits.trackedFor }: Network,
  service: string,
): Duration {
  return endpoints.includes(service) || trackedFor < natLimits.idle ? trackedFor : natLimits.idle;
}

/** Checks what a behavior says of the surroundings of its handler. @throws ConfigError */
export function checkTraits(
  path: string,
  traits: {
    readonly extensions?: Extensions;
    readonly network?: Network;
    readonly fileSystem?: FileSystem;
    readonly computing?: Computing;
  },
): void {
  const { extensions, network, fileSystem, computing } = traits;
  if (extensions !== undefined) {
    oneOf(`${path} extensions kind`, extensions.kind, extensionKinds);
    for (const law of ["init", "afterInvoke", "shutdown"] as const) {
      checkDistribution(`${path} extensions ${law}`, extensions[law]);
    }
  }
  if (network !== undefined) {
    const { freeAddresses, endpoints } = network;
    const { connections = 1, natAddresses = 1 } = network;
    checkEndpoints(`${path} network endpoints`, endpoints);
    withinBounds(`${path} network connections`, connections, traitBounds.connections);
    withinBounds(`${path} network natAddresses`, natAddresses, traitBounds.natAddresses);
    const { reconnect = 0, trackedFor = natLimits.trackedFor } = network;
    withinBounds(`${path} network reconnect`, reconnect, traitBounds.reconnect);
    withinBounds(`${path} network trackedFor`, trackedFor, traitBounds.trackedFor);
    if (freeAddresses !== null) {
      withinBounds(`${path} network freeAddresses`, freeAddresses, traitBounds.addresses);
    }
  }
  if (fileSystem !== undefined) {
    const { throughput } = fileSystem;
    if (throughput !== null) oneOf(`${path} fileSystem throughput`, throughput, throughputs);
    const { storage = "regional", provisioned = traitBounds.provisioned.min } = fileSystem;
    oneOf(`${path} fileSystem storage`, storage, storages);
    withinBounds(`${path} fileSystem provisioned`, provisioned, traitBounds.provisioned);
    withinBounds(`${path} fileSystem initRead`, fileSystem.initRead ?? 0, traitBounds.bytes);
    for (const operation of ["reads", "writes"] as const) {
      const count = fileSystem[operation] ?? 0;
      withinBounds(`${path} fileSystem ${operation}`, count, traitBounds.operations);
    }
    const { locks = 0, lockedFiles = 1, lockedFor = 0 } = fileSystem;
    withinBounds(`${path} fileSystem locks`, locks, traitBounds.locks);
    withinBounds(`${path} fileSystem lockedFiles`, lockedFiles, traitBounds.locks);
    withinBounds(`${path} fileSystem lockedFor`, lockedFor, traitBounds.lockedFor);
    checkDistribution(`${path} fileSystem mount`, fileSystem.mount);
    for (const size of ["read", "written", "stored", "credits"] as const) {
      withinBounds(`${path} fileSystem ${size}`, fileSystem[size], traitBounds.bytes);
    }
  }
  if (computing === undefined) return;
  const { share, measuredAt, threads } = computing;
  if (!(typeof share === "number" && share >= 0 && share <= 1)) {
    throw new ConfigError(`${path} computing share`, "a share from 0 to 1", shownValue(share));
  }
  withinBounds(`${path} computing measuredAt`, measuredAt, traitBounds.memory);
  withinBounds(`${path} computing threads`, threads, traitBounds.threads);
}

/** Names of services, as clients have them. @throws ConfigError */
export function checkEndpoints(path: string, endpoints: unknown): readonly string[] {
  const isName = (each: unknown): each is string =>
    typeof each === "string" && /^[a-z][a-z0-9-]*$/.test(each);
  if (Array.isArray(endpoints) && endpoints.every(isName)) return endpoints;
  throw new ConfigError(path, "a list of services such as sqs", shownValue(endpoints));
}

function oneOf(path: string, value: unknown, values: readonly string[]): void {
  if (values.includes(value as string)) return;
  throw new ConfigError(path, `one of ${values.join(", ")}`, shownValue(value));
}
