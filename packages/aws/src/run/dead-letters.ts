import type { TraceEntry } from "@orrery/kernel";
import type { HeldMessage } from "../service/reporting.ts";
import type { Seen } from "../service/seen.ts";
import type { StoryStep, StoryStepType } from "../service/story.ts";
import { allKinds } from "../services.ts";
import type { RunView } from "./run-view.ts";
import { storiesOf, type WholeStory } from "./story/story.ts";

/** A message that was given up. */
export interface DeadLetter {
  readonly body: string;
  /** How often it was received before, and since. */
  readonly receiveCount: number;
  /** Why its last attempt came to nothing; `null` where nobody said: it was received, and never deleted. */
  readonly reason: string | null;
  /** Where it was accepted first and its number there, such as `Orders:17`; `null` where it has none. */
  readonly message: string | null;
  /** All that happened to it. */
  readonly story: readonly StoryStep[];
}

/** The messages that are in a resource, the oldest first; `null`: nothing stays in one of its kind. */
export const heldIn = (seen: Seen): readonly HeldMessage[] | null =>
  allKinds.get(seen.kind)?.reporting?.contents?.(seen) ?? null;

/** The resources that others give up to and in which messages stay, in the order of the run's. */
export const givenUpTo = (view: RunView): readonly Seen[] =>
  view.resources.filter((seen) => view.into(seen, "givesUpTo").length > 0 && heldIn(seen) !== null);

/** What messages that are in resources tell, by one reading of the run's trace. */
export function deadLettersOf(
  held: readonly (readonly [Seen, HeldMessage])[],
  entries: Iterable<TraceEntry>,
  shownAs: (component: string) => string,
): readonly DeadLetter[] {
  if (held.length === 0) return [];
  const origins = held.map(([, { origin }]) => origin);
  return storiesOf(entries, origins, shownAs).map((story, place) => {
    const [{ component }, { body, receiveCount }] = held[place]!;
    const [first] = story.branches;
    const hasNumber = first !== undefined && first.number !== null;
    return {
      body,
      receiveCount,
      reason: reasonIn(story, component),
      message: hasNumber ? `${shownAs(first.component)}:${first.number}` : null,
      story: story.steps,
    };
  });
}

const givenUp: ReadonlySet<StoryStepType> = new Set(["leaves", "deadLettered"]);
const telling: ReadonlySet<StoryStepType> = new Set([
  "failed",
  "refused",
  "undelivered",
  "mapping",
]);

/**
 * What was said last that says why, before it was given up to a component, of that branch of the story and
 * of those that it comes from; `null`: nothing.
 */
function reasonIn({ steps, branches }: WholeStory, component: string): string | null {
  let end = -1;
  for (const [place, step] of steps.entries()) {
    if (!givenUp.has(step.type)) continue;
    const isHere = steps[end]?.component === component;
    if (step.component === component || !isHere) end = place;
  }
  const before = end < 0 ? steps : steps.slice(0, end);
  const line = new Set<number>();
  const last = steps[end]?.branch ?? -1;
  for (let branch = last; branch >= 0; branch = branches[branch]?.parent ?? -1) line.add(branch);
  const said = before.filter(
    ({ type, branch }) => telling.has(type) && (line.size === 0 || line.has(branch)),
  );
  return said.at(-1)?.text ?? null;
}
