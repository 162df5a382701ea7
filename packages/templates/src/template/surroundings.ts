import type { TemplateDocument } from "./document.ts";
import type { Place } from "./error.ts";
import type { ScalarNode, TemplateNode } from "./node.ts";
import { Work } from "./work.ts";

/** A value from another stack, and which resources it is of. */
export interface OtherValue<Node extends TemplateNode = TemplateNode> {
  readonly node: Node;
  /** Ids of the resources that it names. */
  readonly names: readonly string[];
}

/** What other stacks export, as one stack sees it. */
export interface Imports {
  /** `undefined` where nobody knows what is exported under the name. @throws TemplateError where nothing is */
  valueOf(name: string, place: Place): OtherValue | undefined;
}

/**
 * How often resources were made, by id; those that were made once are left out. Of what is numbered, such as the versions
 * of a function, its number.
 */
export type Generations = ReadonlyMap<string, number>;

/** Where a stack stands among others. */
export interface Surroundings {
  /** Stands before the logical ids of its resources, such as `Child/`; empty where it is the only one. */
  readonly prefix: string;
  /** The path of its template from the folder of the outermost one around it. */
  readonly path: string;
  /** The files of the stacks around it, the outermost first. */
  readonly outer: readonly string[];
  /** What the stack around it gives its parameters; `null`: none is around it. */
  readonly handed: ReadonlyMap<string, OtherValue<ScalarNode>> | null;
  readonly imports: Imports;
  readonly generations: Generations;
  readonly work: Work;
  /** Templates that were read, by path: many stacks may be of one. */
  readonly documents: Map<string, TemplateDocument>;
}

/** Those of a stack that is the only one. */
export const alone = (file: string): Surroundings => ({
  prefix: "",
  path: /[^\\/]*$/.exec(file)?.[0] ?? file,
  outer: [],
  handed: null,
  imports: { valueOf: () => undefined },
  generations: new Map(),
  work: new Work(),
  documents: new Map(),
});
