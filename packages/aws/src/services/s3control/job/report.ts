import { md5OfText } from "../../../text/md5.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { slab } from "@orrery/kernel";
import type { JobSettings, ReportPlan } from "../config.ts";
import type { JobTask } from "../task.ts";
import type { JobContext } from "./declarations.ts";
import type { JobState, ReportLine } from "./state.ts";

/** How a task ended, as a report has it. */
export interface TaskEnd {
  readonly hasFailed: boolean;
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The line of a task. */
export function lineOf(
  { bucket, shownKey, versionId }: JobTask,
  { hasFailed, status, code, text }: TaskEnd,
): ReportLine {
  const cells = [
    bucket,
    shownKey,
    versionId ?? "",
    hasFailed ? "failed" : "succeeded",
    `${status}`,
    code,
    text,
  ];
  return { hasFailed, text: cells.map(cell).join(",") };
}

/** An object that a report consists of. */
export interface ReportFile {
  readonly key: string;
  readonly body: string;
}

/** The report of a job: a list of what succeeded, one of what failed, and one that names both. */
export function reportOf(
  job: Pick<JobState, "lines">,
  { bucket, prefix }: ReportPlan,
  {
    now,
    settings,
  }: Pick<JobContext, "now"> & {
    readonly settings: Pick<JobSettings, "shown" | "epochMilliseconds">;
  },
): readonly ReportFile[] {
  const { shown, epochMilliseconds } = settings;
  const home = `${prefix === null ? "" : `${prefix}/`}job-${shown.id}`;
  const lines = slab.list(job.lines);
  const files: ReportFile[] = [];
  const results = [];
  for (const TaskExecutionStatus of ["succeeded", "failed"] as const) {
    const hasFailed = TaskExecutionStatus === "failed";
    const texts = lines.filter((line) => line.hasFailed === hasFailed).map(({ text }) => text);
    if (texts.length === 0) continue;
    const body = `${texts.join("\n")}\n`;
    const name = `${md5OfText(`${shown.id}/${TaskExecutionStatus}`)}${md5OfText(shown.id).slice(0, 8)}`;
    const key = `${home}/results/${name}.csv`;
    files.push({ key, body });
    results.push({ TaskExecutionStatus, Bucket: bucket, MD5Checksum: md5OfText(body), Key: key });
  }
  const manifest = {
    Format: "Report_CSV_20180820",
    ReportCreationDate: formatWallClock(wallClockAt(epochMilliseconds, now)),
    Results: results,
    ReportSchema: "Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage",
  };
  return [...files, { key: `${home}/manifest.json`, body: JSON.stringify(manifest) }];
}
