import { milliseconds, type Duration } from "@orrery/kernel";

/** Parts of the world, as AWS has prices for them. */
export const areas = [
  "unitedStates",
  "europe",
  "africa",
  "southAmerica",
  "japan",
  "australia",
  "asia",
  "india",
] as const;
export type Area = (typeof areas)[number];

/** The area that a Region lies in. */
function areaOf(region: string): Area {
  if (region === "ap-northeast-1" || region === "ap-northeast-3") return "japan";
  if (region === "ap-southeast-2" || region === "ap-southeast-4") return "australia";
  const [area] = region.split("-");
  if (area === "us" || area === "ca" || area === "mx") return "unitedStates";
  if (area === "eu" || area === "il") return "europe";
  if (area === "af" || area === "me") return "africa";
  if (area === "sa") return "southAmerica";
  return region.startsWith("ap-south-") ? "india" : "asia";
}

/** Milliseconds there and back between areas, in their order. */
const roundTrips: readonly (readonly number[])[] = [
  [40, 90, 200, 120, 150, 190, 210, 200],
  [90, 20, 130, 190, 220, 270, 180, 120],
  [200, 130, 60, 300, 250, 280, 180, 100],
  [120, 190, 300, 20, 260, 310, 320, 300],
  [150, 220, 250, 260, 10, 110, 70, 130],
  [190, 270, 280, 310, 110, 20, 100, 150],
  [210, 180, 180, 320, 70, 100, 50, 70],
  [200, 120, 100, 300, 130, 150, 70, 20],
];

/** How long it takes from one Region to another and back. Assumed: of the order of what people measure. */
export function roundTrip(from: string, to: string): Duration {
  if (from === to) return milliseconds(2);
  const place = (region: string) => areas.indexOf(areaOf(region));
  return milliseconds(roundTrips[place(from)]![place(to)]!);
}

/** A country in the area of a Region: where callers are whose Region alone is said. */
export const countryOf = (region: string): string =>
  countries[region] ?? countriesOfAreas[areaOf(region)];

const countriesOfAreas: Readonly<Record<Area, string>> = {
  unitedStates: "US",
  europe: "DE",
  africa: "ZA",
  southAmerica: "BR",
  japan: "JP",
  australia: "AU",
  asia: "SG",
  india: "IN",
};

/** Countries of Regions that are not those of their areas. */
const countries: Readonly<Record<string, string>> = {
  "ca-central-1": "CA",
  "ca-west-1": "CA",
  "mx-central-1": "MX",
  "eu-west-1": "IE",
  "eu-west-2": "GB",
  "eu-west-3": "FR",
  "eu-north-1": "SE",
  "eu-south-1": "IT",
  "eu-south-2": "ES",
  "il-central-1": "IL",
  "me-south-1": "AE",
  "me-central-1": "AE",
  "ap-northeast-2": "KR",
  "ap-east-1": "HK",
};
