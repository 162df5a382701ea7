import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { MeasurePackage, PackageSize } from "@orrery/templates";
import { unzipSync } from "fflate";

/** Measures packages by their paths from the folder of a template. */
export const measureBeside =
  (template: string): MeasurePackage =>
  (path) => {
    const found = isAbsolute(path) ? path : join(dirname(template), path);
    const known = statSync(found, { throwIfNoEntry: false });
    if (known === undefined) return null;
    return known.isDirectory() ? folderSize(found) : fileSize(found, known.size);
  };

/** A zip file is read into memory: above this Lambda takes none of it anyway. */
const mostZipped = 1_073_741_824;

function fileSize(path: string, size: number): PackageSize {
  const plain = { zipped: null, unzipped: size, needsCfnResponse: false };
  if (!/\.(?:zip|jar)$/i.test(path)) return plain;
  if (size > mostZipped) return { ...plain, zipped: size };
  let unzipped = 0;
  try {
    unzipSync(readFileSync(path), {
      filter({ originalSize }) {
        unzipped += originalSize;
        return false; // Its table of contents says it all.
      },
    });
  } catch {
    return { ...plain, zipped: size };
  }
  return { zipped: size, unzipped, needsCfnResponse: false };
}

const isOwnModule = /^(?:cfn-response(?:\.[cm]?js)?|cfnresponse(?:\.py)?)$/;
const takesModule =
  /require\(\s*["']cfn-response["']\s*\)|from\s+["']cfn-response["']|^\s*(?:import|from)\s+cfnresponse\b/m;
const mostText = 1_048_576;

function folderSize(folder: string): PackageSize {
  let unzipped = 0;
  let isTaken = false;
  let isBrought = false;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (isOwnModule.test(entry.name)) isBrought = true;
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = statSync(path);
    unzipped += size;
    const isSource = /\.(?:[cm]?[jt]s|py)$/.test(entry.name) && !path.includes("node_modules");
    if (isSource && size <= mostText) isTaken ||= takesModule.test(readFileSync(path, "utf8"));
  }
  return { zipped: null, unzipped, needsCfnResponse: isTaken && !isBrought };
}
