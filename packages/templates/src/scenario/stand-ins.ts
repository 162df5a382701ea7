import { partitionOf, withNearest, type ArchitectureOperation } from "@orrery/aws";
import type { Plain } from "@orrery/kernel";
import type { Architecture } from "./architecture.ts";
import { at, fail } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { StandInFile } from "./stand-in-schema.ts";
import { defaultStart } from "./scenario-schema.ts";
import { targetNamed } from "./targets.ts";
import { checkedPayload, type WorkloadFile } from "./stand-in-payload.ts";
import type { ScenarioPath } from "./wording.ts";

/**
 * What workloads are for that stand for a service, by their places: the logical id of what brings its events, or those
 * events, which the workload brings itself.
 */
export type StandInTargets = ReadonlyMap<number, string | readonly Plain[]>;

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
  const targets = new Map<number, string | readonly Plain[]>();
  (document.content.workload ?? []).forEach(({ as, to, payload }, number) => {
    if (as === undefined) return;
    const path: ScenarioPath = ["workload", number];
    const target = targetNamed(document, [...path, "to"], to, architecture);
    if (target === null) return; // The run says why it is not made.
    const standIns = target.kind.entry?.standIns;
    if (standIns === undefined) {
      fail(document, [...path, "as"], `expected none for ${target.logicalId}, received a service`);
    }
    const [name, settings] = saidOf(as);
    if (!Object.hasOwn(standIns.of, name)) {
      const names = Object.keys(standIns.of);
      const expected = `one of ${names.join(", ")} for ${target.logicalId}`;
      fail(document, [...path, "as"], `expected ${expected}, received ${withNearest(name, names)}`);
    }
    const { operationOf, eventsOf } = standIns;
    if (eventsOf !== undefined) {
      const over = saidOver(document, [...path, "payload"], payload);
      const { region, account: accountId } = architecture;
      const home = { partition: partitionOf(region), region, accountId };
      const start = Date.parse(document.content.startsAt ?? defaultStart);
      targets.set(
        number,
        at(document, [...path, "as"], () => eventsOf(name, settings, target, home, start, over)),
      );
      return;
    }
    const logicalId = freeId(`${target.logicalId}As${titled(name)}`, architecture, added);
    added.push(
      at(document, [...path, "as"], () => ({
        logicalId,
        ...operationOf!(name, settings, target, logicalId), // It has one of both.
      })),
    );
    targets.set(number, logicalId);
  });
  if (added.length === 0) return { architecture, added, targets };
  const operations = [...architecture.operations, ...added];
  return { architecture: { ...architecture, operations }, added, targets };
}

/** What a workload says over the events of a service, by turns: values of JSON, and nothing unless it says so. */
function saidOver(
  document: ScenarioDocument,
  path: ScenarioPath,
  payload: WorkloadFile["payload"],
): readonly Plain[] {
  const { list, body, json = {} } = checkedPayload(document, path, { payload });
  const all = list ?? [body ?? json];
  return all.map((each) => (typeof each === "string" ? (JSON.parse(each) as Plain) : each)); // It was checked.
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
