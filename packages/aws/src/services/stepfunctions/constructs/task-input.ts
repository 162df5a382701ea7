import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";

/** What a task is given. */
export class TaskInput {
  /** A text as it is. */
  static fromText(text: string): TaskInput {
    return new TaskInput(text, false);
  }
  /** An object; members whose values are paths by {@link JsonPath} are filled in. */
  static fromObject(object: PlainObject): TaskInput {
    return new TaskInput(object, false);
  }
  /** What is at a path of the state's input. */
  static fromJsonPathAt(path: string): TaskInput {
    return new TaskInput(path, true);
  }

  readonly value: Plain;
  readonly isPath: boolean;

  private constructor(value: Plain, isPath: boolean) {
    this.value = value;
    this.isPath = isPath;
  }
}

/** Paths in values of constructs. */
export const JsonPath = {
  /** The text at a path of the input. */
  stringAt: (path: string): string => `${mark}${path}`,
  /** The number at a path of the input, in a member that takes one. */
  numberAt: (path: string): string => `${mark}${path}`,
  /** The object at a path of the input. */
  objectAt: (path: string): string => `${mark}${path}`,
  /** The list at a path of the input. */
  listAt: (path: string): string => `${mark}${path}`,
  /** The token of the task. */
  taskToken: "\u0001path:$$.Task.Token",
  entirePayload: "\u0001path:$",
  executionId: "\u0001path:$$.Execution.Id",
  executionName: "\u0001path:$$.Execution.Name",
  /** In place of a path: nothing is kept. */
  DISCARD: null,
} as const;

// No text of a user has it.
const mark = "\u0001path:";

/** A payload template of values with paths in them. */
export function templateOf(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(templateOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      typeof member === "string" && member.startsWith(mark)
        ? [`${name}.$`, member.slice(mark.length)]
        : [name, templateOf(member)],
    ),
  );
}

/** A member of a template with what a task is given. */
export const memberOf = (name: string, { value, isPath }: TaskInput): PlainObject =>
  isPath ? { [`${name}.$`]: value } : (templateOf({ [name]: value }) as PlainObject); // Of an object.
