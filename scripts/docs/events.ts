import { services, type EventFacts } from "@orrery/aws";
import type { Pages } from "./pages.ts";

const facts: EventFacts = {
  partition: "aws",
  region: "us-east-1",
  accountId: "123456789012",
  epochMilliseconds: Date.UTC(2026, 10, 23, 9),
  name: "orders",
  body: '{"order":17}',
  subject: "A new order",
  attributes: [{ name: "color", dataType: "String", value: "red" }],
};

const shown = (event: object): string => `\`\`\`json\n${JSON.stringify(event, null, 2)}\n\`\`\``;

/** The page of the events that handlers see. */
export function eventPages(): Pages {
  const sections = services.flatMap(({ service, events = {} }) =>
    Object.entries(events).map(
      ([name, make]) => `## ${service}: ${spaced(name)}\n\n${shown(make(facts))}\n`,
    ),
  );
  const head =
    "# Events\n\nWhat handlers and subscribers see, made by the functions that make it in runs: of a queue or topic\nnamed `orders`, of a message with one attribute. `npm run docs` writes this page.\n";
  return new Map([["events.md", [head, ...sections].join("\n")]]);
}

/** `batchOfFifoQueue` is `batch of fifo queue`. */
const spaced = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
