import { arnIn, hexIn, type EmittedFacts, type EmittedSource } from "../emitted-source.ts";

const digestIn = (facts: EmittedFacts): string => `sha256:${hexIn(facts, 64)}`;

/** Amazon ECR. */
export const ecr: EmittedSource = {
  name: "aws.ecr",
  text: "Images in a repository of Amazon ECR that are pushed, deleted or scanned.",
  events: [
    {
      detailType: "ECR Image Action",
      resources: () => [],
      detail: (facts) => ({
        result: "SUCCESS",
        "repository-name": facts.name,
        "image-digest": digestIn(facts),
        "action-type": "PUSH",
        "image-tag": "latest",
        "manifest-media-type": "application/vnd.docker.distribution.manifest.v2+json",
      }),
    },
    {
      detailType: "ECR Image Scan",
      resources: (facts) => [arnIn(facts, "ecr", `repository/${facts.name}`)],
      detail: (facts) => ({
        "scan-status": "COMPLETE",
        "repository-name": facts.name,
        "finding-severity-counts": {
          CRITICAL: 0,
          HIGH: 0,
          MEDIUM: 0,
          LOW: 0,
          INFORMATIONAL: 0,
          UNDEFINED: 0,
        },
        "image-digest": digestIn(facts),
        "image-tags": ["latest"],
      }),
    },
  ],
};
