import { ConfigError, type Plain } from "@orrery/kernel";
import type { Home } from "../../../service/caller.ts";
import type { StandIns } from "../../../service/entry.ts";
import type { ExtraSetting } from "../../../service/extras.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { readSettings } from "../../../service/setting-reading.ts";
import { merged } from "../../../text/merged.ts";
import { withNearest } from "../../../text/nearest.ts";
import type { Emitted, EmittedFacts, EmittedSource } from "./emitted-source.ts";
import { emittedSources } from "./source-list.ts";

const defaultBus = "default";

/** So many events differ in their ids; then they come again. */
const different = 100;

const settingsOf = ({ events }: EmittedSource): Readonly<Record<string, ExtraSetting>> => ({
  // One that tells one thing alone has nothing to choose.
  ...(events.length === 1
    ? {}
    : {
        event: {
          kind: "choice" as const,
          values: events.map(({ detailType }) => detailType),
          text: "What it tells, by its detail type; left out: the first of these.",
        },
      }),
  name: {
    kind: "text",
    text: "What that is called which its events are about, such as a cluster or a pipeline.",
  },
});

/** What whoever puts an event says of it; the bus adds the rest. */
export const emittedEvent = (
  { name: source }: EmittedSource,
  { detailType, resources, detail }: Emitted,
  facts: EmittedFacts,
): PlainObject => ({
  source,
  "detail-type": detailType,
  resources: resources(facts),
  detail: detail(facts),
});

/** The services that put events on the default bus by themselves. */
export const emittedStandIns: StandIns = {
  of: Object.fromEntries(
    emittedSources.map((source) => [
      source.name,
      { text: source.text, settings: settingsOf(source) },
    ]),
  ),
  eventsOf(name, said, bus, home: Home, milliseconds, over): readonly Plain[] {
    const source = emittedSources.find((each) => each.name === name)!; // It is one of those.
    if (bus.name !== defaultBus) {
      throw new ConfigError("to", "the default bus, where AWS's services put events", bus.name);
    }
    const { event: type, name: about = source.usualName ?? "orders" } = readSettings(
      "as",
      settingsOf(source),
      said,
    );
    const types = source.events.map(({ detailType }) => detailType);
    const emitted = source.events.find(({ detailType }) => detailType === (type ?? types[0]));
    if (emitted === undefined) {
      throw new ConfigError("as.event", "one of its events", withNearest(String(type), types));
    }
    // Each of what is said over them comes equally often.
    const count = Math.ceil(different / over.length) * over.length;
    return Array.from({ length: count }, (_, place) => {
      const facts: EmittedFacts = {
        ...home,
        name: String(about),
        number: place + 1,
        milliseconds,
      };
      return merged(emittedEvent(source, emitted, facts), over[place % over.length]);
    });
  },
};
