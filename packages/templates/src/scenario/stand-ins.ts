import type { ArchitectureOperation, StandIns } from "@orrery/aws";
import type { Architecture } from "./architecture.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { StandInFile } from "./stand-in-schema.ts";
import { targetNamed } from "./targets.ts";
import type { ScenarioPath } from "./wording.ts";

/** What workloads are for that stand for a service, by their places: the logical id of what brings its events. */
export type StandInTargets = ReadonlyMap<number, string>;

/** An architecture with the services for which workloads stand. */
interface StoodIn {
  readonly architecture: Architecture;
  readonly added: readonly ArchitectureOperation[];
  readonly targets: StandInTargets;
}

/** The name of a service and its settings, as a workload says them. */
function saidOf(as: StandInFile): readonly [name: string, settings: object] {
  if (typeof as === "string") return [as, {}];
  const [said] = Object.entries(as).filter(([, settings]) => settings !== undefined);
  return [said![0], said![1] as object]; // The schema lets nothing else pass.
}

/** Adds what brings events of services to the architecture; expectations and faults may name it. */
export function withStandIns(document: ScenarioDocument, architecture: Architecture): StoodIn {
  const added: ArchitectureOperation[] = [];
  const targets = new Map<number, string>();
  (document.content.workload ?? []).forEach(({ as, to }, number) => {
    if (as === undefined) return;
    const path: ScenarioPath = ["workload", number];
    const target = targetNamed(document, [...path, "to"], to, architecture);
    if (target === null) return; // The run says why it is not made.
    const standIns = target.kind.entry?.standIns;
    if (standIns === undefined) {
      fail(document, [...path, "as"], `expected none for ${target.logicalId}, received a service`);
    }
    const [name, settings] = saidOf(as);
    const logicalId = freeId(`${target.logicalId}As${titled(name)}`, architecture, added);
    added.push(
      at(document, [...path, "as"], () => operationOf(standIns, name, settings, target, logicalId)),
    );
    targets.set(number, logicalId);
  });
  if (added.length === 0) return { architecture, added, targets };
  const operations = [...architecture.operations, ...added];
  return { architecture: { ...architecture, operations }, added, targets };
}

function operationOf(
  standIns: StandIns,
  name: string,
  settings: object,
  target: { readonly name: string },
  logicalId: string,
): ArchitectureOperation {
  return { logicalId, ...standIns.operationOf(name, settings, target, logicalId) };
}

/** `LexV2` of `lex-v2`. */
const titled = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The same name with a number behind it where there is another of it. */
function freeId(
  wanted: string,
  { operations }: Architecture,
  added: readonly ArchitectureOperation[],
): string {
  const isTaken = (id: string) =>
    [...operations, ...added].some(({ logicalId }) => logicalId === id);
  let id = wanted;
  for (let number = 2; isTaken(id); number += 1) id = `${wanted}${number}`;
  return id;
}
