import { services, withNearest, type EventFacts, type SampleEvents } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { stackOf } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import type { Terminal } from "./terminal.ts";

/** What `orrery event` may be told. */
export interface EventOptions {
  readonly name?: string;
  readonly body?: string;
  readonly region?: string;
  readonly account?: string;
}

/** Prints a sample of an event, made by the function that deliveries call; or which there are. */
export function eventCommand(
  service: string | undefined,
  event: string | undefined,
  options: EventOptions,
  terminal: Terminal,
): number {
  const all = new Map(
    services.flatMap(({ service: name, events = {} }) =>
      Object.keys(events).length === 0 ? [] : [[name, eventsOf(events)] as const],
    ),
  );
  if (service === undefined) {
    for (const [name, events] of all)
      print(
        terminal,
        [...events.keys()].map((each) => `${name} ${each}`),
      );
    return exitStatus.fine;
  }
  const events = all.get(service);
  if (events === undefined) {
    throw new ConfigError("service", oneOf([...all.keys()]), withNearest(service, [...all.keys()]));
  }
  const names = [...events.keys()];
  if (event === undefined && names.length > 1) {
    print(
      terminal,
      names.map((name) => `${service} ${name}`),
    );
    return exitStatus.fine;
  }
  const make = events.get(event ?? names[0] ?? "");
  if (make === undefined) {
    throw new ConfigError(`event of ${service}`, oneOf(names), withNearest(event ?? "", names));
  }
  terminal.print(`${JSON.stringify(make(factsOf(options)), null, 2)}\n`);
  return exitStatus.fine;
}

const print = (terminal: Terminal, lines: readonly string[]): void =>
  terminal.print(lines.map((line) => `${line}\n`).join(""));

const oneOf = (names: readonly string[]): string => `one of ${names.join(", ")}`;

/** The words of the command for an event: `batchOfFifoQueue` is `batch-of-fifo-queue`, `aws.ecs: ECS Task` is `aws.ecs-ecs-task`. */
const wordsOf = (name: string): string =>
  name.includes(" ")
    ? name.toLowerCase().replace(/[^a-z0-9.]+/g, "-")
    : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Events by the words of the command. */
const eventsOf = (events: SampleEvents): ReadonlyMap<string, SampleEvents[string]> =>
  new Map(Object.entries(events).map(([name, make]) => [wordsOf(name), make] as const));

function factsOf({ name = "orders", body = '{"order":17}', ...place }: EventOptions): EventFacts {
  const { region = "us-east-1", accountId = "123456789012" } = stackOf(
    place,
    (setting) => `--${setting}`,
  );
  return {
    partition: "aws",
    region,
    accountId,
    // The same at every call: what is printed is compared and kept.
    epochMilliseconds: Date.UTC(2026, 0, 1),
    name,
    body,
    subject: null,
    attributes: [],
  };
}
