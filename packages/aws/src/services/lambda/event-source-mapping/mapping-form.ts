import type { Distribution } from "@orrery/kernel";
import { compileFilterCriteria, FilterPatternError } from "../../../pattern/index.ts";
import type { Caller } from "../../../service/caller.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import type { Source } from "../../../service/source.ts";
import type { FunctionTarget } from "./endpoints.ts";
import { patternsIn, type MappingRecord } from "./mapping-record.ts";
import { invalid } from "./refusals.ts";

/** What a mapping reads, and whom it invokes. */
export interface Ends {
  /** Its ARN. */
  readonly source: string;
  /** How that is read. */
  readonly read: Source;
  /** What has that ARN; `null`: nothing any more. */
  readonly resource: Resource | null;
  readonly fn: FunctionTarget;
}

/** What the operations ask about event source mappings of one form: of queues, or of streams. */
export interface MappingForm {
  /** The kind of its machine. */
  readonly kind: string;
  /** Why it is in its state, in Lambda's words. */
  readonly reason: string;
  /** The refusal of a second mapping of one source and one function. */
  conflict(ends: Pick<Ends, "source" | "fn">, uuid: string, plane: ControlPlane): string;
  /** What is wrong with parameters that this form does not have; `null` for nothing. */
  checkParams(
    source: string,
    params: PlainObject,
    before: PlainObject | null,
    plane: ControlPlane,
  ): Refused | NotModeled | null;
  /** What AWS shows of a mapping, of parameters that override what it showed before. */
  shownOf(params: PlainObject, fn: FunctionTarget): PlainObject;
  /** What else is to be kept of it. */
  ownOf(
    shown: PlainObject,
    ends: Ends,
    before: PlainObject | null,
    plane: ControlPlane,
  ): PlainObject;
  /** What is wrong with a mapping's parameters taken together, with those of its ends. */
  check(record: MappingRecord, ends: Ends): Refused | null;
  /** What it must be allowed to do with what has an ARN, before it is made. */
  actionsOf(source: Source, arn: string): readonly string[];
  /** What the way to the function takes, of what is not polled; `undefined`: it is part of the way of a poll. */
  toFunction(ends: Omit<Ends, "fn">, plane: ControlPlane): Distribution | undefined;
  settingsOf(record: MappingRecord, number: number, plane: ControlPlane): object;
  connections(ends: Ends, caller: Caller, plane: ControlPlane): readonly ResourceConnection[];
  /** What joins it to others than its ends, beyond what did `before`. */
  moreConnections(
    record: MappingRecord,
    before: MappingRecord | null,
    plane: ControlPlane,
  ): readonly ResourceConnection[];
  /** How long its last batch may be in work. */
  patience(plane: ControlPlane): number;
}

/** What is wrong with the filters of a mapping; `null` for nothing. */
export function checkFilters(
  shown: PlainObject,
  { service }: Pick<Source, "service">,
): Refused | null {
  const patterns = patternsIn(shown);
  if (patterns.length === 0) return null;
  try {
    compileFilterCriteria(patterns, service);
    return null;
  } catch (error) {
    if (error instanceof FilterPatternError) return invalid("Invalid filter pattern definition.");
    throw error;
  }
}
