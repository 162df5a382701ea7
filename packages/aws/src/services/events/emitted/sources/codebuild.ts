import type { PlainObject } from "../../../../service/refusal.ts";
import { formatWallClock } from "../../../../text/wall-clock.ts";
import { arnIn, idIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const buildIn = (facts: EmittedFacts): string =>
  arnIn(facts, "codebuild", `build/${facts.name}:${idIn(facts, 1)}`);

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** As CodeBuild writes an instant, such as `Sep 1, 2017 4:12:29 PM`. */
function shown(milliseconds: number): string {
  const [date = "", time = ""] = formatWallClock(milliseconds).split("T");
  const [year, month, day] = date.split("-").map(Number);
  const [hour = 0, minute, second] = time.slice(0, 8).split(":").map(Number);
  const two = (value: number | undefined): string => `${value}`.padStart(2, "0");
  return `${months[month! - 1]!} ${day}, ${year} ${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}:${two(second)} ${hour < 12 ? "AM" : "PM"}`;
}

const phases = ["SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "BUILD"];

const about = (facts: EmittedFacts): PlainObject => ({
  "project-name": facts.name,
  "build-id": buildIn(facts),
  "additional-information": {
    artifact: {
      md5sum: idIn(facts, 2).replaceAll("-", ""),
      sha256sum: `${idIn(facts, 2)}${idIn(facts, 3)}`.replaceAll("-", ""),
      location: `arn:${facts.partition}:s3:::${facts.name}-output/artifact.zip`,
    },
    environment: {
      image: "aws/codebuild/standard:7.0",
      "privileged-mode": false,
      "compute-type": "BUILD_GENERAL1_SMALL",
      type: "LINUX_CONTAINER",
      "environment-variables": [{ name: "TEST", type: "PLAINTEXT", value: "TEST" }],
    },
    "timeout-in-minutes": 60,
    "build-complete": true,
    "build-number": facts.number,
    initiator: "user",
    "build-start-time": shown(facts.milliseconds - 60_000),
    source: { location: `${facts.name}-input/source.zip`, type: "S3" },
    "source-version": "main",
    logs: {
      "group-name": `/aws/codebuild/${facts.name}`,
      "stream-name": idIn(facts, 1),
      "deep-link": `https://console.aws.amazon.com/cloudwatch/home?region=${facts.region}#logEvent:group=/aws/codebuild/${facts.name};stream=${idIn(facts, 1)}`,
    },
    phases: [
      ...phases.map((phase, place) => ({
        "phase-context": [],
        "start-time": shown(facts.milliseconds - 60_000 + place * 10_000),
        "end-time": shown(facts.milliseconds - 50_000 + place * 10_000),
        "duration-in-seconds": 10,
        "phase-type": phase,
        "phase-status": "SUCCEEDED",
      })),
      { "start-time": shown(facts.milliseconds), "phase-type": "COMPLETED" },
    ],
  },
  "current-phase": "COMPLETED",
  "current-phase-context": "[]",
  version: "1",
});

/** AWS CodeBuild. */
export const codebuild: EmittedSource = {
  name: "aws.codebuild",
  text: "Builds of AWS CodeBuild, and their phases.",
  events: [
    {
      detailType: "CodeBuild Build State Change",
      resources: (facts) => [buildIn(facts)],
      detail: (facts) => ({ "build-status": "SUCCEEDED", ...about(facts) }),
    },
    {
      detailType: "CodeBuild Build Phase Change",
      resources: (facts) => [buildIn(facts)],
      detail(facts) {
        const {
          "current-phase": _phase,
          "current-phase-context": _context,
          ...rest
        } = about(facts);
        return {
          "completed-phase": "BUILD",
          "completed-phase-status": "SUCCEEDED",
          "completed-phase-context": "[]",
          "completed-phase-duration-seconds": 10,
          "completed-phase-start": shown(facts.milliseconds - 10_000),
          "completed-phase-end": shown(facts.milliseconds),
          ...rest,
        };
      },
    },
  ],
};
