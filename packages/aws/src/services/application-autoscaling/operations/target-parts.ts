import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { isNamedIn, pageOf, targetsFor } from "./target-operations.ts";
import {
  addressIn,
  changeTarget,
  findTarget,
  isRefused,
  recordOf,
  respond,
  shownAddress,
  type KeptPolicy,
  type KeptSchedule,
  type TargetRecord,
} from "./target-record.ts";

/** What a scalable target has several of, each with a name: its policies, or its scheduled actions. */
export interface Parts<Part extends KeptPolicy | KeptSchedule> {
  /** As AWS's messages call one. */
  readonly noun: string;
  /** As they introduce its name. */
  readonly nameNoun: string;
  /** The member of requests and answers that names one. */
  readonly nameMember: string;
  /** The member of a listing that names some of them. */
  readonly namesMember: string;
  of(record: TargetRecord): readonly Part[];
  changed(parts: readonly Part[]): Partial<TargetRecord>;
}

/** The part that a request names; `undefined`: there is none. */
export const partNamed = <Part extends KeptPolicy | KeptSchedule>(
  parts: Parts<Part>,
  params: PlainObject,
  record: TargetRecord,
): Part | undefined =>
  parts.of(record).find(({ settings }) => settings.name === textOf(params[parts.nameMember]));

/** Has a target keep a part in place of what had its name before. */
export function keepPart<Part extends KeptPolicy | KeptSchedule>(
  parts: Parts<Part>,
  part: Part,
  before: Part | undefined,
  target: Resource,
  plane: ControlPlane,
): void {
  const record = recordOf(target);
  const others = parts.of(record).filter((each) => each !== before);
  const nextNumber = Math.max(record.nextNumber, part.settings.number + 1);
  changeTarget(target, { ...parts.changed([...others, part]), nextNumber }, plane);
}

/** Takes the part away that a request names; `leave` hears of it before. */
export function removePart<Part extends KeptPolicy | KeptSchedule>(
  parts: Parts<Part>,
  params: PlainObject,
  plane: ControlPlane,
  leave: (part: Part) => void = () => undefined,
): Step {
  const address = addressIn(params);
  const target = findTarget(address, plane);
  const gone = target === undefined ? undefined : partNamed(parts, params, recordOf(target));
  if (target === undefined || gone === undefined) {
    const name = textOf(params[parts.nameMember]);
    return refused(
      "ObjectNotFoundException",
      `No ${parts.noun} found for ${shownAddress(address)}, ${parts.nameNoun}: ${name}`,
    );
  }
  leave(gone);
  const left = parts.of(recordOf(target)).filter((each) => each !== gone);
  changeTarget(target, parts.changed(left), plane);
  return respond();
}

/** A page of the parts that a listing asks for, as AWS tells of them in a member of its answer. */
export function listAll<Part extends KeptPolicy | KeptSchedule>(
  parts: Parts<Part>,
  member: string,
  shownOf: (part: Part) => PlainObject,
  params: PlainObject,
  plane: ControlPlane,
): Step {
  const found = targetsFor(params, plane).flatMap((record) =>
    parts
      .of(record)
      .filter(({ settings }) => isNamedIn(params, parts.namesMember, settings.name))
      .map((part) => ({ record, part })),
  );
  const listed = pageOf(found, params);
  if (isRefused(listed)) return listed;
  const shown = listed.items.map(({ record, part }) => ({
    [parts.nameMember]: part.settings.name,
    ServiceNamespace: record.namespace,
    ResourceId: record.resourceId,
    ScalableDimension: record.dimension,
    ...part.said,
    CreationTime: part.createdAt,
    ...shownOf(part),
  }));
  return respond({ [member]: shown, ...listed.token });
}
