import {
  declare,
  ring,
  slab,
  unreachable,
  type Instant,
  type Machine,
  type Plain,
} from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import { eventView } from "../bus/canonical.ts";
import type { ArchiveSettings } from "../config.ts";
import { archiveKindName } from "../kind-names.ts";
import type { ArchiveDescribed, ArchiveEffect, ArchiveInput } from "../protocol.ts";
import {
  metrics,
  ports,
  timers,
  type Archive,
  type ArchiveContext,
  type gauges,
} from "./declarations.ts";
import { forgetOld, keep } from "./keeping.ts";
import { cancelReplay, goOn, hearBus, reply, startReplay } from "./replaying.ts";
import { initialArchive, type ArchiveState } from "./state.ts";

/** An archive of the events of a bus, which puts them there again when it is asked to. */
export const archiveMachine: Machine<ArchiveSettings, ArchiveState, ArchiveInput, ArchiveEffect> = {
  kind: archiveKindName,
  stateVersion: 1,
  inputs: declare(
    "archiveEvent",
    "startReplay",
    "cancelReplay",
    "describeArchive",
    "settingsChanged",
    "replied",
    "timerFired",
  ),
  timers,
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: initialArchive,
  transition: react,

  fingerprint(input) {
    switch (input.type) {
      case "archiveEvent":
        return input.event.content.size;
      case "replied":
        return input.body.type.length;
      default:
        return 0;
    }
  },

  canonical: (archive: ArchiveState, now: Instant): Plain => ({
    stored: ring.list(archive.order).map((id) => {
      const { event, storedAt } = slab.read(archive.stored, id)!;
      return [eventView(event, now), now - storedAt];
    }),
    replays: slab
      .list(archive.replays)
      .map(({ said, place, asked }) => [
        said.name,
        said.status,
        said.from,
        said.until,
        said.rules,
        place - archive.firstPlace,
        asked === -1 ? -1 : asked - archive.firstPlace,
      ]),
  }),

  gauges: ({ order, bytes }): Readings<typeof gauges> => ({
    KeptEvents: order.size,
    SizeBytes: bytes,
  }),
};

function react(
  archive: Archive,
  input: ArchiveInput,
  context: ArchiveContext,
): readonly ArchiveEffect[] {
  switch (input.type) {
    case "archiveEvent":
      keep(archive, input, context);
      return [reply(context, { type: "eventArchived" })];
    case "startReplay":
      return startReplay(archive, input, context);
    case "cancelReplay":
      return cancelReplay(archive, input, context);
    case "describeArchive":
      forgetOld(archive, context);
      return [reply(context, described(archive))];
    case "settingsChanged":
      forgetOld(archive, context);
      return [];
    case "replied":
      return hearBus(archive, input, context);
    case "timerFired":
      return goOn(archive, input, context);
    default:
      return unreachable(input);
  }
}

const described = ({ order, bytes, replays }: ArchiveState): ArchiveDescribed => ({
  type: "archiveDescribed",
  events: order.size,
  bytes,
  replays: slab.list(replays).map(({ said }) => said),
});
