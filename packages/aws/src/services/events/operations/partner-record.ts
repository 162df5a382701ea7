import type { ControlPlane } from "../../../service/service-model.ts";
import { changeKept, keptOf, type PartnerSourceKept } from "./connection-record.ts";

/** The event source of a partner of this name; `undefined`: there is none. */
export const partnerSourceNamed = (
  name: string,
  plane: ControlPlane,
): PartnerSourceKept | undefined =>
  keptOf(plane).partnerSources.find((source) => source.name === name);

/** Sets whether a partner's event source has a bus that takes its events. */
export function setSourceState(
  name: string,
  state: PartnerSourceKept["state"],
  plane: ControlPlane,
): void {
  const partnerSources = keptOf(plane).partnerSources.map((source) =>
    source.name === name ? { ...source, state } : source,
  );
  changeKept({ partnerSources }, plane);
}

/** A partner's event source is active once a bus of its name is made. */
export const activateSource = (name: string, plane: ControlPlane): void =>
  setSourceState(name, "ACTIVE", plane);
