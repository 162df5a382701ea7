import type { Extra } from "../../../service/extras.ts";
import { scalingSettings, type Scaling } from "../../../mapping/queue/scaling-config.ts";

/** How an event source mapping scales, slows down and comes back. */
export const mappingScaling: Extra = {
  text: "How it scales, slows down and comes back, in place of how we take it to.",
  form: {
    members: {},
    // Ranges are the mapping's to check, which knows what the account and the queue allow.
    optional: Object.fromEntries(
      Object.entries(scalingSettings).map(([name, { kind }]) => [
        name,
        kind === "switch" ? "truth" : "number",
      ]),
    ),
  },
  section: {
    name: "mappings",
    text: "How event source mappings scale, by logical id.",
    each: "How an event source mapping reads its queue, beside its own properties.",
    settings: {
      scaling: {
        kind: "settings",
        settings: scalingSettings,
        text: "In place of how we take it to scale, slow down and come back.",
      },
    },
    read: ({ scaling = {} }) => scaling as Partial<Scaling>, // As `settings` says.
  },
};
