import * as z from "zod";
import { branchOf, type Branch } from "./branches.ts";
import { durations } from "./laws.ts";
import { anyStruck, nounsOf } from "./nouns.ts";
import { duration, share, span } from "./quantities.ts";

/** What faults are for. */
const struck = nounsOf(anyStruck);
const Struck = `${struck.charAt(0).toUpperCase()}${struck.slice(1)}`;

/** The settings that name what is struck: an entry has one of them, and the others follow from it. */
export const faultKinds = [
  "outage",
  "refuse",
  "delay",
  "drop",
  "duplicate",
  "crash",
  "fail",
  "slow",
] as const;
/** Beside which of them each of the others may stand. */
export const settingsOfKinds: Readonly<
  Record<FaultSetting, readonly (typeof faultKinds)[number][]>
> = {
  with: ["refuse", "fail"],
  message: ["fail"],
  share: ["refuse", "delay", "drop", "duplicate", "crash", "fail", "slow"],
  sender: ["outage", "refuse", "delay", "drop", "duplicate"],
  for: ["outage", "refuse", "delay", "drop", "duplicate", "fail", "slow"],
  by: ["delay", "duplicate", "slow"],
  direction: ["delay", "drop"],
  factor: ["slow"],
  untilTimeout: ["slow"],
};
/** A setting that follows from what the fault is. */
export type FaultSetting =
  "with" | "message" | "share" | "sender" | "for" | "by" | "direction" | "factor" | "untilTimeout";

/** The ways in which a handler is slow, of which one must be said. */
export const slownesses = ["factor", "by", "untilTimeout"] as const;

/** What each kind of fault needs, and what it takes. */
const branches: readonly Branch[] = faultKinds.flatMap((kind) => {
  const settings = Object.keys(settingsOfKinds) as FaultSetting[];
  const all = [...faultKinds, ...settings];
  const able = settings.filter((setting) => settingsOfKinds[setting].includes(kind));
  const needed = ["at", kind, ...(kind === "crash" ? [] : ["for"])];
  if (kind !== "slow") return branchOf(kind === "delay" ? [...needed, "by"] : needed, all, able);
  const others = able.filter((setting) => !(slownesses as readonly string[]).includes(setting));
  return slownesses.map((way) => branchOf([...needed, way], all, others));
});

/** A fault, as people write it. */
export const faultSchema = z
  .strictObject({
    at: duration.meta({ description: "When it begins, since the start of the run." }),
    for: span.optional().meta({ description: "How long it lasts; a crash does not last." }),
    refuse: z
      .string()
      .optional()
      .meta({ description: `${Struck}: AWS refuses requests to it with an error.` }),
    outage: z
      .string()
      .optional()
      .meta({
        description: `${Struck}: AWS refuses all requests to it. For a function whose own dependency is down, say fail.`,
      }),
    with: z.string().min(1).optional().meta({
      description:
        "Of refuse: AWS's error code. Default: ThrottlingException. Of fail: the error's name. Default: Error.",
    }),
    message: z.string().optional().meta({
      description: "Of fail: the error's message. Default: A dependency is down.",
    }),
    delay: z
      .string()
      .optional()
      .meta({ description: `${Struck} that is asked, or answers, more slowly.` }),
    drop: z
      .string()
      .optional()
      .meta({ description: `${Struck} whose requests or answers get lost.` }),
    duplicate: z
      .string()
      .optional()
      .meta({ description: `${Struck} that gets requests twice.` }),
    crash: z.string().optional().meta({
      description: "A function whose execution environments die under their invocations.",
    }),
    fail: z.string().optional().meta({
      description:
        "A function whose handler throws, in invocations that begin in the span: what it depends on is down; or a delivery stream whose destinations refuse.",
    }),
    slow: z.string().optional().meta({
      description:
        "A function whose handler takes longer, in invocations that begin in the span: by factor, by, or untilTimeout.",
    }),
    by: durations.optional().meta({
      description:
        "Of delay and slow: how much longer; of duplicate: how much later the copy comes.",
    }),
    factor: z.number().gt(1).optional().meta({
      description: "Of slow: how many times as long the handler's own work takes.",
    }),
    untilTimeout: z.literal(true).optional().meta({
      description: "Of slow: the handler hangs until the function's timeout.",
    }),
    direction: z
      .enum(["request", "reply"])
      .optional()
      .meta({ description: "Of delay and drop: which way. Default: request." }),
    share: share.optional().meta({ description: "The part that is struck. Default: all." }),
    sender: z.string().optional().meta({
      description: "The logical id of the resource whose requests are meant. Default: everybody's.",
    }),
    activation: share.optional().meta({
      description: "The chance that the fault is there in a run at all. Default: 100%.",
    }),
    group: z.string().min(1).optional().meta({
      description: "Faults of one group are there together or not at all.",
    }),
  })
  .meta({ description: "What goes wrong over a span.", oneOf: branches });
