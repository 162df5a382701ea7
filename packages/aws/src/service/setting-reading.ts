import { ConfigError, durationOf, formatDuration, shownValue, type Duration } from "@orrery/kernel";
import { withNearest } from "../text/nearest.ts";
import type { ExtraSetting } from "./extras.ts";
import { parseShare } from "./said.ts";
import { parseSize } from "./size.ts";

/**
 * Settings as a construct says them, in the words of scenario files: shares and durations as numbers, each
 * within its range. What is left out stays left out.
 *
 * @throws ConfigError where a setting is unknown, or is not what it takes.
 */
export function readSettings(
  path: string,
  settings: Readonly<Record<string, ExtraSetting>>,
  said: object,
): Readonly<Record<string, unknown>> {
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => {
      const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
      if (setting !== undefined) return [name, readSetting(`${path}.${name}`, setting, value)];
      const names = Object.keys(settings);
      throw new ConfigError(path, `one of ${names.join(", ")}`, withNearest(name, names));
    }),
  );
}

function readSetting(path: string, setting: ExtraSetting, said: unknown): unknown {
  switch (setting.kind) {
    case "share":
      return parseShare(path, said as string); // Refused where it is neither text nor number.
    case "duration": {
      const duration = durationOf(path, said);
      const [min, max] = [setting.min, setting.max] as [Duration, Duration];
      if (duration >= min && duration <= max) return duration;
      const range = `${formatDuration(min)} to ${formatDuration(max)}`;
      throw new ConfigError(path, range, formatDuration(duration));
    }
    case "bytes": {
      const size = parseSize(path, said as string); // As above.
      if (size >= setting.min && size <= setting.max) return size;
      throw new ConfigError(path, `${setting.min} to ${setting.max} bytes`, `${size} bytes`);
    }
    case "count": {
      const isCount = Number.isSafeInteger(said);
      if (isCount && (said as number) >= setting.min && (said as number) <= setting.max)
        return said;
      const range = `a whole number from ${setting.min} to ${setting.max}`;
      throw new ConfigError(path, range, shownValue(said));
    }
    case "switch":
      if (typeof said === "boolean") return said;
      throw new ConfigError(path, "true or false", shownValue(said));
    case "settings":
      if (typeof said === "object" && said !== null) {
        return readSettings(path, setting.settings, said);
      }
      throw new ConfigError(path, "settings by name", shownValue(said));
    default:
      return said;
  }
}
