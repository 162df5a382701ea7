import type { Rule } from "../../../service/rule.ts";
import type { FunctionSettings } from "../config.ts";
import { guide, validated } from "../rule-sources.ts";

const isRestored = ({ snapStart }: FunctionSettings): boolean => snapStart !== null;

/** Versions whose environments begin as copies of a snapshot. */
export const snapStartRules: readonly Rule<FunctionSettings>[] = [
  {
    id: "lambda.snap-start.versions",
    status: "documented",
    source: guide("snapstart"),
    date: "2026-10",
    text: "With SnapStart each version that is published has a snapshot, of which its environments begin as copies; $LATEST is initialized as ever.",
    when: isRestored,
    operations: ["PublishVersion"],
    semantics: [
      "lambda §3.4 scope",
      "lambda §3.4 snapshot taken",
      "lambda §3.4 since",
      "lambda §3.4 packages",
      "lambda §3.1 Restore (SnapStart)",
    ],
  },
  {
    id: "lambda.snap-start.restore",
    status: "assumed",
    source:
      "github.com/maxday/lambda-perf, runs of 2024-06 and 2025-06: medians of java17 and java21; how far they spread, and other runtimes, are ours",
    date: "2026-11",
    text: "Each new environment restores the snapshot in place of the Init phase: 699 ms at the median on java17, and 678 ms on other runtimes.",
    when: isRestored,
    semantics: ["lambda §3.3.3", "lambda §3.4 restore"],
  },
  {
    id: "lambda.snap-start.limit",
    status: "documented",
    source: guide("snapstart-runtime-hooks"),
    date: "2026-10",
    text: "A restore takes 10 s at most, hooks included; where it takes longer, who invoked hears SnapStartTimeoutException, and the environment is given up.",
    when: isRestored,
    semantics: [
      "lambda §0 restore.limit (SnapStart)",
      "lambda §1.2 SnapStartTimeoutException",
      "lambda §3.4 restore",
      "lambda §3.4 errors",
    ],
  },
  {
    id: "lambda.snap-start.not-ready",
    status: "documented",
    source: `${guide("snapstart")}; that the time is two minutes is ours`,
    date: "2026-10",
    text: "While its snapshot is made a version is Pending, and who invokes it is refused.",
    when: isRestored,
    operations: ["PublishVersion"],
    semantics: [
      "lambda §1.2 SnapStartNotReadyException, SnapStartRegenerationFailureException",
      "lambda §3.4 errors",
    ],
  },
  {
    id: "lambda.snap-start.excludes",
    status: "documented",
    source: `${guide("snapstart")}; the text about runtimes is that of ${validated}, the others are ours`,
    date: "2026-10",
    text: "SnapStart is for Java from 11, Python from 3.12 and .NET from 8, and not beside provisioned concurrency, a file system or more than 512 MB of /tmp.",
    operations: [
      "CreateFunction",
      "UpdateFunctionConfiguration",
      "PutProvisionedConcurrencyConfig",
    ],
    semantics: ["lambda §3.4 runtimes", "lambda §3.4 excludes", "lambda §5 not with"],
  },
  {
    id: "lambda.snap-start.log",
    status: "documented",
    source: guide("snapstart-monitoring"),
    date: "2026-10",
    text: "The log of a restored environment begins with RESTORE_START and RESTORE_REPORT, and REPORT has a Restore Duration.",
    when: isRestored,
    semantics: ["lambda §3.4 log"],
  },
  {
    id: "lambda.snap-start.price",
    status: "documented",
    source: "AWS Price List of 2026-09",
    date: "2026-09",
    text: "Each restore costs by the memory, on Java nothing; restoring is not billed as duration.",
    when: isRestored,
    semantics: ["lambda §3.4 cost"],
  },
];
