/** What a part of the tests came to. */
export interface PartResult {
  readonly passed: number;
  readonly failed: number;
  /** What was counted, such as `files`. */
  readonly unit: string;
  /** What failed, for a reader. */
  readonly notes: readonly string[];
  /** What was not run, and why. */
  readonly leftOut: readonly string[];
}

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * Counts unit tests. One that is skipped says why in its name, as `(skipped: no data)`: one that
 * does not has failed, and so has a file without a test.
 */
export function unitResult(report: VitestReport, shown: (path: string) => string): PartResult {
  let [passed, failed] = [0, 0];
  const notes: string[] = [];
  const skipped = new Map<string, number>();
  const fail = (note: string) => {
    failed += 1;
    notes.push(note);
  };
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = shown(name);
    if (assertionResults.length === 0) fail(`${file}: ${message || "there is no test in it"}`);
    else if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      fail(`${file}: ${message}`);
    }
    for (const { fullName, status: outcome, failureMessages } of assertionResults) {
      if (outcome === "passed") passed += 1;
      else if (outcome === "failed") fail(`${file}: ${fullName}\n${failureMessages.join("\n")}`);
      else {
        const reason = /\(skipped: ([^)]*)\)/.exec(fullName)?.[1];
        if (reason === undefined) fail(`${file}: ${fullName} is skipped and does not say why`);
        else skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
      }
    }
  }
  // A test for each of many cases is one test where there is no case.
  const leftOut = [...skipped].map(
    ([reason, count]) =>
      `${count === 1 ? "1 test or set" : `${count} tests or sets`} of tests: ${reason}`,
  );
  return { passed, failed, unit: "tests", notes, leftOut };
}

/** The last lines of a run of all tests: a line a part, what was left out of it, and the sum. */
export function closingLines(
  parts: readonly (readonly [name: string, result: PartResult])[],
): readonly string[] {
  const width = Math.max(...parts.map(([name]) => name.length));
  const line = (name: string, passed: string, failed: string) =>
    `${name.padEnd(width)}  ${passed.padStart(6)}  ${failed.padStart(6)}`;
  const sum = (of: "passed" | "failed") =>
    parts.reduce((total, [, result]) => total + result[of], 0);
  return [
    "",
    line("", "passed", "failed"),
    ...parts.flatMap(([name, { passed, failed, leftOut }]) => [
      line(name, `${passed}`, `${failed}`),
      ...leftOut.map((what) => `    left out: ${what}`),
    ]),
    `${sum("passed")} passed, ${sum("failed")} failed`,
  ];
}
