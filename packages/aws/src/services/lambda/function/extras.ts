import { ConfigError, formatDuration, hours, type Plain } from "@orrery/kernel";
import type { Extra } from "../../../service/extras.ts";
import {
  computingForm,
  computingIn,
  computingSetting,
  surroundingForms,
  surroundingSettings,
  surroundingsIn,
  type SaidComputing,
  type SaidSurroundings,
} from "./surroundings.ts";
import { checkScript } from "./script-check.ts";
import {
  afterFailures,
  backoffLimits,
  firstFailureLimits,
  defaultBehavior,
  printedBounds,
  responseBounds,
  type Backoff,
  type Behavior,
  type EnvironmentTraits,
  type ProfileBehavior,
} from "../config.ts";

const share = (text: string) => ({ kind: "share", min: 0, max: 1, text }) as const;

const traits = {
  imageRuntime: "text",
  proactiveReplacements: "number",
  duplicateEvents: "number",
  initFailures: "number",
  ...surroundingForms,
} as const;

/** What a profile may say in a scenario file, each as `settings` below has it. */
type Said = Partial<Omit<ProfileBehavior, "type" | "computing" | keyof SaidSurroundings>> &
  SaidSurroundings & {
    readonly script?: string;
    readonly computing?: SaidComputing;
  };

/** How long messages that fail are hidden. @throws ConfigError */
function backoffIn({ base, factor = 2, longest = hours(12) }: Partial<Backoff>): Backoff {
  if (base === undefined) throw new ConfigError(".backoff", "a base", "none");
  if (base <= longest) return { base, factor, longest };
  throw new ConfigError(".backoff.longest", "the base or more", formatDuration(longest));
}

const scriptIn = (value: Plain): string | null => {
  const behavior = value as unknown as Behavior; // Of this form.
  return behavior.type === "script" ? behavior.name : null;
};

/** What a function does. */
export const functionBehavior: Extra = {
  text: "What it does when it is invoked.",
  isUpdatable: true,
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
        optional: {
          ...traits,
          messageFailures: "number",
          firstFailures: "number",
          responseBytes: "number",
          printedBytes: "number",
          afterFailure: "text",
          computing: computingForm,
          backoff: { members: { base: "number", factor: "number", longest: "number" } },
        },
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
        text: "What runs in a container image, such as python3.13, or on an OS-only runtime: rust, dotnet10-aot, java21-native. Default: Node.js 22 in images, Go otherwise.",
      },
      proactiveReplacements: share(
        "Environments that are replaced ahead as they grow too old. Default: 50%.",
      ),
      computing: computingSetting,
      initFailures: share("Init phases that fail with an error. Default: none."),
      ...surroundingSettings,
      failures: share("Invocations that fail."),
      poison: share("Messages that fail at every attempt."),
      messageFailures: share("Messages that fail this time, drawn at each receive."),
      firstFailures: {
        kind: "count",
        ...firstFailureLimits,
        text: "At how many of its first receives each message fails, as of one that finds a dependency busy so often. Default: 0.",
      },
      afterFailure: {
        kind: "choice",
        values: afterFailures,
        text: "With the rest of a batch after a message that fails: go on, stop and report it as failed, or stop and leave it. Default: continue.",
      },
      backoff: {
        kind: "settings",
        settings: {
          base: {
            kind: "duration",
            ...backoffLimits.length,
            text: "After the first receive; must be said.",
          },
          factor: {
            kind: "count",
            ...backoffLimits.factor,
            text: "How many times as long after each further receive. Default: 2.",
          },
          longest: {
            kind: "duration",
            ...backoffLimits.length,
            text: "The longest. Default: 12 h, as SQS hides a message.",
          },
        },
        text: "How long a message that fails is hidden, by its receives: the handler changes its visibility timeout. Default: as the queue says.",
      },
      duplicateEvents: share(
        "Asynchronous events that Lambda gives the function twice. Default: none.",
      ),
      calls: { kind: "calls", text: "One after another, when duration is over." },
      response: { kind: "value", text: "What the handler returns. Default: null." },
      responseBytes: {
        kind: "count",
        ...responseBounds,
        text: "Bytes of what the handler returns. Default: those of the response.",
      },
      printedBytes: {
        kind: "count",
        ...printedBounds,
        text: "Bytes that the handler prints in each invocation, in one line. Default: 0.",
      },
      script: {
        kind: "text",
        text: "In place of what it takes and does: a generator function that `scripts` exports.",
      },
    },
    // A script, or a handler, takes the place of what a profile says, and a profile's words that of a script.
    over(own, said) {
      const isOfEither = (name: string) => name in traits;
      const isScript = "script" in said;
      const isProfile = Object.keys(said).some((name) => name !== "script" && !isOfEither(name));
      const stays = (name: string) =>
        isOfEither(name) || (name === "script" ? !isProfile : !isScript);
      return {
        ...Object.fromEntries(Object.entries(own).filter(([name]) => stays(name))),
        ...said,
      };
    },
    read(said): Behavior {
      const {
        script: name,
        imageRuntime,
        proactiveReplacements,
        duplicateEvents,
        initFailures,
        extensions,
        network,
        fileSystem,
        ...given
      } = said as Said;
      const own: EnvironmentTraits = {
        ...(imageRuntime === undefined ? {} : { imageRuntime }),
        ...(proactiveReplacements === undefined ? {} : { proactiveReplacements }),
        ...(duplicateEvents === undefined ? {} : { duplicateEvents }),
        ...(initFailures === undefined ? {} : { initFailures }),
        ...surroundingsIn({ extensions, network, fileSystem }),
      };
      if (name === undefined) {
        const { backoff, computing, ...figures } = given;
        const growing = backoff === undefined ? {} : { backoff: backoffIn(backoff) };
        const computes = computing === undefined ? {} : { computing: computingIn(computing) };
        return { ...defaultBehavior, ...figures, ...growing, ...computes, ...own };
      }
      const [other] = Object.keys(given);
      if (other !== undefined) {
        throw new ConfigError(`.${other}`, "a script alone", `${other} too`);
      }
      return { type: "script", name, ...own };
    },
  },
  check(path, value, { scripts }) {
    const name = scriptIn(value);
    if (name !== null) checkScript(path, name, scripts);
  },
  scriptIn,
};
