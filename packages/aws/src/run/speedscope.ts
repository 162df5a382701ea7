import type { ProfileSample } from "../service/profile.ts";

/** A file that https://www.speedscope.app opens: what it needs of its format (file-format-spec.ts, version 0.0.1). */
export interface SpeedscopeFile {
  readonly $schema: "https://www.speedscope.app/file-format-schema.json";
  readonly name: string;
  readonly exporter: string;
  readonly activeProfileIndex: 0;
  readonly shared: { readonly frames: readonly { readonly name: string }[] };
  readonly profiles: readonly [SampledProfile];
}

/** Stacks as places of frames, the outermost first, with what was spent in each. */
interface SampledProfile {
  readonly type: "sampled";
  readonly name: string;
  readonly unit: "microseconds";
  readonly startValue: 0;
  readonly endValue: number;
  readonly samples: readonly (readonly number[])[];
  readonly weights: readonly number[];
}

/** A profile as speedscope opens it. Places where no time was spent are not in it. */
export function speedscopeFile(
  name: string,
  samples: readonly ProfileSample[],
  exporter: string,
): SpeedscopeFile {
  const frames: { readonly name: string }[] = [];
  const places = new Map<string, number>();
  const placeOf = (frame: string): number => {
    let place = places.get(frame);
    if (place === undefined) {
      place = frames.length;
      places.set(frame, place);
      frames.push({ name: frame });
    }
    return place;
  };
  const spent = samples.filter(({ time }) => time > 0);
  const weights = spent.map(({ time }) => time);
  return {
    $schema: "https://www.speedscope.app/file-format-schema.json",
    name,
    exporter,
    activeProfileIndex: 0,
    shared: { frames },
    profiles: [
      {
        type: "sampled",
        name,
        unit: "microseconds",
        startValue: 0,
        endValue: weights.reduce((sum, weight) => sum + weight, 0),
        samples: spent.map(({ stack }) => stack.map(placeOf)),
        weights,
      },
    ],
  };
}
