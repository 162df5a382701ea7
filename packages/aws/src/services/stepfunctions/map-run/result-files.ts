import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";

/** What is told of children: all that is known of them, their outputs, or what lists among those hold. */
export type Transformation = "NONE" | "COMPACT" | "FLATTEN";

/** What a child came to, as results tell it. */
export type ChildStatus = "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING";

/** A child as results tell of it. */
export interface ChildTold {
  readonly status: ChildStatus;
  readonly input: Plain;
  /** Where it succeeded. */
  readonly output: Plain;
  readonly error: string | null;
  readonly cause: string | null;
  /** What is known of its execution besides; empty where nothing is. */
  readonly facts: PlainObject;
}

/** What results say of children that succeeded. */
export function outputsTold(
  children: readonly ChildTold[],
  transformation: Transformation,
): readonly Plain[] {
  if (transformation === "NONE") return children.map(wholeChild);
  const outputs = children.map(({ output }) => output);
  if (transformation === "COMPACT") return outputs;
  return outputs.flatMap((output) =>
    Array.isArray(output) ? (output as readonly Plain[]) : [output],
  );
}

const included = { Included: true };

/** All that is known of a child, in the order of the members. */
function wholeChild({ status, input, output, error, cause, facts }: ChildTold): PlainObject {
  const isDone = status === "SUCCEEDED";
  const told: Record<string, Plain> = {
    ...(cause === null ? {} : { Cause: cause }),
    ...(error === null ? {} : { Error: error }),
    ...facts,
    Input: JSON.stringify(input),
    InputDetails: included,
    ...(isDone ? { Output: JSON.stringify(output), OutputDetails: included } : {}),
    Status: status,
  };
  return Object.fromEntries(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A file of results. */
export interface ResultFile {
  readonly key: string;
  readonly text: string;
}

/** How files of results are written. */
export interface FileForm {
  readonly folder: string;
  readonly isLines: boolean;
  readonly transformation: Transformation;
  /** The most bytes of a file. */
  readonly most: number;
}

const groups = ["FAILED", "PENDING", "SUCCEEDED"] as const;
type Group = (typeof groups)[number];
const groupOf = (status: ChildStatus): Group =>
  status === "SUCCEEDED" || status === "PENDING" ? status : "FAILED";

/** The files of what children came to, by groups; a file that is full is followed by another. */
export function resultFiles(
  children: readonly ChildTold[],
  form: FileForm,
): Readonly<Record<Group, readonly ResultFile[]>> {
  const filesOf = (group: Group): readonly ResultFile[] => {
    const those = children.filter(({ status }) => groupOf(status) === group);
    // What failed or never began has no output to be told instead.
    const entries =
      group === "SUCCEEDED" ? outputsTold(those, form.transformation) : those.map(wholeChild);
    return filled(group, entries, form);
  };
  return {
    FAILED: filesOf("FAILED"),
    PENDING: filesOf("PENDING"),
    SUCCEEDED: filesOf("SUCCEEDED"),
  };
}

function filled(
  group: Group,
  entries: readonly Plain[],
  { folder, isLines, most }: FileForm,
): readonly ResultFile[] {
  const files: ResultFile[] = [];
  let lines: string[] = [];
  let size = 2;
  const end = (): void => {
    if (lines.length === 0) return;
    const text = isLines ? lines.join("\n") : `[${lines.join(",")}]`;
    const ending = isLines ? "jsonl" : "json";
    files.push({ key: `${folder}${group}_${files.length}.${ending}`, text });
    lines = [];
    size = 2;
  };
  for (const entry of entries) {
    const line = JSON.stringify(entry);
    const added = sizeInUtf8(line) + 1;
    if (size + added > most) end();
    lines.push(line);
    size += added;
  }
  end();
  return files;
}

/** The file that names all others. */
export function manifestText(
  files: Readonly<Record<Group, readonly ResultFile[]>>,
  { bucket, mapRunArn }: { readonly bucket: string; readonly mapRunArn: string },
): string {
  const listed = groups.map((group) => [
    group,
    files[group].map(({ key, text }) => ({ Key: key, Size: sizeInUtf8(text) })),
  ]);
  return JSON.stringify({
    DestinationBucket: bucket,
    MapRunArn: mapRunArn,
    ResultFiles: Object.fromEntries(listed) as PlainObject,
  });
}
