import { areas, type Area } from "../../service/area.ts";

/** The groups of edge locations that prices are for. */
export const priceGroups = areas;
export type PriceGroup = Area;

/** An edge location. */
export interface EdgeLocation {
  /** As `x-amz-cf-pop` begins. */
  readonly code: string;
  /** Where its viewers are. */
  readonly country: string;
  readonly group: PriceGroup;
  /** The Region of its regional edge cache. */
  readonly regional: string;
}

const at = (
  code: string,
  country: string,
  group: PriceGroup,
  regional: string,
): readonly [string, EdgeLocation] => [code, { code, country, group, regional }];

/**
 * Edge locations, a few of several hundred. Which regional edge cache one goes to is assumed: the nearest that
 * AWS names.
 */
export const edgeLocations: ReadonlyMap<string, EdgeLocation> = new Map([
  at("IAD", "US", "unitedStates", "us-east-1"),
  at("ORD", "US", "unitedStates", "us-east-2"),
  at("SFO", "US", "unitedStates", "us-west-1"),
  at("SEA", "US", "unitedStates", "us-west-2"),
  at("YUL", "CA", "unitedStates", "us-east-1"),
  at("QRO", "MX", "unitedStates", "us-east-1"),
  at("LHR", "GB", "europe", "eu-west-2"),
  at("DUB", "IE", "europe", "eu-west-1"),
  at("FRA", "DE", "europe", "eu-central-1"),
  at("CDG", "FR", "europe", "eu-central-1"),
  at("ARN", "SE", "europe", "eu-central-1"),
  at("MAD", "ES", "europe", "eu-central-1"),
  at("MXP", "IT", "europe", "eu-central-1"),
  at("TLV", "IL", "europe", "eu-central-1"),
  at("JNB", "ZA", "africa", "eu-west-2"),
  at("DXB", "AE", "africa", "ap-south-1"),
  at("GRU", "BR", "southAmerica", "sa-east-1"),
  at("NRT", "JP", "japan", "ap-northeast-1"),
  at("SYD", "AU", "australia", "ap-southeast-2"),
  at("ICN", "KR", "asia", "ap-northeast-2"),
  at("SIN", "SG", "asia", "ap-southeast-1"),
  at("HKG", "HK", "asia", "ap-southeast-1"),
  at("BOM", "IN", "india", "ap-south-1"),
]);

/** The edge location whose regional edge cache is in a Region; elsewhere that of us-east-1. */
export const nearestTo = (region: string): string =>
  [...edgeLocations.values()].find(({ regional }) => regional === region)?.code ?? "IAD";

/** The edge location where viewers of a country are; `undefined`: none is known. */
export const locationOfCountry = (country: string): string | undefined =>
  [...edgeLocations.values()].find((each) => each.country === country)?.code;
