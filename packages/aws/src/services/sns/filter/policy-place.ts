import { sourceOf } from "../../../pattern/json-failure.ts";
import type { JsonMember, JsonTree } from "../../../pattern/json-tree.ts";
import { valueAsOf } from "@orrery/kernel";
import { hiddenFilterSource } from "../limits.ts";

/** A filter policy as SNS reads it: without white space, by a reader that knows where it is. */
export interface PlacedPolicy {
  /** Whoever looks at a part of it moves the reader there. */
  readonly tree: JsonTree;
  /** Where the reader is, in the words of SNS. */
  place(asOf: string): string;
}

/** Writes a policy as SNS does before it reads it, and follows whoever looks at its parts. */
export function placedPolicy(policy: JsonTree): PlacedPolicy {
  const reader = new FollowedReader();
  const tree = reader.follow(policy);
  return { tree, place: (asOf) => placeAt(reader.text, 1, reader.offset + 1, asOf) };
}

/** A place in a text, in the words of SNS; lines and columns count from 1. */
export function placeAt(text: string, line: number, column: number, asOf: string): string {
  const source = valueAsOf(hiddenFilterSource, asOf)
    ? "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)"
    : sourceOf(text);
  return `\n at [Source: ${source}; line: ${line}, column: ${column}]`;
}

/**
 * Where Jackson's reader is when somebody looks at a token: behind a bracket, number or word, behind the
 * opening quote of a string, and behind the closing one once its value was asked for. A name is known only
 * when its value has begun.
 */
class FollowedReader {
  text = "";
  offset = 0;

  follow(tree: JsonTree): JsonTree {
    switch (tree.type) {
      case "object":
        return this.followObject(tree.members);
      case "array":
        return this.followArray(tree.items);
      case "string":
        return this.followString(tree.value);
      default:
        this.text += tree.type === "number" ? tree.text : String(tree.value);
        return this.watched(tree, this.text.length);
    }
  }

  private followObject(members: readonly JsonMember[]): JsonTree {
    this.text += "{";
    const begun = this.text.length;
    const followed = members.map(({ name, value }, index) => {
      this.text += `${index === 0 ? "" : ","}${JSON.stringify(name)}:`;
      const before = this.text.length;
      const below = this.follow(value);
      const known =
        value.type === "number" || value.type === "literal" ? this.text.length : before + 1;
      return this.watchedName({ name, value: below }, known);
    });
    this.text += "}";
    // The end of an empty object is seen at once.
    return this.watched(
      { type: "object", members: followed },
      members.length === 0 ? begun + 1 : begun,
    );
  }

  private followArray(items: readonly JsonTree[]): JsonTree {
    this.text += "[";
    const begun = this.text.length;
    const followed = items.map((item, index) => {
      if (index > 0) this.text += ",";
      return this.follow(item);
    });
    this.text += "]";
    return this.watched({ type: "array", items: followed }, items.length === 0 ? begun + 1 : begun);
  }

  private followString(value: string): JsonTree {
    const begun = this.text.length + 1;
    this.text += JSON.stringify(value);
    const ended = this.text.length;
    const reach = (offset: number): void => {
      this.offset = offset;
    };
    return {
      get type(): "string" {
        reach(begun);
        return "string";
      },
      get value(): string {
        reach(ended);
        return value;
      },
    };
  }

  private watched<Tree extends JsonTree>(tree: Tree, offset: number): Tree {
    const { type } = tree;
    return Object.defineProperty({ ...tree }, "type", { get: () => this.reach(offset, type) });
  }

  private watchedName(member: JsonMember, offset: number): JsonMember {
    const { name } = member;
    return Object.defineProperty({ ...member }, "name", { get: () => this.reach(offset, name) });
  }

  private reach<Looked>(offset: number, looked: Looked): Looked {
    this.offset = offset;
    return looked;
  }
}
