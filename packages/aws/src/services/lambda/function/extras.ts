import { ConfigError, type Plain } from "@orrery/kernel";
import type { Extra } from "../../../service/extras.ts";
import { checkScript } from "./script-check.ts";
import {
  afterFailures,
  defaultBehavior,
  type Behavior,
  type EnvironmentTraits,
  type ProfileBehavior,
} from "../config.ts";

const share = (text: string) => ({ kind: "share", min: 0, max: 1, text }) as const;

const traits = {
  imageRuntime: "text",
  proactiveReplacements: "number",
  duplicateEvents: "number",
} as const;

/** What a profile may say in a scenario file, each as `settings` below has it. */
type Said = Partial<Omit<ProfileBehavior, "type">> & {
  readonly script?: string;
};

const scriptIn = (value: Plain): string | null => {
  const behavior = value as unknown as Behavior; // Of this form.
  return behavior.type === "script" ? behavior.name : null;
};

/** What a function does. */
export const functionBehavior: Extra = {
  text: "What it does when it is invoked.",
  form: {
    types: {
      profile: {
        members: {
          duration: "law",
          durationPerItem: { nullable: "law" },
          coldStart: { nullable: "law" },
          failures: "number",
          poison: "number",
          calls: { list: "call" },
          response: "value",
        },
        optional: { ...traits, messageFailures: "number", afterFailure: "text" },
      },
      script: { members: { name: "text" }, optional: traits },
    },
  },
  section: {
    name: "functions",
    text: "What functions do, by logical id.",
    each: "What a function does.",
    settings: {
      duration: {
        kind: "durations",
        text: "Of the handler, before its calls. Default: 100 ms.",
      },
      durationPerItem: { kind: "durations", text: "Added for each message of a batch." },
      coldStart: {
        kind: "durations",
        text: "The Init phase. Default: as measured for the runtime.",
      },
      imageRuntime: {
        kind: "text",
        text: "The runtime of a container image, such as python3.13.",
      },
      proactiveReplacements: share(
        "Environments that are replaced ahead as they grow too old. Default: 50%.",
      ),
      failures: share("Invocations that fail."),
      poison: share("Messages that fail at every attempt."),
      messageFailures: share("Messages that fail this time, drawn at each receive."),
      afterFailure: {
        kind: "choice",
        values: afterFailures,
        text: "With the rest of a batch after a message that fails: go on, stop and report it as failed, or stop and leave it. Default: continue.",
      },
      duplicateEvents: share(
        "Asynchronous events that Lambda gives the function twice. Default: none.",
      ),
      calls: { kind: "calls", text: "One after another, when duration is over." },
      response: { kind: "value", text: "What the handler returns. Default: null." },
      script: {
        kind: "text",
        text: "In place of what it takes and does: a generator function that `scripts` exports.",
      },
    },
    read(said): Behavior {
      const {
        script: name,
        imageRuntime,
        proactiveReplacements,
        duplicateEvents,
        ...given
      } = said as Said;
      const own: EnvironmentTraits = {
        ...(imageRuntime === undefined ? {} : { imageRuntime }),
        ...(proactiveReplacements === undefined ? {} : { proactiveReplacements }),
        ...(duplicateEvents === undefined ? {} : { duplicateEvents }),
      };
      if (name === undefined) return { ...defaultBehavior, ...given, ...own };
      const [other] = Object.keys(given);
      if (other !== undefined) {
        throw new ConfigError(`.${other}`, "a script alone", `${other} too`);
      }
      return { type: "script", name, ...own };
    },
  },
  check(path, value, scripts) {
    const name = scriptIn(value);
    if (name !== null) checkScript(path, name, scripts);
  },
  scriptIn,
};
