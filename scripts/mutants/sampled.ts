import { relative } from "node:path";
import type { Mutant, StrykerOptions } from "@stryker-mutator/api/core";
import { CheckStatus, type Checker, type CheckResult } from "@stryker-mutator/api/check";
import { commonTokens, declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { root } from "../workspace.ts";

/** Names a mutant: what is put where. `file` is relative to the repository. */
export function keyOf(
  { mutatorName, replacement, location: { start, end } }: Omit<Mutant, "id" | "fileName">,
  file: string,
): string {
  const place = `${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${file}:${place} ${mutatorName} ${replacement}`;
}

/** Mutants in the order in which they were drawn, of which the first `count` that can be are planted. */
export interface Sample {
  readonly drawn: readonly string[];
  readonly count: number;
}

/** Leaves out what was not drawn: Stryker itself takes all the mutants of a place. */
class SampledChecker implements Checker {
  static readonly inject: ["options"] = [commonTokens.options];
  readonly #sample: Sample;
  #planted: ReadonlySet<string> = new Set();

  constructor(options: StrykerOptions) {
    this.#sample = options.sampled as Sample;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  /** Is told all mutants at once that some test may find, before any is checked. */
  group(mutants: Mutant[]): Promise<string[][]> {
    const ids = new Map(mutants.map((mutant) => [keyIn(mutant), mutant.id]));
    const { drawn, count } = this.#sample;
    this.#planted = new Set(drawn.flatMap((key) => ids.get(key) ?? []).slice(0, count));
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }

  check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    const result = ({ id }: Mutant): CheckResult =>
      this.#planted.has(id)
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: "is not in the sample" };
    return Promise.resolve(
      Object.fromEntries(mutants.map((mutant) => [mutant.id, result(mutant)])),
    );
  }
}

const keyIn = (mutant: Mutant) => keyOf(mutant, relative(root, mutant.fileName));

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sampled", SampledChecker)];
