import { ConfigError, withDefault } from "@orrery/kernel";
import type { Entry } from "../service/entry.ts";
import { offloadThreshold } from "../workload/offloading.ts";
import type { OffloadSettings } from "../workload/state.ts";
import type { RunResource } from "./made-run.ts";
import type { Workload } from "./scenario.ts";
import { targetNamed, type Resources } from "./targets.ts";

/** The store of a workload's large payloads; `null`: it has none. @throws ConfigError about `path` */
export function offloadStore(
  path: string,
  { extendedClient, batch }: Pick<Workload, "extendedClient" | "batch">,
  entry: Entry,
  noun: string,
  resources: Resources,
): RunResource | null {
  if (extendedClient === undefined) return null;
  checkExtendedClient(path, batch, entry, noun);
  return targetNamed(
    extendedClient.bucket,
    `${path}.bucket`,
    resources,
    (kind) => kind.entry?.keepsPayloads === true,
  );
}

/** Refuses a client library where there is none. @throws ConfigError about `path` */
export function checkExtendedClient(
  path: string,
  batch: Workload["batch"],
  { pointerTo }: Entry,
  noun: string,
): void {
  if (pointerTo === undefined) {
    throw new ConfigError(path, `nothing, since no client of a ${noun} has it`, "one");
  }
  if (batch !== undefined) throw new ConfigError(path, "nothing beside batch", "both");
}

/** What the machine needs to know of it. @throws ConfigError about `path` */
export const offloadSettings = (
  path: string,
  { extendedClient }: Pick<Workload, "extendedClient">,
  store: RunResource | null,
): OffloadSettings | null =>
  store === null
    ? null
    : {
        kind: store.kind,
        // A component is called by its kind and its name.
        store: store.component.slice(store.kind.length + 1),
        above: withDefault(`${path}.above`, extendedClient?.above, offloadThreshold),
      };
