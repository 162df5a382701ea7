import { TemplateError, type Place } from "./error.ts";

/**
 * So much work resolving one template may take: a node, or this many characters, is a step. The
 * largest template that CloudFormation takes needs a tenth of it when its functions are as nested as
 * people's are.
 */
const mostSteps = 2_000_000;
const charactersOfStep = 16;

/** References may lead through so many others, and functions stand inside so many, at most. */
const deepest = 400;

/**
 * Counts what resolving a template costs: a few hundred bytes of nested functions and loops can ask
 * for more than any computer has. Steps are counted, not time, so that the answer is always the same.
 */
export class Work {
  #steps = 0;
  #depth = 0;

  /** @throws TemplateError at `place` when that is too much. */
  spend(steps: number, place: Place): void {
    this.#steps += steps;
    if (this.#steps <= mostSteps) return;
    const expected = `a template that is resolved in at most ${mostSteps} steps`;
    throw new TemplateError(place, expected, "one that multiplies itself");
  }

  /** Pays for a text of so many characters that is about to be made. */
  spendText(length: number, place: Place): void {
    this.spend(1 + Math.floor(length / charactersOfStep), place);
  }

  /** Does what is inside of something else. @throws TemplateError when that is too deep. */
  inside<Value>(place: Place, make: () => Value): Value {
    if (this.#depth >= deepest) {
      const expected = `at most ${deepest} levels of functions and references`;
      throw new TemplateError(place, expected, "more");
    }
    this.#depth += 1;
    const value = make();
    this.#depth -= 1;
    return value;
  }
}
