import { checkDistribution, type Distribution } from "@orrery/kernel";
import type { Extra, ExtraSection, ExtraSetting } from "../service/extras.ts";

/** The words in which something says how endpoints answer. */
interface EndpointWords {
  readonly text: string;
  readonly section: Pick<ExtraSection, "name" | "text" | "each">;
  /** What `unreachable` says. */
  readonly unreachable: string;
}

/** The settings of how an endpoint answers; `unreachable` is what the setting of that name says. */
export const endpointSettings = (unreachable: string): Readonly<Record<string, ExtraSetting>> => ({
  latency: { kind: "durations", text: "How long an answer takes. Default: 50ms." },
  status: { kind: "count", min: 100, max: 599, text: "The status of an answer. Default: 200." },
  body: { kind: "text", text: "The body of an answer. Default: {}." },
  failures: {
    kind: "share",
    min: 0,
    max: 1,
    text: "Which part of requests is answered with failureStatus. Default: 0%.",
  },
  failureStatus: {
    kind: "count",
    min: 100,
    max: 599,
    text: "The status of an answer that fails. Default: 500.",
  },
  unreachable: { kind: "share", min: 0, max: 1, text: unreachable },
});

/** How endpoints of HTTP answer, for which AWS has no parameter. `usual` stands for what is left out. */
export const behaviorOfEndpoints = (
  { text, section, unreachable }: EndpointWords,
  usual: object = {},
): Extra => ({
  text,
  form: {
    members: {},
    optional: {
      latency: "law",
      status: "number",
      body: "text",
      failures: "number",
      failureStatus: "number",
      unreachable: "number",
    },
  },
  section: {
    ...section,
    settings: endpointSettings(unreachable),
    read: (said) => ({ ...usual, ...said }),
  },
  check(path, value) {
    const { latency } = value as unknown as { readonly latency?: Distribution }; // Of its form.
    if (latency !== undefined) checkDistribution(`${path}.latency`, latency);
  },
});
