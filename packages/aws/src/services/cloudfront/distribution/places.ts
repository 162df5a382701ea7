import {
  compileDistribution,
  type Distribution as Law,
  type Duration,
  type Sampler,
} from "@orrery/kernel";
import { roundTrip } from "../../../service/area.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { DistributionSettings, OriginSettings } from "../config.ts";
import { edgeLocations, locationOfCountry, type EdgeLocation } from "../locations.ts";
import { purposes, type DistributionContext, type OpenRequest } from "./declarations.ts";

/** The edge location that a viewer comes to: that of its country, or one of those that a scenario names. */
export function placeOf(http: HttpHead, context: DistributionContext): string {
  const country = http.headers["cloudfront-viewer-country"];
  const named = country === undefined ? undefined : locationOfCountry(country);
  if (named !== undefined) return named;
  const { viewers } = context.settings.audience;
  if (viewers.length === 1) return viewers[0]!.code;
  let all = 0;
  for (const { weight } of viewers) all += weight;
  let left = context.random(purposes.place) * all;
  for (const { code, weight } of viewers) {
    left -= weight;
    if (left < 0) return code;
  }
  return viewers[0]!.code;
}

export const locationAt = (code: string): EdgeLocation => edgeLocations.get(code)!; // It is one of them.

/** The country of a viewer. */
export const countryOf = (http: HttpHead, place: string): string =>
  http.headers["cloudfront-viewer-country"] ?? locationAt(place).country;

/** The caches between an edge location and an origin, the nearest to the viewer first. */
export function cachesTo(
  place: string,
  { shield }: Pick<OriginSettings, "shield">,
): readonly string[] {
  const { regional } = locationAt(place);
  return shield === null || shield === regional ? [place, regional] : [place, regional, shield];
}

/** The origin whose caches an object of a request comes through. */
export const homeOf = (
  { behavior, chosen }: Pick<OpenRequest, "behavior" | "chosen">,
  { behaviors, origins }: DistributionSettings,
): OriginSettings => origins[chosen < 0 ? behaviors[behavior]!.origins[0]! : chosen]!;

/** By what those find each other who ask for the same object. */
export const fetchKeyOf = (caches: readonly string[], key: string): string =>
  `${caches.at(-1)!}\n${key}`;

// A memo of a pure function: laws are compiled once.
const samplers = new WeakMap<Law, Sampler>();

function sampled(law: Law, purpose: number, context: DistributionContext): Duration {
  if (law.type === "constant") return law.value as Duration;
  let sampler = samplers.get(law);
  if (sampler === undefined) samplers.set(law, (sampler = compileDistribution(law)));
  return Math.max(0, Math.round(sampler(() => context.random(purpose)))) as Duration;
}

/** What the way to a viewer and back takes. */
export const viewerWay = (context: DistributionContext): Duration =>
  sampled(context.settings.latencies.viewer, purposes.viewer, context);

/** What the way to the regional edge cache and back takes. */
export const regionalWay = (context: DistributionContext): Duration =>
  sampled(context.settings.latencies.regional, purposes.regional, context);

/** What the way from the last cache to an origin and back takes, and to an Origin Shield before. */
export function originWay(
  place: string,
  { shield, region }: OriginSettings,
  context: DistributionContext,
): Duration {
  const { origin } = context.settings.latencies;
  if (origin !== null) return sampled(origin, purposes.origin, context);
  const { regional } = locationAt(place);
  if (shield === null || shield === regional) return roundTrip(regional, region);
  return (roundTrip(regional, shield) + roundTrip(shield, region)) as Duration;
}
