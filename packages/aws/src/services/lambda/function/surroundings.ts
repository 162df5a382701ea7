import { ConfigError, type Distribution } from "@orrery/kernel";
import type { ExtraSetting, Form } from "../../../service/extras.ts";
import {
  checkEndpoints,
  extensionKinds,
  storages,
  throughputs,
  traitBounds,
  usualComputing,
  type Computing,
  type Extensions,
  type FileSystem,
  type Network,
} from "../environment-traits.ts";
import { fileSystemLimits } from "../limits.ts";

/** What a scenario file says of how a handler computes. */
export type SaidComputing = Partial<Computing>;

/** What a scenario file says of what surrounds a handler. */
export interface SaidSurroundings {
  readonly extensions?: Partial<Extensions> | undefined;
  readonly network?: Partial<Network> | undefined;
  readonly fileSystem?: Partial<FileSystem> | undefined;
}

/** The forms of what surrounds a handler, in run files. */
export const surroundingForms = {
  extensions: { members: { kind: "text", init: "law", afterInvoke: "law", shutdown: "law" } },
  network: {
    members: {
      internet: "truth",
      endpoints: { list: "text" },
      freeAddresses: { nullable: "number" },
    },
    optional: {
      connections: "number",
      natAddresses: "number",
      reconnect: "number",
      trackedFor: "number",
    },
  },
  fileSystem: {
    members: {
      mount: "law",
      read: "number",
      written: "number",
      throughput: { nullable: "text" },
      stored: "number",
      credits: "number",
    },
    optional: {
      reads: "number",
      writes: "number",
      initRead: "number",
      storage: "text",
      provisioned: "number",
      locks: "number",
      lockedFiles: "number",
      lockedFor: "number",
    },
  },
} as const satisfies Readonly<Record<string, Form>>;

/** The same of how it computes. */
export const computingForm = {
  members: { share: "number", measuredAt: "number", threads: "number" },
} as const satisfies Form;

const operations = (text: string) => ({ kind: "count", ...traitBounds.operations, text }) as const;
const bytes = (text: string) => ({ kind: "bytes", ...traitBounds.bytes, text }) as const;

/** How a scenario file says what surrounds a handler. */
export const surroundingSettings = {
  extensions: {
    kind: "settings",
    settings: {
      kind: {
        kind: "choice",
        values: extensionKinds,
        text: "Processes of their own, or parts of the runtime's. Default: external.",
      },
      init: { kind: "durations", text: "Until the slowest is ready. Default: 0 s." },
      afterInvoke: {
        kind: "durations",
        text: "How much longer than the handler they work at each invocation. Default: 0 s.",
      },
      shutdown: {
        kind: "durations",
        text: "When their environment is reset: at most 2 s, 500 ms of internal ones. Default: 0 s.",
      },
    },
    text: "Extensions that run beside the handler. Default: none.",
  },
  network: {
    kind: "settings",
    settings: {
      internet: {
        kind: "switch",
        min: 0,
        max: 1,
        text: "Whether its subnets lead to the internet and AWS's public endpoints through a NAT gateway. Default: they do not.",
      },
      endpoints: {
        kind: "value",
        text: "Services that have a VPC endpoint, such as [sqs, dynamodb]. Default: none.",
      },
      freeAddresses: {
        kind: "count",
        ...traitBounds.addresses,
        text: "IP addresses that its subnets have left for network interfaces. Default: enough.",
      },
      connections: {
        kind: "count",
        ...traitBounds.connections,
        text: "Connections that each environment keeps to each service beyond the NAT gateway. Default: 1.",
      },
      natAddresses: {
        kind: "count",
        ...traitBounds.natAddresses,
        text: "Public addresses of the NAT gateway. Default: 1.",
      },
      reconnect: {
        kind: "duration",
        ...traitBounds.reconnect,
        text: "How much longer a call takes whose connection was gone: through the NAT gateway when nobody used it for 350 s. Default: 0 s.",
      },
      trackedFor: {
        kind: "duration",
        ...traitBounds.trackedFor,
        text: "How long security groups remember a connection that nobody uses. Default: 5 days.",
      },
    },
    text: "Where a function with a VpcConfig can call. Default: everywhere, of which a run warns.",
  },
  fileSystem: {
    kind: "settings",
    settings: {
      mount: { kind: "durations", text: "Added to each Init phase. Default: 0 s." },
      read: bytes("What each invocation reads before its own work. Default: nothing."),
      written: bytes("What each invocation writes before its own work. Default: nothing."),
      throughput: {
        kind: "choice",
        values: throughputs,
        text: "Whether it bursts on credits, is as fast as the client, or as is provisioned. Default: elastic, bursting before 2023-12-01.",
      },
      reads: operations(
        "By how many operations each invocation reads, one after another. Default: 0.",
      ),
      writes: operations(
        "By how many operations each invocation writes, one after another. Default: 0.",
      ),
      initRead: bytes("What each Init phase reads. Default: nothing."),
      storage: {
        kind: "choice",
        values: storages,
        text: "In several zones or one, or for files that are seldom read. Default: regional.",
      },
      provisioned: {
        kind: "bytes",
        ...traitBounds.provisioned,
        text: "What is provisioned for each second, where its throughput is. Default: 1 MB.",
      },
      locks: {
        kind: "count",
        ...traitBounds.locks,
        text: "Locks that each invocation holds on a file that all lock, until it ends. Default: 0.",
      },
      lockedFiles: {
        kind: "count",
        ...traitBounds.locks,
        text: "How many files it locks so. Default: 1.",
      },
      lockedFor: {
        kind: "duration",
        ...traitBounds.lockedFor,
        text: "How long each invocation holds a lock that no other may have meanwhile, before its own work. Default: 0 s.",
      },
      stored: bytes("What it holds, by which it earns credits. Default: nothing."),
      credits: bytes("The credits that it begins with. Default: 2.1 TiB, as new ones have."),
    },
    text: "What a function with FileSystemConfigs does with its file system. Default: nothing.",
  },
} as const satisfies Readonly<Record<string, ExtraSetting>>;

/** How a scenario file says how a handler computes. */
export const computingSetting = {
  kind: "settings",
  settings: {
    share: { kind: "share", min: 0, max: 1, text: "Of its duration; must be said." },
    measuredAt: {
      kind: "count",
      ...traitBounds.memory,
      text: "The memory in MB at which it takes its duration. Default: 1769, a whole processor.",
    },
    threads: {
      kind: "count",
      ...traitBounds.threads,
      text: "How many processors it can use at once. Default: 1.",
    },
  },
  text: "How much of the duration is computing, which takes longer with less memory. Default: none.",
} as const satisfies ExtraSetting;

const none: Distribution = { type: "constant", value: 0 };

/** What surrounds a handler, complete. @throws ConfigError */
export function surroundingsIn({ extensions, network, fileSystem }: SaidSurroundings): {
  readonly extensions?: Extensions;
  readonly network?: Network;
  readonly fileSystem?: FileSystem;
} {
  const usualExtensions = {
    kind: "external",
    init: none,
    afterInvoke: none,
    shutdown: none,
  } as const;
  const usualFiles = {
    mount: none,
    read: 0,
    written: 0,
    throughput: null,
    stored: 0,
    credits: fileSystemLimits.credits,
  } as const;
  return {
    ...(extensions === undefined ? {} : { extensions: { ...usualExtensions, ...extensions } }),
    ...(network === undefined ? {} : { network: networkIn(network) }),
    ...(fileSystem === undefined ? {} : { fileSystem: { ...usualFiles, ...fileSystem } }),
  };
}

const networkIn = ({
  internet = false,
  endpoints = [],
  freeAddresses = null,
  ...more
}: Partial<Network>): Network => ({
  ...more,
  internet,
  endpoints: checkEndpoints(".network.endpoints", endpoints),
  freeAddresses,
});

/** How a handler computes, complete. @throws ConfigError */
export function computingIn(said: SaidComputing): Computing {
  const { share } = said;
  if (share === undefined) throw new ConfigError(".computing", "a share", "none");
  return { ...usualComputing, ...said, share };
}
