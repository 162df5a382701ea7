import type { EmittedSource } from "../emitted-source.ts";

/** Amazon Transcribe. */
export const transcribe: EmittedSource = {
  name: "aws.transcribe",
  text: "Jobs of Amazon Transcribe that end.",
  events: [
    {
      detailType: "Transcribe Job State Change",
      resources: () => [],
      detail: (facts) => ({
        TranscriptionJobName: `${facts.name}-${facts.number}`,
        TranscriptionJobStatus: "COMPLETED",
      }),
    },
  ],
};
